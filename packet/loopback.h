// The four octets before a datagram on BSD loopback devices (LINKTYPE_NULL and LINKTYPE_LOOP).
#pragma once

#include "packet/ethernet.h"
#include "packet/layout.h"

namespace icmpwire {

std::string_view loopback_family_name(
    std::uint64_t family);  // "IPv4"; in either byte order; empty where unknown

// LOOP writes the family in network byte order, NULL in that of the machine that captured: read in network
// byte order, a family of a little-endian machine is above 0xffff.
struct LoopbackHeader {
  std::uint32_t family = 2;  // 2 IPv4; IPv6 is 24, 28 or 30 by system
  friend bool operator==(const LoopbackHeader&, const LoopbackHeader&) = default;

  // What follows, in whichever byte order the family is written; nullopt where it is neither IPv4 nor IPv6.
  std::optional<EtherType> carries() const;
};

template <>
struct Table<LoopbackHeader> {
  static constexpr std::string_view name = "loopback";
  static constexpr std::string_view title = "BSD Loopback";
  static constexpr std::string_view purpose = "says which protocol a datagram on a loopback device is of";
  static constexpr std::string_view source = "LINKTYPE_NULL, LINKTYPE_LOOP";
  static constexpr auto rows = std::make_tuple(row<&LoopbackHeader::family, 0, 32>(
      {"family", "Address Family", "the protocol, by the system's AF_ number", "LINKTYPE_NULL, LINKTYPE_LOOP",
       Format::hex, loopback_family_name}));
};

}  // namespace icmpwire
