#include "cli/meaning_json.h"

#include <algorithm>

#include "cli/json_record.h"
#include "packet/time_text.h"

namespace icmpwire::cli {
namespace {

Json addresses_json(std::span<const Ipv4Address> addresses) {
  Json list = Json::array();
  for (const Ipv4Address& address : addresses) list.push_back(to_text(address));
  return list;
}

Json route_json(const RecordedRoute& route, const Meaning& meaning) {
  Json json = {{"option", option_name(static_cast<std::uint8_t>(route.type))},
               {"hops", addresses_json(route.hops)},
               {"free", route.free}};
  if (!route.is_record()) {
    if (!route.ahead.empty()) json["ahead"] = addresses_json(route.ahead);
    if (route.reversed) json["reversed"] = true;
    return json;
  }
  if (meaning.turn) {
    const RouteParts parts = split_at(route.hops, *meaning.turn);
    json["forward"] = addresses_json(parts.forward);
    json["turn"] = addresses_json(parts.turn);
    json["return"] = addresses_json(parts.back);
  }
  if (route.is_full()) json["full"] = what_is_missing(route, meaning.turn);
  return json;
}

Json times_json(const RecordedTimes& times) {
  Json stamps = Json::array();
  const RecordedTime* before = nullptr;
  for (const RecordedTime& time : times.times) {
    Json stamp = Json::object();
    if (time.address) stamp["address"] = to_text(*time.address);
    stamp["value"] = time.value & 0x7fffffffU;
    stamp["standard"] = time.is_standard();
    const auto step = before == nullptr ? std::nullopt : milliseconds_between(*before, time);
    if (step) stamp["since_previous"] = *step * 1'000'000;
    stamps.push_back(std::move(stamp));
    before = &time;
  }
  Json json = {{"stamps", stamps}, {"free", times.free}, {"overflow", times.overflow}};
  if (!times.waiting.empty()) json["waiting"] = addresses_json(times.waiting);
  return json;
}

Json problem_json(const ProblemPlace& problem) {
  Json json = {{"pointer", problem.pointer}};
  if (problem.field.empty()) return json;
  json["at"] = problem.at;
  json["field"] = problem.field;
  if (!problem.value.empty()) json["value"] = problem.value;
  if (problem.rule.empty()) return json;
  json["rule"] = problem.rule;
  json["source"] = problem.source;
  return json;
}

Json change_json(const QuoteChange& quoted) {
  const FieldDifference& change = quoted.change;
  Json json = {{"field", change.field},  {"before", change.before}, {"after", change.after},
               {"before_at", change.at}, {"at", change.after_at},   {"length", change.length}};
  if (!quoted.why.empty()) json["why"] = quoted.why;
  return json;
}

Json extension_json(const Extension& extension) {
  Json json = {{"compliant", extension.place != ExtensionPlace::guessed}, {"layers", Json::array()}};
  for (const Layer& layer : extension.objects.layers) {
    const Dissection& packet = *extension.objects.packet;
    Json one = layer_json(packet, layer);
    if (layer.layout->fields.empty()) one["text"] = run_text(packet.octets_of(layer));
    json["layers"].push_back(std::move(one));
  }
  return json;
}

Json fragment_json(const Meaning& meaning) {
  const FragmentPart& part = *meaning.fragment;
  Json others = Json::array();
  for (const SeenFragment& other : meaning.other_fragments)
    others.push_back({{"frame", other.frame}, {"first", other.first}, {"end", other.end}});
  return {{"identification", part.identification},
          {"first", part.first},
          {"end", part.end},
          {"more", part.more},
          {"others", others},
          {"whole", meaning.all_fragments_seen}};
}

}  // namespace

void add_meaning(Json& json, const Meaning& meaning) {
  if (meaning.answers) {
    json["answers"] = {{"frame", meaning.answers->frame}, {"error", meaning.is_error}};
    if (meaning.answers->after) json["answers"]["after"] = meaning.answers->after->count();
  }
  for (const RecordedRoute& route : meaning.recorded.routes)
    json["routes"].push_back(route_json(route, meaning));
  if (meaning.recorded.times) json["timestamps"] = times_json(*meaning.recorded.times);
  if (meaning.problem) json["problem"] = problem_json(*meaning.problem);
  if (meaning.compared) {
    json["changes"] = Json::array();
    for (const QuoteChange& change : meaning.changes) json["changes"].push_back(change_json(change));
  }
  if (meaning.extension) json["extension"] = extension_json(*meaning.extension);
  if (meaning.payload) {
    json["data"] = {{"maker", meaning.payload->maker}, {"meaning", meaning.payload->meaning}};
    if (meaning.payload->sent_at) json["data"]["sent_at"] = microsecond_text(*meaning.payload->sent_at);
  }
  if (meaning.fragment) json["fragment"] = fragment_json(meaning);
}

}  // namespace icmpwire::cli
