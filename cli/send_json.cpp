// `icmpwire send` as JSON Lines.
#include "cli/answer_json.h"
#include "cli/answer_meaning.h"
#include "cli/craft_line.h"
#include "cli/instant.h"
#include "cli/meaning_json.h"
#include "cli/send_report.h"
#include "packet/explain.h"

namespace icmpwire::cli {
namespace {

class JsonReport final : public SendReport {
 public:
  JsonReport(const SendPlan& plan, Streams streams) : plan_(plan), streams_(streams) {}

  void sent(const Departure& departure) override;
  void heard(const PacketWatch::Heard& heard, const Frame& last) override;
  void finished(const PacketWatch& watch, Nanos elapsed, std::uint64_t dropped) override;

 private:
  void say(const Json& json) { write(streams_.out, line_of(json)); }
  std::string instant(Nanos at) const { return instant_text(plan_.epoch + at); }

  const SendPlan& plan_;
  const Streams streams_;
  Octets request_;  // the datagram as it left
};

Json changes_json(const std::vector<FieldDifference>& changes) {
  Json list = Json::array();
  for (const FieldDifference& change : changes)
    list.push_back({{"field", change.field}, {"asked", change.before}, {"sent", change.after}});
  return list;
}

void JsonReport::sent(const Departure& departure) {
  const Frame& frame = departure.frame;
  request_.assign(frame.datagram().begin(), frame.datagram().end());
  Json json = record("sent");
  json["at"] = instant(frame.at);
  json["wire"] = plan_.wire;
  json["to"] = to_text(plan_.target);
  json["link"] = to_text(frame.link);
  json["octets"] = to_hex(frame.octets);
  json["datagram_at"] = frame.datagram_at;
  json["changes"] = changes_json(departure.changes);
  if (const auto arguments = craft_arguments(frame.octets, frame.link)) json["craft"] = *arguments;
  say(json);
}

void JsonReport::heard(const PacketWatch::Heard& heard, const Frame& last) {
  if (!heard.answers() && !plan_.why) return;
  Json json = record("came");
  json["at"] = instant(last.at);
  json["after"] = heard.after.count();
  if (heard.trial.failed) {
    add_candidate(json, heard.datagram, heard.trial.verdict, *heard.trial.failed);
  } else {
    const Reception answer = reception_of(heard, last);
    json["from"] = to_text(answer.from);
    json["octets"] = heard.datagram.size();
    json["verdict"] = to_text(answer.verdict.answer);
    json["remarks"] = remarks_json(answer.verdict.remarks);
    json["ttl"] = answer.ttl;
    json["tos"] = answer.tos;
    json["local"] = answer.local;
    add_message(json, answer);
    add_meaning(json, meaning_of_answer(request_, plan_.target, answer).meaning);
  }
  json["datagram"] = to_hex(heard.datagram);
  say(json);
}

void JsonReport::finished(const PacketWatch& watch, Nanos elapsed, std::uint64_t dropped) {
  Json json = record("outcome");
  json["answers"] = watch.answers();
  json["packets"] = watch.packets();
  json["elapsed"] = elapsed.count();
  json["dropped"] = dropped;
  say(json);
}

}  // namespace

std::unique_ptr<SendReport> make_send_json(const SendPlan& plan, Streams streams) {
  return std::make_unique<JsonReport>(plan, streams);
}

}  // namespace icmpwire::cli
