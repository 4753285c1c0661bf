// Fragmentation of a datagram: RFC 791 3.2 by the copied-flag rule for options, RFC 8200 4.5.
#pragma once

#include <cstdint>
#include <vector>

#include "packet/bytes.h"
#include "packet/ip_options.h"
#include "packet/result.h"

namespace icmpwire {

// The options that go into every fragment but the first: those with the copied flag, without padding between.
IpOptions copied_options(Bytes area);

// Cuts a datagram of either version (as build_ipv4 or build_ipv6 made it) into fragments of at most `mtu`
// octets: of IPv4 each with a checksum of its own, of IPv6 each with a fragment header that bears
// `identification`. One, the datagram itself, where it fits. A datagram that is a fragment already is cut
// further: offsets go on from its own, the last piece keeps its more_fragments, and all its identification.
// Reason::too_big, with Failure::mtu, where DF is set, where `mtu` does not hold the headers that every
// fragment has and 8 octets of data, where a piece would lie beyond the largest offset, or where the header
// cannot be read. `out` receives the fragments one behind the other, `sizes` the octets of each; both are
// cleared first and keep their capacity.
Result<void> fragment(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes,
                      std::uint32_t identification = 0);

}  // namespace icmpwire
