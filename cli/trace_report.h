// A trace as text, or as JSON Lines.
#pragma once

#include <string>

#include "cli/path_session.h"
#include "cli/trace_options.h"
#include "icmp/trace.h"

namespace icmpwire::cli {

struct TracePlan {
  const TraceOptions* options;
  std::string wire;
  PathTarget target;
  Trace::Settings settings;
};

std::string trace_head_text(const TracePlan& plan);
std::string trace_text(const TracePlan& plan, const Trace& trace, const SurveyCosts& costs);

std::string trace_head_json(const TracePlan& plan);
std::string trace_json(const TracePlan& plan, const Trace& trace, const SurveyCosts& costs);

}  // namespace icmpwire::cli
