// The frames that a live wire makes itself: around datagrams, ARP questions, and the errors a kernel would
// report.
#pragma once

#include <optional>

#include "capture/link.h"
#include "capture/wire.h"
#include "packet/arp.h"

namespace icmpwire {

inline constexpr MacAddress broadcast_mac{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

// 01:00:5e and the low 23 bits of the address (RFC 1112 6.4).
MacAddress multicast_mac(const Ipv4Address& group);

// The datagram behind its link header, in `scratch`, which keeps its capacity. The link must have a header
// that can be written (link_header_size).
MutableBytes frame_datagram(Bytes datagram, LinkType link, const LinkAddresses& addresses, Octets& scratch);

// Who has `address`? Asked of `to`.
Octets arp_question(const Ipv4Address& address, const Ipv4Address& from, const LinkAddresses& link);

// The ARP packet of an Ethernet frame.
std::optional<ArpPacket> read_arp(Bytes frame);

// Host Unreachable (RFC 792, RFC 1122 3.2.2.1) about our own `datagram`, from and to our address, which is
// what a kernel reports for a neighbour that does not answer. nullopt where no error may be sent: about an
// ICMP error, a fragment other than the first, or what cannot be read (RFC 1122 3.2.2).
std::optional<Octets> host_unreachable(Bytes datagram, const Ipv4Address& own);

}  // namespace icmpwire
