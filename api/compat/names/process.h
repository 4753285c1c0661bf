// The C run-time's way to start threads; no processes.
#pragma once

#include <icmpwire_export.h>

#include "base.h"

#if defined(__cplusplus)
extern "C" {
#endif

// A thread whose handle closes itself when the thread ends, by return or _endthread: by then the value means
// nothing any more, so that only a wait that began earlier is safe. Returns the handle, or -1 as uintptr_t
// with errno. stack_size: octets, 0 for the system's default.
ICMPWIRE_API uintptr_t _beginthread(void (*start_address)(void*), unsigned stack_size, void* arglist);
ICMPWIRE_API void _endthread(void) __attribute__((noreturn));

// A thread whose handle the caller closes. Returns the handle, or 0 with errno and the last error;
// CREATE_SUSPENDED is not supported.
ICMPWIRE_API uintptr_t _beginthreadex(void* security, unsigned stack_size, unsigned (*start_address)(void*),
                                      void* arglist, unsigned initflag, unsigned* thrdaddr);
ICMPWIRE_API void _endthreadex(unsigned retval) __attribute__((noreturn));
ICMPWIRE_API int _getpid(void);

#if defined(__cplusplus)
}
#endif
