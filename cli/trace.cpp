// `icmpwire trace`: options -> plan -> survey -> report.
#include "cli/commands.h"
#include "cli/header_options.h"
#include "cli/path_session.h"
#include "cli/refusal.h"
#include "cli/trace_report.h"

namespace icmpwire::cli {
namespace {

Result<void> check(const TraceOptions& options) {
  if (options.operands.size() > 1)
    return refusal("trace", options.operands[1], "it is a second target", "one target at a time");
  if (options.first_ttl > options.last_ttl) {
    return refusal("trace", "from hop " + std::to_string(options.first_ttl),
                   "the last hop is " + std::to_string(options.last_ttl), "-m, which is the last one");
  }
  return {};
}

Result<TracePlan> make_plan(const TraceOptions& options, PathSession& session) {
  auto target = session.find(options.operands.front());
  if (!target) return tl::unexpected(std::move(target.error()));
  const auto header = header_options(options, target->address);
  if (!header) return tl::unexpected(header.error());
  TracePlan plan{&options, session.wire(), std::move(*target), {}};
  plan.settings.request = session.request_to(header->first_hop);
  plan.settings.request.malformed_options = options.force;
  plan.settings.request.options =
      options.stamp_self ? self_stamped(header->options, plan.target.source, session.since_1970())
                         : header->options;
  plan.settings.first = options.first_ttl;
  plan.settings.last = options.last_ttl;
  plan.settings.probes = options.probes;
  return plan;
}

Result<int> trace_with_views(const TraceOptions& options, Streams streams, PacketViews& views) {
  if (auto checked = check(options); !checked) return tl::unexpected(std::move(checked.error()));
  auto session = PathSession::open(options);
  if (!session) return tl::unexpected(std::move(session.error()));
  (*session)->show_to(views);
  auto plan = make_plan(options, **session);
  if (!plan) return tl::unexpected(std::move(plan.error()));
  const Octets data(options.size, 0x61);
  plan->settings.request.data = data;

  write(streams.out, options.json ? trace_head_json(*plan) : trace_head_text(*plan));
  Trace trace(plan->settings);
  const auto costs = (*session)->run(trace);
  if (!costs) return tl::unexpected(costs.error());
  write(streams.out, options.json ? trace_json(*plan, trace, *costs) : trace_text(*plan, trace, *costs));
  return trace.reached() ? exit_success : exit_no_answer;
}

}  // namespace

Result<int> trace(const TraceOptions& options, Streams streams) {
  return with_views(options, options.color, "trace " + options.operands.front(),
                    [&](PacketViews& views) { return trace_with_views(options, streams, views); });
}

}  // namespace icmpwire::cli
