#include "cli/send_session.h"

#include <algorithm>

namespace icmpwire::cli {

SendSession::SendSession(Wire& wire, const SendPlan& plan, const Reports& reports, SignalWatch& signals)
    : wire_(wire), plan_(plan), reports_(reports), signals_(signals) {}

Result<Sent> SendSession::send() {
  if (wire_.takes_notes()) wire_.note("icmpwire send to " + to_text(plan_.target));
  if (!plan_.has_link_header()) return wire_.send(plan_.datagram(), plan_.route);
  Frame frame;
  frame.octets = plan_.octets;
  frame.link = plan_.link;
  frame.datagram_at = plan_.datagram_at;
  return wire_.send_frame(frame, plan_.route);
}

Result<bool> SendSession::run() {
  const auto sent = send();
  if (!sent) return tl::unexpected(sent.error());
  const Nanos began = sent->frame.at;
  PacketWatch watch(plan_.datagram(), began, plan_.watch);
  if (!sent->held) tell_departure(watch, sent->frame);
  while (!watch.is_over(wire_.now()) && !signals_.stop()) {
    const auto frame = wire_.receive(watch.ends());
    if (!frame) return tl::unexpected(frame.error());
    if (*frame) take(watch, **frame);
  }
  if (watch.answers() == 0) wire_.unanswered(watch.departure());
  const Nanos elapsed = wire_.now() - began;
  tell([&](SendReport& report) { report.finished(watch, elapsed, wire_.dropped()); });
  return watch.answers() > 0;
}

void SendSession::take(PacketWatch& watch, const Frame& frame) {
  if (frame.direction == Direction::outbound) {
    if (!departed_) tell_departure(watch, frame);
    return;
  }
  tell([&](SendReport& report) { report.came(frame); });
  if (const auto heard = watch.take(frame.datagram(), frame.at))
    tell([&](SendReport& report) { report.heard(*heard, frame); });
}

void SendSession::tell_departure(PacketWatch& watch, const Frame& frame) {
  departed_ = true;
  const Bytes left = first_at_most(frame.datagram(), plan_.datagram_octets);
  watch.left(left, frame.at);
  const LinkType link = plan_.route.destination.is_v4() ? LinkType::ipv4 : LinkType::ipv6;
  const Departure departure{frame, differences(plan_.datagram(), left, link)};
  tell([&](SendReport& report) { report.sent(departure); });
}

}  // namespace icmpwire::cli
