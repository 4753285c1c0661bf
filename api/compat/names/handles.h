// Handles of every kind: closing them.
#pragma once

#include <icmpwire_wait.h>

#include "base.h"

// Taken and ignored: there are no security descriptors, and no process inherits a handle.
typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

#if defined(__cplusplus)
extern "C" {
#endif

// Ends a handle: an event's, a mutex's, a thread's, or one of IcmpCreateFile. As icmpwire_close_handle.
ICMPWIRE_API BOOL CloseHandle(HANDLE hObject);

#if defined(__cplusplus)
}
#endif
