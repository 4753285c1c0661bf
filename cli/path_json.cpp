#include "cli/path_json.h"

#include "cli/answer_json.h"
#include "cli/path_words.h"

namespace icmpwire::cli {
namespace {

std::string_view ending_text(Ending ending) {
  switch (ending) {
    case Ending::answered:
      return "answered";
    case Ending::timed_out:
      return "timed-out";
    case Ending::not_sent:
      return "not-sent";
    default:
      return "interrupted";
  }
}

}  // namespace

Json path_record(std::string_view type, const PathTarget& target) {
  Json json = record(type);
  json["target"] = to_text(target.address);
  return json;
}

Json answer_json(const Reception& answer) {
  Json json = {{"class", to_text(answer.verdict.answer)},
               {"from", to_text(answer.from)},
               {"round_trip", answer.round_trip.count()},
               {"ttl", answer.ttl}};
  if (answer.verdict.answer == AnswerClass::error) add_message(json, answer);
  if (!answer.verdict.remarks.none()) json["remarks"] = remarks_json(answer.verdict.remarks);
  if (answer.local) json["local"] = true;
  const std::string extension = extension_text(answer);
  if (!extension.empty()) json["extension"] = extension;
  return json;
}

Json probe_json(const HopProbe& probe) {
  if (probe.answer) return answer_json(*probe.answer);
  return {{"class", ending_text(probe.ending)}};
}

Json change_json(const PathChange& change) {
  return {{"field", change.field},
          {"before", change.before},
          {"after", change.after},
          {"from", to_text(change.from)},
          {"to", to_text(change.to)}};
}

void add_costs(Json& json, const SurveyCosts& costs) {
  json["requests"] = costs.requests;
  json["answers"] = costs.answers;
  json["elapsed"] = costs.elapsed().count();
  if (costs.interrupted) json["interrupted"] = true;
}

}  // namespace icmpwire::cli
