// From neutral outcomes to Windows' numbers: IP_STATUS and Win32 errors.
#pragma once

#include <icmpapi.h>
#include <icmpwire_apc.h>

#include "icmp/outcome.h"

namespace icmpwire {

// The IP_STATUS of an ICMPv4 answer by its ICMP type and code (windows-semantics 2.2).
DWORD status_of_answer(std::uint8_t type, std::uint8_t code);

// The IP_STATUS of an ICMPv6 answer (windows-semantics 2.3).
DWORD status_of_icmpv6(std::uint8_t type, std::uint8_t code);

// The IP_STATUS of a request that ended without an answer; a Win32 number for some that could not be sent.
DWORD status_of_unanswered(const Outcome& outcome);

// The last error for what failed here, without a packet (windows-semantics 2.4).
DWORD error_of_failure(Reason reason);

// What an APC is told: answers and time-outs are successes of the operation, whatever their IP status says.
NTSTATUS io_status_of(Ending ending);

}  // namespace icmpwire
