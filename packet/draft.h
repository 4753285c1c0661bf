// A packet as a person asks for it: headers whose computed fields may be unset, and what they carry.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/link_type.h"
#include "packet/text_piece.h"

namespace icmpwire {

// What is a version's own. Without an ICMP header the data is all that the datagram carries.
struct Ipv4Draft {
  Ipv4Header header;
  Octets options;  // as they are to lie behind the header; any number of octets
  std::optional<IcmpHeader> icmp = IcmpEcho{};
};
struct Ipv6Draft {
  Ipv6Header header;
  Octets extensions;  // extension headers, one behind the other, each with its next header
  std::optional<Icmpv6Header> icmp = Icmpv6Echo{};
};

struct Draft {
  std::optional<EthernetHeader> ethernet;  // none: the packet is a bare datagram
  std::vector<VlanTag> tags;               // the outermost first
  std::variant<Ipv4Draft, Ipv6Draft> ip;
  Octets data;
  Octets trailer;  // behind the datagram, as link layers pad

  LinkType link() const { return ethernet ? LinkType::ethernet : LinkType::raw; }
  bool is_v4() const { return std::holds_alternative<Ipv4Draft>(ip); }
  IpAddress source() const;
  IpAddress destination() const;
};

// An echo request to the destination, of its version.
Draft draft_to(const IpAddress& destination);

// Unset fields computed, set ones as they are. Options beyond what the header can hold lie behind it.
Octets build(const Draft& draft);

// A packet taken apart with every field set, so that build() gives it again octet by octet; of other link
// layers than Ethernet the datagram alone. nullopt where there is no IP header.
std::optional<Draft> draft_of(Bytes packet, LinkType link);

// A header of the draft, and where it begins in what build() makes of it.
struct DraftHeader {
  const Layout* layout;
  std::size_t at;
};

// From the outside to the inside.
std::vector<DraftHeader> headers_of(const Draft& draft);

// The same packet with nothing set that is computed, in the header or in the ICMP header; but an
// identification is chosen, not computed: it stays.
void forget_computed_of_header(Draft& draft);
void forget_computed_of_message(Draft& draft);

bool has_message_header(const Draft& draft);
void remove_message_header(Draft& draft);

// "ip.ttl=3", "icmp.checksum=computed", by the names of the tables. An ICMP type of another shape keeps the
// fields that both have; an Ethernet header comes with the first setting that names one.
Understood<void> set(Draft& draft, std::string_view setting);

// The setting that says what a field is now: "ip.checksum=0x1234" for "ip.checksum".
Understood<std::string> setting_of(const Draft& draft, std::string_view field);

// A further VLAN tag inside those before it: "5", "5{priority=3}".
Understood<void> add_tag(Draft& draft, std::string_view text);

// A further extension header behind those before it, as its octets are. The header before it names its type.
void add_extension(Ipv6Draft& draft, Protocol type, Bytes octets);

}  // namespace icmpwire
