// Fragmentation of a datagram (RFC 791 3.2) by the copied-flag rule for options.
#pragma once

#include <cstdint>
#include <vector>

#include "packet/bytes.h"
#include "packet/ip_options.h"
#include "packet/result.h"

namespace icmpwire {

// The options that go into every fragment but the first: those with the copied flag, without padding between.
IpOptions copied_options(Bytes area);

// Cuts a datagram (as build_ipv4 made it) into fragments of at most `mtu` octets, each with a checksum of its
// own. One, the datagram itself, where it fits. A datagram that is a fragment already is cut further: offsets
// go on from its own, and the last piece keeps its more_fragments. Reason::too_big, with Failure::mtu, where
// DF is set, where `mtu` does not hold the header with its options and 8 octets of data, where a piece would
// lie beyond the largest offset, or where the header cannot be read. `out` receives the fragments one behind
// the other, `sizes` the octets of each; both are cleared first and keep their capacity.
Result<void> fragment(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes);

}  // namespace icmpwire
