// What became of options, as JSON Lines.
#include "cli/option_probe.h"
#include "cli/path_json.h"
#include "packet/option_language.h"

namespace icmpwire::cli {
namespace {

Json hops_json(const Trace& trace) {
  Json hops = Json::array();
  for (const Hop* hop : trace.hops()) {
    Json json = {{"hop", hop->ttl}, {"requests", hop->probes.size()}, {"answers", hop->answers()}};
    json["from"] = Json::array();
    for (const IpAddress& address : hop->addresses()) json["from"].push_back(to_text(address));
    hops.push_back(std::move(json));
  }
  return hops;
}

bool has_place(OptionFate fate) { return fate == OptionFate::dropped || fate == OptionFate::stripped; }

}  // namespace

std::string option_probe_json(const ProbedTarget& probed, std::size_t line) {
  const OptionVerdict verdict = judge_option(*probed.traces, line);
  const Bytes area = probed.lines[line].request.options.octets();
  Json json = path_record("option_probe", probed.target);
  json["name"] = probed.target.name;
  json["line"] = probed.lines[line].text;
  json["ip_options"] = to_hex(area);
  json["fate"] = to_text(verdict.fate);
  if (has_place(verdict.fate))
    json["between"] = {to_text(verdict.place.after), to_text(verdict.place.before)};
  if (verdict.answer != nullptr) json["answer"] = answer_json(*verdict.answer);
  if (verdict.not_returned) json["not_returned"] = true;
  json["changes"] = Json::array();
  for (const PathChange& change : verdict.changes) json["changes"].push_back(change_json(change));
  json["hops"] =
      line < probed.traces->others().size() ? hops_json(*probed.traces->others()[line]) : Json::array();
  json["control"] = hops_json(probed.traces->control());
  return line_of(json);
}

std::string option_probe_end_json(const ProbedTarget& probed) {
  Json json = path_record("probe_end", probed.target);
  json["lines"] = probed.lines.size();
  add_costs(json, probed.costs);
  return line_of(json);
}

std::string option_probe_json(const ProbedTarget& probed) {
  std::string lines;
  for (std::size_t i = 0; i < probed.lines.size(); ++i) lines += option_probe_json(probed, i);
  return lines + option_probe_end_json(probed);
}

}  // namespace icmpwire::cli
