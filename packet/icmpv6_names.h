// ICMPv6 types and codes by IANA's numbers and the RFCs' names.
#pragma once

#include <cstdint>
#include <string_view>

namespace icmpwire {

enum class Icmpv6Type : std::uint8_t {
  destination_unreachable = 1,  // RFC 4443
  packet_too_big = 2,
  time_exceeded = 3,
  parameter_problem = 4,
  echo_request = 128,
  echo_reply = 129,
  multicast_listener_query = 130,  // RFC 2710, RFC 3810
  multicast_listener_report = 131,
  multicast_listener_done = 132,
  router_solicitation = 133,  // RFC 4861
  router_advertisement = 134,
  neighbour_solicitation = 135,
  neighbour_advertisement = 136,
  redirect = 137,
  multicast_listener_report_v2 = 143,  // RFC 3810
  extended_echo_request = 160,         // RFC 8335
  extended_echo_reply = 161,
};

// RFC 4443 2.1: errors quote the datagram that they are about.
constexpr bool is_error(Icmpv6Type type) { return static_cast<std::uint8_t>(type) < 128; }

// RFC 4861 and RFC 2710: messages of one link, which no router passes on.
constexpr bool is_neighbour_discovery(Icmpv6Type type) {
  return type >= Icmpv6Type::router_solicitation && type <= Icmpv6Type::redirect;
}

std::string_view icmpv6_type_name(std::uint64_t type);                  // "Echo Reply"; empty where unknown
std::string_view icmpv6_code_name(Icmpv6Type type, std::uint8_t code);  // "no route"; empty where unknown

}  // namespace icmpwire
