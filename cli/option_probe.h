// Lines of IP options tried on the way to one target.
#pragma once

#include <string>
#include <vector>

#include "cli/path_session.h"
#include "cli/probe_options.h"
#include "icmp/option_verdict.h"

namespace icmpwire::cli {

struct OptionLine {
  std::string text;  // in the option language; empty: no options at all
  Request request;   // with them
};

struct ProbedTarget {
  PathTarget target;
  std::vector<OptionLine> lines;
  std::unique_ptr<ControlledTraces> traces;
  SurveyCosts costs;
};

// The lines as they are given, else the usual ones; "plain" is none.
std::vector<IpOptionSwitches::Given> option_lines(const ProbeOptions& options);

// Fails as header_options does, before anything is sent, and as the session does.
Result<ProbedTarget> probe_target(PathSession& session, const ProbeOptions& options, const std::string& name,
                                  const std::vector<IpOptionSwitches::Given>& lines);

// With its line end.
std::string option_probe_text(const ProbedTarget& probed, const std::string& wire);
// A record for each line, and one for the costs.
std::string option_probe_json(const ProbedTarget& probed);
std::string option_probe_json(const ProbedTarget& probed, std::size_t line);
std::string option_probe_end_json(const ProbedTarget& probed);

// Whether there is a verdict on every line.
bool is_decided(const ProbedTarget& probed);

}  // namespace icmpwire::cli
