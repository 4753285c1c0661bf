// A datagram as another address would have sent it.
#pragma once

#include "capture/query_name.h"

namespace icmpwire {

// The datagram, or fragment, with `source` in its header, which is of its IP version. Checksums follow by
// difference: what was wrong stays wrong by as much.
Octets readdressed(const IpDatagram& datagram, const IpAddress& source);

}  // namespace icmpwire
