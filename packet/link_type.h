// Link types of captures, by the numbers of the public LINKTYPE_ registry.
#pragma once

#include <cstdint>
#include <string_view>

namespace icmpwire {

enum class LinkType : std::uint16_t {
  null_loopback = 0,  // BSD loopback, family in the writer's byte order
  ethernet = 1,
  ppp = 9,        // RFC 1661, with or without RFC 1662's address and control
  ppp_hdlc = 50,  // with address and control
  pppoe = 51,     // RFC 2516, a session's frame without its Ethernet header
  raw = 101,      // a bare IPv4 or IPv6 datagram
  loop = 108,     // OpenBSD loopback, family in network byte order
  linux_sll = 113,
  ipv4 = 228,
  ipv6 = 229,
  linux_sll2 = 276,
};

std::string_view to_text(LinkType type);  // "EN10MB", as tcpdump prints it; "unsupported" for all others

}  // namespace icmpwire
