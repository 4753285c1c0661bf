// A packet as a person asks for it: headers whose computed fields may be unset, and what they carry.
#pragma once

#include <optional>
#include <vector>

#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "packet/link_type.h"
#include "packet/text_piece.h"

namespace icmpwire {

struct Draft {
  std::optional<EthernetHeader> ethernet;  // none: the packet is a bare datagram
  std::vector<VlanTag> tags;               // the outermost first
  Ipv4Header ip;
  Octets options;                               // as they are to lie behind the header; any number of octets
  std::optional<IcmpHeader> icmp = IcmpEcho{};  // none: the data is all that the datagram carries
  Octets data;
  Octets trailer;  // behind the datagram, as link layers pad

  LinkType link() const { return ethernet ? LinkType::ethernet : LinkType::raw; }
};

// Unset fields computed, set ones as they are. Options beyond what the header can hold lie behind it.
Octets build(const Draft& draft);

// A packet taken apart with every field set, so that build() gives it again octet by octet; of other link
// layers than Ethernet the datagram alone. nullopt where there is no IPv4 header.
std::optional<Draft> draft_of(Bytes packet, LinkType link);

// A header of the draft, and where it begins in what build() makes of it.
struct DraftHeader {
  const Layout* layout;
  std::size_t at;
};

// From the outside to the inside.
std::vector<DraftHeader> headers_of(const Draft& draft);

// "ip.ttl=3", "icmp.checksum=computed", by the names of the tables. An ICMP type of another shape keeps the
// fields that both have; an Ethernet header comes with the first setting that names one.
Understood<void> set(Draft& draft, std::string_view setting);

// The setting that says what a field is now: "ip.checksum=0x1234" for "ip.checksum".
Understood<std::string> setting_of(const Draft& draft, std::string_view field);

// A further VLAN tag inside those before it: "5", "5{priority=3}".
Understood<void> add_tag(Draft& draft, std::string_view text);

}  // namespace icmpwire
