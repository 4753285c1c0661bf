#include "cli/answer_json.h"

#include "cli/ping_words.h"
#include "cli/recorded.h"
#include "packet/icmpv6_names.h"
#include "packet/option_language.h"

namespace icmpwire::cli {
namespace {

Json route_json(const RecordedRoute& route) {
  Json hops = Json::array();
  for (const Ipv4Address& hop : route.hops) hops.push_back(to_text(hop));
  return {
      {"option", option_name(static_cast<std::uint8_t>(route.type))}, {"hops", hops}, {"free", route.free}};
}

Json times_json(const RecordedTimes& times) {
  Json stamps = Json::array();
  for (const RecordedTime& time : times.times) {
    Json stamp = Json::object();
    if (time.address) stamp["address"] = to_text(*time.address);
    stamp["value"] = time.value & 0x7fffffffU;
    stamp["standard"] = time.is_standard();
    stamps.push_back(std::move(stamp));
  }
  return {{"stamps", stamps}, {"free", times.free}, {"overflow", times.overflow}};
}

// Fragmentation Needed of IPv4, Packet Too Big of IPv6.
bool tells_mtu(const Reception& error) {
  if (!error.from.is_v4()) return Icmpv6Type{error.type} == Icmpv6Type::packet_too_big;
  constexpr std::uint8_t fragmentation_needed = 4;
  return IcmpType{error.type} == IcmpType::destination_unreachable && error.code == fragmentation_needed;
}

}  // namespace

Json remarks_json(Remarks remarks) {
  Json list = Json::array();
  for (unsigned bit = 0; bit < 16; ++bit) {
    const auto remark = static_cast<Remark>(1U << bit);
    Remarks one;
    one.add(remark);
    if (remarks.has(remark)) list.push_back(to_text(one));
  }
  return list;
}

void add_recorded(Json& json, Bytes options) {
  const Recorded recorded = read_recorded(options);
  if (!recorded.routes.empty()) json["routes"] = Json::array();
  for (const RecordedRoute& route : recorded.routes) json["routes"].push_back(route_json(route));
  if (recorded.times) json["timestamps"] = times_json(*recorded.times);
}

void add_message(Json& json, const Reception& answer) {
  const ErrorNames names = error_names(answer);
  json["icmp_type"] = answer.type;
  json["icmp_code"] = answer.code;
  json["name"] = names.type;
  if (!names.code.empty()) json["code_name"] = names.code;
  if (answer.pointer) json["pointer"] = *answer.pointer;
  if (tells_mtu(answer)) json["next_hop_mtu"] = answer.mtu;
}

}  // namespace icmpwire::cli
