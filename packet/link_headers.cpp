// Names of the numbers in link headers.
#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/loopback.h"

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

}  // namespace icmpwire
