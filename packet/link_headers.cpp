// Names of the numbers in link headers.
#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/loopback.h"
#include "packet/ppp.h"

namespace icmpwire {

std::string_view ether_type_name(std::uint64_t type) {
  switch (static_cast<EtherType>(type <= 0xffff ? type : 0xffff)) {
    case EtherType::ipv4:
      return "IPv4";
    case EtherType::arp:
      return "ARP";
    case EtherType::vlan:
      return "VLAN";
    case EtherType::ipv6:
      return "IPv6";
    case EtherType::provider_vlan:
      return "provider VLAN";
    case EtherType::mpls:
      return "MPLS";
    case EtherType::mpls_multicast:
      return "MPLS multicast";
    case EtherType::pppoe_discovery:
      return "PPPoE discovery";
    case EtherType::pppoe_session:
      return "PPPoE session";
  }
  return {};
}

std::string_view arp_operation_name(std::uint64_t operation) {
  switch (static_cast<ArpOperation>(operation <= 0xffff ? operation : 0xffff)) {
    case ArpOperation::request:
      return "request";
    case ArpOperation::reply:
      return "reply";
  }
  return {};
}

std::string_view cooked_direction_name(std::uint64_t direction) {
  switch (static_cast<CookedDirection>(direction <= 0xffff ? direction : 0xffff)) {
    case CookedDirection::to_us:
      return "to us";
    case CookedDirection::broadcast:
      return "broadcast";
    case CookedDirection::multicast:
      return "multicast";
    case CookedDirection::to_another:
      return "to another";
    case CookedDirection::from_us:
      return "from us";
  }
  return {};
}

std::optional<EtherType> LoopbackHeader::carries() const {
  const std::uint32_t swapped =
      family >> 24 | (family >> 8 & 0xff00) | (family << 8 & 0xff0000) | family << 24;
  switch (family > 0xffff ? swapped : family) {
    case 2:
      return EtherType::ipv4;
    case 24:  // NetBSD, OpenBSD
    case 28:  // FreeBSD
    case 30:  // macOS
      return EtherType::ipv6;
    default:
      return std::nullopt;
  }
}

std::string_view loopback_family_name(std::uint64_t family) {
  const auto carried = LoopbackHeader{static_cast<std::uint32_t>(family)}.carries();
  return carried ? ether_type_name(static_cast<std::uint64_t>(*carried)) : std::string_view{};
}

std::optional<EtherType> carried_by_ppp(std::uint16_t protocol) {
  constexpr std::uint16_t ip = 0x21, ipv6 = 0x57, mpls_unicast = 0x281;
  switch (protocol) {
    case ip:
      return EtherType::ipv4;
    case ipv6:
      return EtherType::ipv6;
    case mpls_unicast:
      return EtherType::mpls;
    default:
      return std::nullopt;
  }
}

std::string_view ppp_protocol_name(std::uint64_t protocol) {
  const auto carried = carried_by_ppp(static_cast<std::uint16_t>(protocol));
  if (carried) return ether_type_name(static_cast<std::uint64_t>(*carried));
  switch (protocol) {
    case 0x8021:  // RFC 1332
      return "IPv4 control";
    case 0x8057:  // RFC 5072
      return "IPv6 control";
    case 0x80fd:  // RFC 1962
      return "compression control";
    case 0xc021:  // RFC 1661
      return "link control";
    case 0xc023:  // RFC 1334
      return "password authentication";
    case 0xc223:  // RFC 1994
      return "challenge handshake authentication";
    default:
      return {};
  }
}

std::string_view pppoe_code_name(std::uint64_t code) {  // RFC 2516 4 and 5
  switch (code) {
    case 0x00:
      return "session data";
    case 0x07:
      return "offer";
    case 0x09:
      return "initiation";
    case 0x19:
      return "request";
    case 0x65:
      return "confirmation";
    case 0xa7:
      return "termination";
    default:
      return {};
  }
}

std::string_view pppoe_tag_name(std::uint64_t type) {  // RFC 2516 appendix A
  switch (type) {
    case 0x0000:
      return "End-Of-List";
    case 0x0101:
      return "Service-Name";
    case 0x0102:
      return "AC-Name";
    case 0x0103:
      return "Host-Uniq";
    case 0x0104:
      return "AC-Cookie";
    case 0x0105:
      return "Vendor-Specific";
    case 0x0110:
      return "Relay-Session-Id";
    case 0x0201:
      return "Service-Name-Error";
    case 0x0202:
      return "AC-System-Error";
    case 0x0203:
      return "Generic-Error";
    default:
      return {};
  }
}

}  // namespace icmpwire
