// The last error: the Win32 numbers the ICMP calls report, and the calling thread's value; not all of
// winerror.h.
#pragma once

#include "icmpwire_types.h"

#if !defined(_WIN32)

#include "icmpwire_export.h"

#define NO_ERROR 0
#define ERROR_SUCCESS 0
#define ERROR_FILE_NOT_FOUND 2
#define ERROR_ACCESS_DENIED 5
#define ERROR_INVALID_HANDLE 6
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_GEN_FAILURE 31
#define ERROR_NOT_SUPPORTED 50
#define ERROR_INVALID_PARAMETER 87
#define ERROR_CALL_NOT_IMPLEMENTED 120
#define ERROR_INSUFFICIENT_BUFFER 122
#define ERROR_OPERATION_ABORTED 995
#define ERROR_IO_PENDING 997
#define ERROR_NOACCESS 998
#define ERROR_POSSIBLE_DEADLOCK 1131
#define ERROR_INVALID_NETNAME 1214
#define ERROR_NETWORK_UNREACHABLE 1231
#define ERROR_HOST_UNREACHABLE 1232

#if defined(__cplusplus)
extern "C" {
#endif

// The calling thread's last error, 0 in a new thread. After an ICMP call it is a Win32 number below
// IP_STATUS_BASE or, from there on, an IP_STATUS; a call that succeeds sets it to 0 where its comment says
// so. Never fails. Any thread; each has its own value. Source: Microsoft's page on GetLastError.
ICMPWIRE_API DWORD GetLastError(void);

// Sets the calling thread's last error to `error`, any value. Never fails.
ICMPWIRE_API void SetLastError(DWORD error);

#if defined(__cplusplus)
}
#endif

#endif
