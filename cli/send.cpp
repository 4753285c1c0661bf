// `icmpwire send`: switches -> plan -> session -> reports, and views of the packets.
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

// A live wire with a witness: what has left is what was seen to leave. And with eyes for what is no answer to
// an echo, where something else is sent.
std::string truthful(const std::string& spec, const SendOptions& options) {
  if (!is_live(spec)) return spec;
  std::string keys;
  if (spec.find("witness=") == std::string::npos) keys += "&witness=on";
  const bool other = options.no_icmp || sets_field(options, "ip.protocol") ||
                     sets_field(options, "ipv6.next_header") || sets_field(options, "icmpv6.type");
  if (other) keys += "&also=ip%20or%20ip6";
  if (!keys.empty() && spec.find('?') == std::string::npos) keys[0] = '?';
  return spec + keys;
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
