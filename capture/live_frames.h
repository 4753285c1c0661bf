// The frames that a live wire makes itself: around datagrams, and the errors a kernel would report.
#pragma once

#include <optional>

#include "capture/link.h"
#include "capture/wire.h"

namespace icmpwire {

// The station that frames to a multicast group are for (RFC 1112 6.4, RFC 2464 7).
MacAddress multicast_mac(const IpAddress& group);

// The datagram, of IPv4 or IPv6, behind its link header, in `scratch`, which keeps its capacity. The link
// must have a header that can be written (link_header_size).
MutableBytes frame_datagram(Bytes datagram, bool is_v4, LinkType link, const LinkAddresses& addresses,
                            Octets& scratch);

// What a kernel reports of our own `datagram` for a neighbour that does not answer: Host Unreachable (RFC
// 792, RFC 1122 3.2.2.1) or Address Unreachable (RFC 4443 3.1), from and to our address. nullopt where no
// error may be sent: about an ICMP error, a datagram to a group, a fragment other than the first, or what
// cannot be read (RFC 1122 3.2.2, RFC 4443 2.4 (e)).
std::optional<Octets> unreachable(Bytes datagram, const IpAddress& own);

// Whether a router says there that a datagram was too big (RFC 1191 4, RFC 4443 3.2); judged by the first
// octets alone.
bool tells_mtu(Bytes datagram);

}  // namespace icmpwire
