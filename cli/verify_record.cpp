// The JSON records of verify_report.h.
#include "cli/json_lines.h"
#include "cli/json_record.h"
#include "cli/verify_report.h"

namespace icmpwire::cli {
namespace {

Json datagram_json(const TimedDatagram& datagram) {
  return {{"after", datagram.after.count()}, {"octets", to_hex(datagram.octets)}};
}

Json pair_json(const AnswerPair& pair) {
  Json json = {{"agrees", pair.agrees()}};
  if (pair.recorded) json["recorded"] = datagram_json(*pair.recorded);
  if (pair.met) json["met"] = datagram_json(*pair.met);
  json["differences"] = Json::array();
  for (const FieldDifference& change : pair.differences) {
    json["differences"].push_back(
        {{"field", change.field}, {"recorded", change.before}, {"met", change.after}});
  }
  return json;
}

}  // namespace

std::string verified_line(const VerifiedExchange& verified) {
  Json json = record("verified");
  json["number"] = verified.number;
  json["agrees"] = verified.agrees();
  json["request"] = to_hex(verified.request);
  json["answers"] = Json::array();
  for (const AnswerPair& pair : verified.answers) json["answers"].push_back(pair_json(pair));
  if (verified.not_sent)
    json["not_sent"] = failure_record(*verified.not_sent, reason_code(verified.not_sent->reason));
  return line_of(json);
}

std::string surplus_line(const SurplusAnswer& surplus) {
  Json json = record("surplus_answer");
  json["number"] = surplus.number;
  json["octets"] = to_hex(surplus.octets);
  return line_of(json);
}

std::string totals_line(const std::string& file, const FieldMask& ignored, const VerifyTotals& totals) {
  Json json = record("verification");
  json["file"] = file;
  json["ignored"] = ignored.text();
  json["requests"] = totals.requests();
  json["agree"] = totals.agree;
  json["differ"] = totals.differ;
  json["not_sent"] = totals.not_sent;
  json["surplus_answers"] = totals.surplus;
  return line_of(json);
}

}  // namespace icmpwire::cli
