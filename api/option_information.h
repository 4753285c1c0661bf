// IP_OPTION_INFORMATION as a request for IPv4 means it.
#pragma once

#include <icmpapi.h>

#include "icmp/request.h"
#include "packet/result.h"

namespace icmpwire {

// TTL and TOS are in the request already. Flags: IP_FLAG_DF, and the reserved bit 0x4. Options go as they are
// but for a source route, which Windows' documentation wants as the full route, first hop through final
// destination: its first hop becomes the request's destination and leaves the option, as RFC 791 sends it.
// Where there are several, that is the first one; one without a hop stays as it is.
// Reason::option_too_big where more than 40 octets would be sent; whether they tile is seen when the request
// is prepared. Pointers and contents are never judged.
Result<void> take_options(Request& request, const IP_OPTION_INFORMATION& options);

// Reason::option_too_big, of so many octets of options.
Failure too_many_options(std::size_t octets);

}  // namespace icmpwire
