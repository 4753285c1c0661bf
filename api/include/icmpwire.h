// What Windows cannot say: handles on a wire of the caller's choice, and failures in words.
#pragma once

#include "icmpapi.h"
#include "icmpwire_export.h"

#if defined(__cplusplus)
extern "C" {
#endif

// Opens a handle on the wire that `spec` names: "live", "live:eth0", "replay:FILE", "sim". Such a handle has
// a wire of its own: two handles on one capture file each get all of its exchanges.
//
// spec: a NUL-terminated string, read during the call only; NULL means what IcmpCreateFile opens.
// Returns a handle for IcmpSendEcho, ended by IcmpCloseHandle; or INVALID_HANDLE_VALUE with the last error:
// ERROR_INVALID_PARAMETER (no such kind or key), ERROR_FILE_NOT_FOUND, ERROR_ACCESS_DENIED,
// ERROR_NOT_SUPPORTED, ERROR_NOT_ENOUGH_MEMORY, IP_GENERAL_FAILURE. IcmpwireFailureText says more. Any
// thread.
ICMPWIRE_API HANDLE IcmpwireCreateFile(const char* spec);

// What the calling thread's last failed call tried, what it needs and what else works: up to three lines of
// text. Valid until the thread's next failed call; empty where none has failed. Never NULL.
ICMPWIRE_API const char* IcmpwireFailureText(void);

// Ends the wire that the handles of IcmpCreateFile share, for programs that look for leaks at their end.
// Handles that are open keep it until they are closed. Any thread.
ICMPWIRE_API void IcmpwireShutdown(void);

#if defined(__cplusplus)
}
#endif
