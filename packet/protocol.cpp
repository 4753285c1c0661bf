#include "packet/protocol.h"

namespace icmpwire {

std::string_view protocol_name(std::uint64_t number) {
  switch (static_cast<Protocol>(number <= 0xff ? number : 0xff)) {
    case Protocol::hop_by_hop:
      return "Hop-by-Hop Options";
    case Protocol::icmp:
      return "ICMP";
    case Protocol::igmp:
      return "IGMP";
    case Protocol::ipv4:
      return "IPv4";
    case Protocol::tcp:
      return "TCP";
    case Protocol::udp:
      return "UDP";
    case Protocol::ipv6:
      return "IPv6";
    case Protocol::routing:
      return "Routing";
    case Protocol::fragment:
      return "Fragment";
    case Protocol::encapsulating_security:
      return "ESP";
    case Protocol::authentication:
      return "AH";
    case Protocol::icmpv6:
      return "ICMPv6";
    case Protocol::no_next_header:
      return "No Next Header";
    case Protocol::destination_options:
      return "Destination Options";
  }
  return {};
}

}  // namespace icmpwire
