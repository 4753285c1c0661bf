// The header that a datagram had before it was cut into fragments.
#pragma once

#include "packet/ip.h"

namespace icmpwire {

// Appends the header that the whole datagram of a first fragment would have had, for a payload of `size`
// octets. A checksum that was wrong stays wrong by as much.
void append_unfragmented_header(const IpDatagram& first_fragment, std::size_t size, Octets& out);

}  // namespace icmpwire
