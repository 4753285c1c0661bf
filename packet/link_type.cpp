#include "packet/link_type.h"

namespace icmpwire {

std::string_view to_text(LinkType type) {
  switch (type) {
    case LinkType::null_loopback:
      return "NULL";
    case LinkType::ethernet:
      return "EN10MB";
    case LinkType::ppp:
      return "PPP";
    case LinkType::ppp_hdlc:
      return "PPP_SERIAL";
    case LinkType::pppoe:
      return "PPP_ETHER";
    case LinkType::raw:
      return "RAW";
    case LinkType::loop:
      return "LOOP";
    case LinkType::linux_sll:
      return "LINUX_SLL";
    case LinkType::ipv4:
      return "IPV4";
    case LinkType::ipv6:
      return "IPV6";
    case LinkType::linux_sll2:
      return "LINUX_SLL2";
  }
  return "unsupported";
}

}  // namespace icmpwire
