// Fragmentation as Linux' routers do it: options that are not copied leave NOPs in the later fragments.
#pragma once

#include <cstdint>
#include <vector>

#include "packet/bytes.h"

namespace icmpwire {

// A whole and valid datagram, or a fragment of one, in fragments of at most `mtu` octets; none where `mtu`
// does not hold the header and 8 octets of data. packet/fragment.h makes them as RFC 791 says, with shorter
// headers.
std::vector<Octets> linux_fragments(Bytes datagram, std::uint32_t mtu);

// The header's checksum computed anew, in place. `header` is the fixed part and the options.
void write_header_checksum(MutableBytes header);

}  // namespace icmpwire
