// Windows' names for the wait core's events, mutexes and waits.
#include <windows.h>

#include "api/compat/source/wide.h"

using icmpwire::compat::OptionalNarrow;

BOOL CloseHandle(HANDLE hObject) { return icmpwire_close_handle(hObject); }

HANDLE CreateEventA(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState, LPCSTR lpName) {
  return icmpwire_create_event(bManualReset, bInitialState, lpName);
}

HANDLE CreateEventW(LPSECURITY_ATTRIBUTES, BOOL bManualReset, BOOL bInitialState, LPCWSTR lpName) {
  return icmpwire_create_event(bManualReset, bInitialState, OptionalNarrow(lpName).get());
}

BOOL SetEvent(HANDLE hEvent) { return icmpwire_set_event(hEvent); }

BOOL ResetEvent(HANDLE hEvent) { return icmpwire_reset_event(hEvent); }

DWORD WaitForSingleObject(HANDLE hHandle, DWORD dwMilliseconds) {
  return icmpwire_wait_for_single_object(hHandle, dwMilliseconds, FALSE);
}

DWORD WaitForSingleObjectEx(HANDLE hHandle, DWORD dwMilliseconds, BOOL bAlertable) {
  return icmpwire_wait_for_single_object(hHandle, dwMilliseconds, bAlertable);
}

DWORD WaitForMultipleObjects(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll, DWORD dwMilliseconds) {
  return icmpwire_wait_for_multiple_objects(nCount, lpHandles, bWaitAll, dwMilliseconds, FALSE);
}

DWORD WaitForMultipleObjectsEx(DWORD nCount, const HANDLE* lpHandles, BOOL bWaitAll, DWORD dwMilliseconds,
                               BOOL bAlertable) {
  return icmpwire_wait_for_multiple_objects(nCount, lpHandles, bWaitAll, dwMilliseconds, bAlertable);
}

HANDLE CreateMutexA(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCSTR lpName) {
  return icmpwire_create_mutex(bInitialOwner, lpName);
}

HANDLE CreateMutexW(LPSECURITY_ATTRIBUTES, BOOL bInitialOwner, LPCWSTR lpName) {
  return icmpwire_create_mutex(bInitialOwner, OptionalNarrow(lpName).get());
}

BOOL ReleaseMutex(HANDLE hMutex) { return icmpwire_release_mutex(hMutex); }
