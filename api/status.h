// From neutral outcomes to Windows' numbers: IP_STATUS and Win32 errors.
#pragma once

#include <icmpapi.h>

#include "icmp/outcome.h"

namespace icmpwire {

// The IP_STATUS of an IPv4 answer by its ICMP type and code (windows-semantics 2.2).
DWORD status_of_answer(std::uint8_t type, std::uint8_t code);

// The last error for what failed here, without a packet (windows-semantics 2.4).
DWORD error_of_failure(Reason reason);

}  // namespace icmpwire
