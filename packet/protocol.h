// What an IP datagram carries, by IANA's protocol numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace icmpwire {

enum class Protocol : std::uint8_t { icmp = 1, igmp = 2, ipv4 = 4, tcp = 6, udp = 17, icmpv6 = 58 };

std::string_view protocol_name(std::uint64_t number);  // "ICMP"; empty where none is known here

}  // namespace icmpwire
