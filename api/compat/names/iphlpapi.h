// The types of the ICMP calls, and the words for their statuses, as Windows' iphlpapi.h gives them; neither
// the calls (programs that look them up at run time declare them themselves) nor the rest of the IP helper
// library.
#pragma once

#include <icmpwire_export.h>
#include <ipexport.h>

#include "base.h"

#if defined(__cplusplus)
extern "C" {
#endif

// The text of an IP_STATUS, in English, without a line end.
//
// Size: in, the characters at Buffer; out, those that the text needs, with its NUL. Returns NO_ERROR;
// ERROR_INSUFFICIENT_BUFFER (Buffer NULL or too small: nothing is written, Size says how much it takes); or
// ERROR_INVALID_PARAMETER (no Size, or no such status). Any thread.
ICMPWIRE_API DWORD GetIpErrorString(IP_STATUS ErrorCode, PWSTR Buffer, PDWORD Size);

#if defined(__cplusplus)
}
#endif
