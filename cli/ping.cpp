// `icmpwire ping`: options -> plan -> session -> report, and views of the packets.
#include "cli/commands.h"
#include "cli/ping_session.h"

namespace icmpwire::cli {
namespace {

std::unique_ptr<PingReport> make_report(const PingOptions& options, const PingPlan& plan, Streams streams,
                                        PacketViews& views) {
  auto report = options.json ? make_json_report(plan, streams) : make_text_report(plan, streams);
  return make_viewed_report(plan, std::move(report), views);
}

Result<int> ping_with_views(const PingOptions& options, Streams streams, PacketViews& views) {
  auto spec = choose_wire(options);
  if (!spec) return tl::unexpected(std::move(spec.error()));
  auto targets = find_targets(options);
  if (!targets) return tl::unexpected(std::move(targets.error()));

  const HeldSignals held;  // before any thread of a wire
  auto wire = open_chosen_wire(*spec, options);
  if (!wire) return tl::unexpected(std::move(wire.error()));
  auto plan = make_plan(options, std::move(*targets), *spec, **wire);
  if (!plan) return tl::unexpected(std::move(plan.error()));

  Engine engine(std::move(*wire), plan->exchange);
  SignalWatch signals(engine.wire());
  const auto report = make_report(options, *plan, streams, views);
  PingSession session(engine, *plan, *report, signals);
  if (auto result = session.run(); !result) return tl::unexpected(std::move(result.error()));
  return session.succeeded() ? exit_success : exit_no_answer;
}

// "ping 10.9.3.3 10.9.1.2"
std::string title_of(const PingOptions& options) {
  std::string title = "ping";
  for (const std::string& target : options.operands) title += " " + target;
  return title;
}

}  // namespace

Result<int> ping(const PingOptions& options, Streams streams) {
  return with_views(options, options.color, title_of(options),
                    [&](PacketViews& views) { return ping_with_views(options, streams, views); });
}

}  // namespace icmpwire::cli
