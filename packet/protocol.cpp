#include "packet/protocol.h"

namespace icmpwire {

std::string_view protocol_name(std::uint64_t number) {
  switch (static_cast<Protocol>(number <= 0xff ? number : 0xff)) {
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
    case Protocol::icmpv6:
      return "ICMPv6";
  }
  return {};
}

}  // namespace icmpwire
