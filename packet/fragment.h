// Fragmentation of a datagram (RFC 791 3.2) by the copied-flag rule for options.
#pragma once

#include <cstdint>
#include <vector>

#include "packet/bytes.h"
#include "packet/ip_options.h"
#include "packet/result.h"

namespace icmpwire {

// The options that go into every fragment but the first: those with the copied flag, repacked without padding.
IpOptions copied_options(Bytes area);

// Cuts a whole datagram (as build_ipv4 made it) into fragments of at most `mtu` octets, each with its own checksum.
// One fragment, the datagram itself, where it fits. Reason::too_big where DF is set or where `mtu` does not hold a
// header with its options and 8 octets of data; Failure::mtu then says the MTU.
// `out` receives the fragments one behind the other, `sizes` the octets of each; both are cleared first and keep
// their capacity.
Result<void> fragment(Bytes datagram, std::uint32_t mtu, Octets& out, std::vector<std::size_t>& sizes);

}  // namespace icmpwire
