#include "cli/answer_json.h"

#include "cli/ping_words.h"
#include "packet/icmpv6_names.h"

namespace icmpwire::cli {
namespace {

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

void add_message(Json& json, const Reception& answer) {
  const ErrorNames names = error_names(answer);
  json["icmp_type"] = answer.type;
  json["icmp_code"] = answer.code;
  json["name"] = names.type;
  if (!names.code.empty()) json["code_name"] = names.code;
  if (answer.pointer) json["pointer"] = *answer.pointer;
  if (tells_mtu(answer)) json["next_hop_mtu"] = answer.mtu;
}

void add_candidate(Json& json, Bytes datagram, const Verdict& verdict, const FailedTest& failed) {
  if (const auto ip = parse_ip(datagram)) json["from"] = to_text(ip->source);
  json["octets"] = datagram.size();
  json["verdict"] = to_text(verdict.answer);
  json["remarks"] = remarks_json(verdict.remarks);
  json["test"] = name_of(failed);
  json["found"] = found_text(failed);
  const std::string wanted = wanted_text(failed);
  if (!wanted.empty()) json["wanted"] = wanted;
}

}  // namespace icmpwire::cli
