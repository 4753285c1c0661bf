#include "packet/catalogue.h"

#include <algorithm>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/icmp_extension.h"
#include "packet/icmp_interface.h"
#include "packet/icmp_tables.h"
#include "packet/icmpv6_tables.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"
#include "packet/ipv6_options.h"
#include "packet/loopback.h"
#include "packet/message_entries.h"
#include "packet/ndp_options.h"
#include "packet/option_layouts.h"
#include "packet/ppp.h"

namespace icmpwire {
namespace {

using Entry = CatalogueEntry;

constexpr FigurePart data = {"Data ...", 32};
constexpr FigurePart quote = {"Internet Header + leading octets of original datagram", 32};
constexpr FigurePart invoking_packet = {"As much of invoking packet as possible", 32};
constexpr FigurePart extension = {"ICMP Extension", 32};
constexpr FigurePart route_data = {"Route Data", 40};
constexpr FigurePart discovery_options = {"Options ...", 32};
constexpr FigurePart options_of_header = {"Options ...", 48};

constexpr std::uint8_t octet(OptionType type) { return static_cast<std::uint8_t>(type); }

const std::array link = {
    Entry{"ethernet", &layout<EthernetHeader>},  //
    Entry{"vlan", &layout<VlanTag>},
    Entry{"arp", &layout<ArpPacket>},
    Entry{"loopback", &layout<LoopbackHeader>},
    Entry{"sll", &layout<SllHeader>},
    Entry{"sll2", &layout<Sll2Header>},
    Entry{"ppp-framing", &layout<PppFraming>},
    Entry{"ppp", &layout<PppHeader>},
    Entry{"ppp-compressed", &layout<PppCompressedHeader>},
    Entry{"pppoe", &layout<PppoeHeader>},
    Entry{"pppoe-tag", &layout<PppoeTag>, {{{"TAG_VALUE ...", 32}}}},
};

const std::array ipv4 = {
    Entry{"ipv4", &layout<Ipv4Header>, {{{"Options", 24}, {"Padding", 8}}}},
    Entry{"end-of-list", &end_of_list_layout, {}, octet(OptionType::end_of_list)},
    Entry{"no-operation", &no_operation_layout, {}, octet(OptionType::no_operation)},
    Entry{"record-route", &record_route_layout, {{route_data}}, octet(OptionType::record_route)},
    Entry{"loose-source-route",
          &loose_source_route_layout,
          {{route_data}},
          octet(OptionType::loose_source_route)},
    Entry{"strict-source-route",
          &strict_source_route_layout,
          {{route_data}},
          octet(OptionType::strict_source_route)},
    Entry{"timestamp",
          &layout<TimestampOptionHeader>,
          {{{"Internet Address", 32}, {"Timestamp", 32}}},
          octet(OptionType::timestamp)},
    Entry{"router-alert", &layout<RouterAlertOption>, {}, octet(OptionType::router_alert)},
    Entry{"security",
          &layout<SecurityOptionHeader>,
          {{{"Protection Authority Flags", 40}}},
          octet(OptionType::security)},
    Entry{"stream-identifier", &layout<StreamIdentifierOption>, {}, octet(OptionType::stream_identifier)},
    Entry{"mtu-probe", &mtu_probe_layout, {}, octet(OptionType::mtu_probe)},
    Entry{"mtu-reply", &mtu_reply_layout, {}, octet(OptionType::mtu_reply)},
    Entry{"option", &layout<OptionHeader>, {{data}}},
    Entry{"recorded-address", &recorded_slot_layout},
    Entry{"address-ahead", &route_ahead_layout},
    Entry{"free-slot", &free_slot_layout},
    Entry{"timestamp-slot", &stamped_slot_layout},
    Entry{"free-timestamp-slot", &free_stamp_slot_layout},
    Entry{"address-timestamp-slot", &stamped_address_slot_layout},
    Entry{"free-address-timestamp-slot", &free_address_stamp_slot_layout},
};

const std::array icmp = {
    Entry{"icmp-echo", &layout<IcmpEcho>, {{data}}},
    Entry{"icmp-unreachable", &layout<IcmpUnreachable>, {{quote}}},
    Entry{"icmp-time-exceeded", &layout<IcmpTimeExceeded>, {{quote}}},
    Entry{"icmp-parameter-problem", &layout<IcmpParameterProblem>, {{quote}}},
    Entry{"icmp-source-quench", &layout<IcmpSourceQuench>, {{quote}}},
    Entry{"icmp-redirect", &layout<IcmpRedirect>, {{quote}}},
    Entry{"icmp-timestamp", &layout<IcmpTimestamp>},
    Entry{"icmp-address-mask", &layout<IcmpAddressMask>},
    Entry{"icmp-router-advertisement", &layout<IcmpRouterAdvertisement>},
    Entry{"router-address", &layout<RouterAddressEntry>},
    Entry{"icmp-router-solicitation", &layout<IcmpRouterSolicitation>},
    Entry{"icmp-extended-echo-request", &layout<IcmpExtendedEchoRequest>, {{extension}}},
    Entry{"icmp-extended-echo-reply", &layout<IcmpExtendedEchoReply>},
    Entry{"icmp-other", &layout<IcmpOther>},
    Entry{"icmp-extension", &layout<IcmpExtensionHeader>},
    Entry{"icmp-extension-object", &layout<IcmpExtensionObject>, {{{"Object payload", 32}}}},
    Entry{"mpls", &layout<MplsLabelEntry>},
    Entry{"interface-information", &layout<InterfaceInformation>, {{{"Index, address, name and MTU", 32}}}},
    Entry{"interface-index", &layout<InterfaceIndex>},
    Entry{"interface-address", &layout<InterfaceAddressHeader>, {{{"Address", 32}}}},
    Entry{"interface-ipv4-address", &layout<InterfaceIpv4Address>},
    Entry{"interface-ipv6-address", &layout<InterfaceIpv6Address>},
    Entry{"interface-name", &layout<InterfaceNameHeader>, {{{"Name", 24}}}},
    Entry{"interface-mtu", &layout<InterfaceMtu>},
    Entry{"identified-address", &layout<IdentifiedAddressHeader>, {{{"Address", 32}}}},
};

const std::array ipv6 = {
    Entry{"ipv6", &layout<Ipv6Header>},
    Entry{"hop-by-hop", &hop_by_hop_layout, {{options_of_header}}},
    Entry{"destination-options", &destination_options_layout, {{options_of_header}}},
    Entry{"routing", &layout<Ipv6RoutingHeader>, {{{"Type-specific Data", 32}}}},
    Entry{"fragment", &layout<Ipv6FragmentHeader>},
    Entry{"authentication", &layout<Ipv6AuthenticationHeader>, {{{"Integrity Check Value", 32}}}},
    Entry{"pad1", &layout<Ipv6PadOne>},
    Entry{"padn", &pad_many_layout, {{{"Option Data", 48}}}},
    Entry{"ipv6-router-alert", &layout<Ipv6RouterAlert>},
    Entry{"jumbo-payload", &layout<Ipv6JumboPayload>},
    Entry{"ipv6-option", &layout<Ipv6OptionHeader>, {{{"Option Data", 48}}}},
};

const std::array icmpv6 = {
    Entry{"icmpv6-echo", &layout<Icmpv6Echo>, {{data}}},
    Entry{"icmpv6-unreachable", &layout<Icmpv6Unreachable>, {{invoking_packet}}},
    Entry{"icmpv6-packet-too-big", &layout<Icmpv6PacketTooBig>, {{invoking_packet}}},
    Entry{"icmpv6-time-exceeded", &layout<Icmpv6TimeExceeded>, {{invoking_packet}}},
    Entry{"icmpv6-parameter-problem", &layout<Icmpv6ParameterProblem>, {{invoking_packet}}},
    Entry{"multicast-listener", &layout<Icmpv6MulticastListener>},
    Entry{"multicast-report", &layout<Icmpv6MulticastReport>, {{{"Multicast Address Records", 32}}}},
    Entry{"multicast-record", &layout<MulticastRecord>, {{{"Source Addresses", 32}}}},
    Entry{"multicast-source", &layout<MulticastSource>},
    Entry{"icmpv6-extended-echo-request", &layout<Icmpv6ExtendedEchoRequest>, {{extension}}},
    Entry{"icmpv6-extended-echo-reply", &layout<Icmpv6ExtendedEchoReply>},
    Entry{"router-solicitation", &layout<RouterSolicitation>, {{discovery_options}}},
    Entry{"router-advertisement", &layout<RouterAdvertisement>, {{discovery_options}}},
    Entry{"neighbour-solicitation", &layout<NeighbourSolicitation>, {{discovery_options}}},
    Entry{"neighbour-advertisement", &layout<NeighbourAdvertisement>, {{discovery_options}}},
    Entry{"icmpv6-redirect", &layout<Icmpv6Redirect>, {{discovery_options}}},
    Entry{"icmpv6-other", &layout<Icmpv6Other>},
    Entry{"link-address", &layout<NdpLinkAddress>},
    Entry{"prefix-information", &layout<NdpPrefixInformation>},
    Entry{"redirected-header", &layout<NdpRedirectedHeader>, {{{"IP header + data", 32}}}},
    Entry{"discovery-mtu", &layout<NdpMtu>},
    Entry{"discovery-option", &layout<NdpOptionHeader>, {{{"Option Data", 48}}}},
};

const std::array groups = {
    CatalogueGroup{"link-layers", "Link layers and ARP", link},
    CatalogueGroup{"ipv4-and-options", "IPv4 and its options", ipv4},
    CatalogueGroup{"icmp-messages", "ICMP messages and their extensions", icmp},
    CatalogueGroup{"ipv6-and-options", "IPv6, its extension headers and options", ipv6},
    CatalogueGroup{"icmpv6-messages", "ICMPv6 messages and neighbour discovery", icmpv6},
};

template <class Matches>
const CatalogueEntry* first_entry(Matches matches) {
  for (const CatalogueGroup& group : groups) {
    const auto found = std::find_if(group.entries.begin(), group.entries.end(), matches);
    if (found != group.entries.end()) return &*found;
  }
  return nullptr;
}

bool same_name(std::string_view known, std::string_view typed) {
  return std::equal(known.begin(), known.end(), typed.begin(), typed.end(),
                    [](char left, char right) { return left == (right == '_' ? '-' : right); });
}

}  // namespace

std::span<const CatalogueGroup> catalogue() { return groups; }

const CatalogueEntry* find_entry(std::string_view name) {
  const auto* found = first_entry([&](const CatalogueEntry& entry) { return same_name(entry.name, name); });
  if (found != nullptr) return found;
  return first_entry([&](const CatalogueEntry& entry) { return entry.layout->name == name; });
}

const CatalogueGroup* find_group(std::string_view name) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const CatalogueGroup& group) { return same_name(group.name, name); });
  return found == groups.end() ? nullptr : &*found;
}

}  // namespace icmpwire
