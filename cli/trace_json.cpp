// `icmpwire trace` as JSON Lines.
#include "cli/path_json.h"
#include "cli/trace_report.h"
#include "packet/option_language.h"

namespace icmpwire::cli {

std::string trace_head_json(const TracePlan& plan) {
  Json json = path_record("trace", plan.target);
  json["name"] = plan.target.name;
  json["source"] = to_text(plan.target.source);
  json["wire"] = plan.wire;
  json["first_hop"] = plan.settings.first;
  json["last_hop"] = plan.settings.last;
  json["probes"] = plan.settings.probes;
  json["timeout"] = plan.settings.request.timeout.count();
  json["tos"] = plan.settings.request.tos;
  json["data_octets"] = plan.options->size;
  const Bytes area = plan.settings.request.options.octets();
  json["ip_options"] = to_hex(area);
  json["ip_option_words"] = options_text(area);
  return line_of(json);
}

std::string trace_json(const TracePlan& plan, const Trace& trace, const SurveyCosts& costs) {
  std::string lines;
  for (const Hop* hop : trace.hops()) {
    Json json = path_record("hop", plan.target);
    json["hop"] = hop->ttl;
    json["probes"] = Json::array();
    for (const HopProbe& probe : hop->probes) json["probes"].push_back(probe_json(probe));
    lines += line_of(json);
  }
  for (const PathChange& change : path_changes(trace)) {
    Json json = path_record("change", plan.target);
    json.update(change_json(change));
    lines += line_of(json);
  }
  Json json = path_record("trace_end", plan.target);
  json["reached"] = trace.reached();
  if (trace.end() != nullptr) json["hops"] = trace.end()->ttl;
  add_costs(json, costs);
  return lines + line_of(json);
}

}  // namespace icmpwire::cli
