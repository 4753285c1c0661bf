// `icmpwire ping`: options -> plan -> session -> report.
#include "cli/commands.h"
#include "cli/ping_session.h"

namespace icmpwire::cli {

Result<int> ping(const PingOptions& options, Streams streams) {
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
  const auto report = options.json ? make_json_report(*plan, streams) : make_text_report(*plan, streams);
  PingSession session(engine, *plan, *report, signals);
  if (auto result = session.run(); !result) return tl::unexpected(std::move(result.error()));
  return session.succeeded() ? exit_success : exit_no_answer;
}

}  // namespace icmpwire::cli
