// `icmpwire pmtu` as JSON Lines.
#include "cli/path_json.h"
#include "cli/pmtu_report.h"

namespace icmpwire::cli {
namespace {

using Limit = PathMtuSearch::Limit;

std::string_view limit_text(const PathMtuSearch::Finding& found) {
  if (found.mtu == 0) return "no-answer";
  switch (found.by) {
    case Limit::own_link:
      return "own-link";
    case Limit::told:
      return "told";
    case Limit::silence:
      return "silence";
  }
  return {};
}

Json size_json(const PathTarget& target, const PathMtuSearch::SizeProbe& probe) {
  HopProbe as_sent;
  as_sent.ending = probe.ending;
  as_sent.answer = probe.answer;
  Json json = path_record("size", target);
  json["octets"] = probe.octets;
  json["probe"] = probe_json(as_sent);
  return json;
}

}  // namespace

std::string pmtu_json(const PathTarget& target, const PathMtuSearch& search, const SurveyCosts& costs) {
  std::string lines;
  for (const auto& probe : search.probes()) lines += line_of(size_json(target, probe));
  const PathMtuSearch::Finding found = search.finding();
  Json json = path_record("path_mtu", target);
  json["own_link"] = target.mtu;
  json["by"] = limit_text(found);
  if (found.mtu != 0) json["mtu"] = found.mtu;
  if (found.mtu != 0) json["exact"] = found.limit - found.mtu == 1;
  if (found.teller != nullptr) json["told_by"] = to_text(found.teller->answer->from);
  const auto place = found.by == Limit::silence ? search.black_hole() : std::nullopt;
  if (place) json["lost_between"] = {to_text(place->after), to_text(place->before)};
  add_costs(json, costs);
  return lines + line_of(json);
}

}  // namespace icmpwire::cli
