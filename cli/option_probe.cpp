#include "cli/option_probe.h"

#include "cli/header_options.h"

namespace icmpwire::cli {
namespace {

constexpr std::string_view no_options = "plain";

// The line alone, with what the switches say of all.
IpOptionSwitches switches_for(const IpOptionSwitches& all, const IpOptionSwitches::Given& line) {
  IpOptionSwitches one = all;
  one.ip_options.clear();
  if (line.text != no_options) one.ip_options.push_back(line);
  return one;
}

Result<OptionLine> make_line(PathSession& session, const ProbeOptions& options, const PathTarget& target,
                             const IpOptionSwitches::Given& given) {
  const auto header = header_options(switches_for(options, given), target.address);
  if (!header) return tl::unexpected(header.error());
  OptionLine line{given.text, session.request_to(header->first_hop)};
  line.request.options = options.stamp_self
                             ? self_stamped(header->options, target.source, session.since_1970())
                             : header->options;
  line.request.malformed_options = options.force;
  return line;
}

}  // namespace

std::vector<IpOptionSwitches::Given> option_lines(const ProbeOptions& options) {
  if (!options.ip_options.empty()) return options.ip_options;
  std::vector<IpOptionSwitches::Given> lines;
  for (std::string& line : usual_option_lines()) lines.push_back({std::move(line)});
  return lines;
}

Result<ProbedTarget> probe_target(PathSession& session, const ProbeOptions& options, const std::string& name,
                                  const std::vector<IpOptionSwitches::Given>& lines) {
  auto target = session.find(name);
  if (!target) return tl::unexpected(std::move(target.error()));
  ProbedTarget probed;
  probed.target = std::move(*target);
  std::vector<Request> requests;
  for (const IpOptionSwitches::Given& given : lines) {
    auto line = make_line(session, options, probed.target, given);
    if (!line) return tl::unexpected(std::move(line.error()));
    requests.push_back(line->request);
    probed.lines.push_back(std::move(*line));
  }
  Trace::Settings control;
  control.request = session.request_to(probed.target.address);
  control.last = options.last_ttl;
  control.probes = options.probes;
  probed.traces = std::make_unique<ControlledTraces>(control, std::move(requests));
  auto costs = session.run(*probed.traces);
  if (!costs) return tl::unexpected(std::move(costs.error()));
  probed.costs = *costs;
  return probed;
}

bool is_decided(const ProbedTarget& probed) {
  for (std::size_t i = 0; i < probed.lines.size(); ++i) {
    if (judge_option(*probed.traces, i).fate == OptionFate::cannot_tell) return false;
  }
  return true;
}

}  // namespace icmpwire::cli
