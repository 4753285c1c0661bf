// What an IP datagram carries, by IANA's protocol numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace icmpwire {

enum class Protocol : std::uint8_t {
  hop_by_hop = 0,  // an IPv6 extension header, as are routing, fragment, authentication, destination_options
  icmp = 1,
  igmp = 2,
  ipv4 = 4,
  tcp = 6,
  udp = 17,
  ipv6 = 41,
  routing = 43,
  fragment = 44,
  encapsulating_security = 50,
  authentication = 51,
  icmpv6 = 58,
  no_next_header = 59,
  destination_options = 60,
};

std::string_view protocol_name(std::uint64_t number);  // "ICMP"; empty where none is known here

}  // namespace icmpwire
