// `icmpwire ping` as JSON Lines.
#include "cli/answer_json.h"
#include "cli/answer_meaning.h"
#include "cli/instant.h"
#include "cli/json_lines.h"
#include "cli/meaning_json.h"
#include "cli/ping_report.h"
#include "packet/option_language.h"

namespace icmpwire::cli {
namespace {

class JsonReport final : public PingReport {
 public:
  JsonReport(const PingPlan& plan, Streams streams) : plan_(plan), streams_(streams) {}

  void started() override;
  void sent(const Probe& probe) override;
  void not_sent(const Probe& probe, const Failure& failure) override;
  void missing(const Probe& probe, Nanos at) override;
  void answered(const Probe& probe, const Reception& reception) override;
  void timed_out(const Probe& probe, Nanos waited) override;
  void not_taken(const Probe& nearest, const Candidate& candidate) override;
  void stray(const PingTarget& target, const Stray& stray) override;
  void interim(const PingTotals& totals) override { summarize("interim", totals); }
  void finished(const PingTotals& totals) override { summarize("summary", totals); }

 private:
  void say(const Json& json) { write(streams_.out, line_of(json)); }
  Json about(std::string_view type, const Probe& probe) const;
  void summarize(std::string_view type, const PingTotals& totals);
  std::string instant(Nanos at) const { return instant_text(plan_.epoch + at); }

  const PingPlan& plan_;
  const Streams streams_;
};

Json JsonReport::about(std::string_view type, const Probe& probe) const {
  Json json = record(type);
  json["target"] = to_text(probe.target->address);
  json["identifier"] = probe.target->identifier;
  json["sequence"] = probe.sequence;
  return json;
}

void JsonReport::started() {
  Json json = record("start");
  json["at"] = instant(Nanos{});
  json["wire"] = plan_.wire;
  json["targets"] = Json::array();
  for (const PingTarget& target : plan_.targets) {
    json["targets"].push_back({{"name", target.name},
                               {"address", to_text(target.address)},
                               {"source", to_text(target.source)},
                               {"identifier", target.identifier},
                               {"dont_fragment", target.dont_fragment}});
  }
  if (plan_.count) json["count"] = *plan_.count;
  if (plan_.deadline) json["deadline"] = plan_.deadline->count();
  json["interval"] = plan_.interval.count();
  json["timeout"] = plan_.request.timeout.count();
  json["ttl"] = plan_.request.ttl;
  json["tos"] = plan_.request.tos;
  json["data_octets"] = plan_.data.size();
  const Bytes area = plan_.targets.front().ip_options.octets();
  json["ip_options"] = to_hex(area);
  json["ip_option_words"] = options_text(area);
  say(json);
}

void JsonReport::sent(const Probe& probe) {
  if (plan_.verbosity == 0 || plan_.quiet) return;
  Json json = about("request", probe);
  json["datagram"] = to_hex(probe.datagram);
  say(json);
}

void JsonReport::not_sent(const Probe& probe, const Failure& failure) {
  Json json = failure_record(failure, reason_code(failure.reason));
  json["target"] = to_text(probe.target->address);
  json["identifier"] = probe.target->identifier;
  json["sequence"] = probe.sequence;
  say(json);
}

void JsonReport::missing(const Probe& probe, Nanos at) {
  if (plan_.quiet) return;
  Json json = about("missing", probe);
  json["at"] = instant(at);
  say(json);
}

void JsonReport::answered(const Probe& probe, const Reception& reception) {
  if (plan_.quiet) return;
  const bool is_reply = reception.verdict.answer == AnswerClass::reply;
  Json json = about(is_reply ? "reply" : "icmp_error", probe);
  json["from"] = to_text(reception.from);
  json["at"] = instant(probe.departure + reception.round_trip);
  json["round_trip"] = reception.round_trip.count();
  json["octets"] = reception.datagram.size() - reception.payload_at;
  json["ttl"] = reception.ttl;
  json["tos"] = reception.tos;
  if (!is_reply) add_message(json, reception);
  json["remarks"] = remarks_json(reception.verdict.remarks);
  json["local"] = reception.local;
  add_meaning(json, meaning_of_answer(probe.datagram, probe.target->address, reception).meaning);
  if (plan_.verbosity > 0) json["datagram"] = to_hex(reception.datagram);
  say(json);
}

void JsonReport::timed_out(const Probe& probe, Nanos waited) {
  if (plan_.quiet) return;
  Json json = about("timeout", probe);
  json["waited"] = waited.count();
  say(json);
}

void JsonReport::not_taken(const Probe& nearest, const Candidate& candidate) {
  if (plan_.quiet) return;
  Json json = about("not_taken", nearest);
  json["at"] = instant(candidate.at);
  add_candidate(json, candidate.datagram, candidate.verdict, candidate.failed);
  if (plan_.verbosity > 0) json["datagram"] = to_hex(candidate.datagram);
  say(json);
}

void JsonReport::stray(const PingTarget& target, const Stray& stray) {
  if (plan_.quiet) return;
  Json json = record(to_text(stray.verdict.answer));
  json["target"] = to_text(target.address);
  json["identifier"] = stray.identifier;
  json["sequence"] = stray.sequence;
  json["from"] = to_text(stray.from);
  json["round_trip"] = stray.round_trip.count();
  json["octets"] = stray.octets;
  json["ttl"] = stray.ttl;
  say(json);
}

void JsonReport::summarize(std::string_view type, const PingTotals& totals) {
  for (std::size_t i = 0; i < plan_.targets.size(); ++i) {
    const PingStatistics& statistics = (*totals.by_target)[i];
    Json json = record(type);
    json["target"] = to_text(plan_.targets[i].address);
    json["identifier"] = plan_.targets[i].identifier;
    json["transmitted"] = statistics.transmitted;
    json["received"] = statistics.received;
    json["errors"] = statistics.errors;
    json["duplicates"] = statistics.duplicates;
    json["late"] = statistics.late;
    json["loss"] = statistics.loss();
    json["elapsed"] = totals.elapsed.count();
    const RoundTrips& round_trips = statistics.round_trips;
    if (!round_trips.empty()) {
      json["round_trip"] = {{"min", round_trips.least().count()},
                            {"avg", round_trips.mean().count()},
                            {"max", round_trips.most().count()},
                            {"mdev", round_trips.deviation().count()}};
    }
    json["not_counted"] = {{"bad_checksum", totals.counters.bad_checksum},
                           {"malformed", totals.counters.malformed},
                           {"to_others", totals.counters.unmatched},
                           {"dropped", totals.dropped}};
    say(json);
  }
}

}  // namespace

std::unique_ptr<PingReport> make_json_report(const PingPlan& plan, Streams streams) {
  return std::make_unique<JsonReport>(plan, streams);
}

}  // namespace icmpwire::cli
