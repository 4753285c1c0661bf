// Events, and waiting for objects of every kind.
#pragma once

#include "handles.h"

#if defined(__cplusplus)
extern "C" {
#endif

// As icmpwire_create_event. The wide name is taken as UTF-8.
ICMPWIRE_API HANDLE CreateEventA(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                 BOOL bInitialState, LPCSTR lpName);
ICMPWIRE_API HANDLE CreateEventW(LPSECURITY_ATTRIBUTES lpEventAttributes, BOOL bManualReset,
                                 BOOL bInitialState, LPCWSTR lpName);
ICMPWIRE_API BOOL SetEvent(HANDLE hEvent);
ICMPWIRE_API BOOL ResetEvent(HANDLE hEvent);

// As icmpwire_wait_for_single_object and icmpwire_wait_for_multiple_objects; without Ex, not alertable.
ICMPWIRE_API DWORD WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds);
ICMPWIRE_API DWORD WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable);
ICMPWIRE_API DWORD WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                          DWORD dwMilliseconds);
ICMPWIRE_API DWORD WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll,
                                            DWORD dwMilliseconds, BOOL bAlertable);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define CreateEvent CreateEventW
#else
#define CreateEvent CreateEventA
#endif
