// Ethernet frames (IEEE 802.3, RFC 894) and their VLAN tags (IEEE 802.1Q).
#pragma once

#include "packet/address.h"
#include "packet/layout.h"

namespace icmpwire {

enum class EtherType : std::uint16_t {
  ipv4 = 0x0800,
  arp = 0x0806,
  vlan = 0x8100,  // a customer's tag follows
  ipv6 = 0x86dd,
  mpls = 0x8847,             // RFC 3032 5
  mpls_multicast = 0x8848,   // RFC 5332 5
  pppoe_discovery = 0x8863,  // RFC 2516 5
  pppoe_session = 0x8864,    // RFC 2516 6
  provider_vlan = 0x88a8,    // a provider's tag follows (IEEE 802.1ad)
};

std::string_view ether_type_name(std::uint64_t type);  // "IPv4"; empty where none is known here

constexpr bool is_vlan(EtherType type) { return type == EtherType::vlan || type == EtherType::provider_vlan; }

struct EthernetHeader {
  MacAddress destination;
  MacAddress source;
  EtherType ether_type = EtherType::ipv4;  // of what follows; up to 1500 it is a length (IEEE 802.3)
  friend bool operator==(const EthernetHeader&, const EthernetHeader&) = default;
};

// What follows an ether type for which is_vlan().
struct VlanTag {
  std::uint8_t priority = 0;  // 0 to 7
  bool drop_eligible = false;
  std::uint16_t identifier = 0;  // 0 to 4095; 0: no VLAN, only a priority
  EtherType ether_type = EtherType::ipv4;
  friend bool operator==(const VlanTag&, const VlanTag&) = default;
};

template <>
struct Table<EthernetHeader> {
  static constexpr std::string_view name = "ethernet";
  static constexpr std::string_view title = "Ethernet II";
  static constexpr std::string_view purpose = "carries a frame between two stations of one link";
  static constexpr std::string_view source = "RFC 894";
  static constexpr auto rows = std::make_tuple(
      row<&EthernetHeader::destination, 0, 48>(
          {"destination", "Destination", "the station that is to take it", "IEEE 802.3 3.2.4", Format::mac}),
      row<&EthernetHeader::source, 48, 48>(
          {"source", "Source", "the station that sent it", "IEEE 802.3 3.2.5", Format::mac}),
      row<&EthernetHeader::ether_type, 96, 16>({"ether_type", "EtherType", "what the frame carries",
                                                "IEEE 802.3 3.2.6", Format::hex, ether_type_name}));
};

template <>
struct Table<VlanTag> {
  static constexpr std::string_view name = "vlan";
  static constexpr std::string_view title = "VLAN Tag";
  static constexpr std::string_view purpose = "says to which virtual link of the wire the frame belongs";
  static constexpr std::string_view source = "IEEE 802.1Q 9.6";
  static constexpr auto rows = std::make_tuple(
      row<&VlanTag::priority, 0, 3>({"priority", "PCP", "priority code point, 0 to 7", "IEEE 802.1Q 9.6"}),
      row<&VlanTag::drop_eligible, 3, 1>(
          {"drop_eligible", "D", "1: may be dropped first", "IEEE 802.1Q 9.6"}),
      row<&VlanTag::identifier, 4, 12>(
          {"identifier", "VID", "the VLAN; 0: only a priority", "IEEE 802.1Q 9.6"}),
      row<&VlanTag::ether_type, 16, 16>({"ether_type", "EtherType", "what the frame carries",
                                         "IEEE 802.1Q 9.6", Format::hex, ether_type_name}));
};

}  // namespace icmpwire
