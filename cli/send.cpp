// `icmpwire send`: switches -> plan -> session -> reports, and views of the packets.
#include "capture/open_wire.h"
#include "cli/commands.h"
#include "cli/craft_packet.h"
#include "cli/send_session.h"

namespace icmpwire::cli {
namespace {

SendSession::Reports make_reports(const SendOptions& options, const SendPlan& plan, Streams streams,
                                  PacketViews& views) {
  SendSession::Reports reports;
  reports.push_back(options.json ? make_send_json(plan, streams) : make_send_text(plan, streams));
  reports.push_back(make_send_views(plan, views));
  return reports;
}

// On a live wire what has left is what was seen to leave; and there are eyes for what is no answer to an
// echo, where something else is sent.
std::string truthful(const std::string& spec, const SendOptions& options) {
  const bool other = options.no_icmp || sets_field(options, "ip.protocol") ||
                     sets_field(options, "ipv6.next_header") || sets_field(options, "icmpv6.type");
  return witnessed(other && is_live(spec) ? with_key(spec, "also", "ip or ip6") : spec);
}

Result<int> send_with_views(const SendOptions& options, Streams streams, PacketViews& views) {
  const auto spec = choose_wire(options);
  if (!spec) return tl::unexpected(spec.error());
  const HeldSignals held;  // before any thread of a wire
  auto wire = open_chosen_wire(truthful(*spec, options), options);
  if (!wire) return tl::unexpected(std::move(wire.error()));
  const auto plan = make_send_plan(options, *spec, **wire);
  if (!plan) return tl::unexpected(plan.error());
  SignalWatch signals(**wire);
  const auto reports = make_reports(options, *plan, streams, views);
  const auto answered = SendSession(**wire, *plan, reports, signals).run();
  if (!answered) return tl::unexpected(answered.error());
  return *answered ? exit_success : exit_no_answer;
}

}  // namespace

Result<int> send(const SendOptions& options, Streams streams) {
  const std::string title = options.operands.empty() ? options.from : options.operands.front();
  return with_views(options, options.color, "send " + title,
                    [&](PacketViews& views) { return send_with_views(options, streams, views); });
}

}  // namespace icmpwire::cli
