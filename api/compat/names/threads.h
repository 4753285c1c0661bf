// Threads, the calls queued on them, and sleeping.
#pragma once

#include "handles.h"

typedef DWORD(WINAPI* PTHREAD_START_ROUTINE)(LPVOID lpThreadParameter);
typedef PTHREAD_START_ROUTINE LPTHREAD_START_ROUTINE;
typedef void(WINAPI* PAPCFUNC)(ULONG_PTR Parameter);

#if defined(__cplusplus)
extern "C" {
#endif

// As icmpwire_create_thread and its like: CREATE_SUSPENDED is refused with ERROR_NOT_SUPPORTED.
ICMPWIRE_API HANDLE CreateThread(LPSECURITY_ATTRIBUTES lpThreadAttributes, SIZE_T dwStackSize,
                                 LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter,
                                 DWORD dwCreationFlags, LPDWORD lpThreadId);
ICMPWIRE_API void ExitThread(DWORD dwExitCode) __attribute__((noreturn));
ICMPWIRE_API BOOL GetExitCodeThread(HANDLE hThread, LPDWORD lpExitCode);
ICMPWIRE_API HANDLE GetCurrentThread(void);
ICMPWIRE_API DWORD GetCurrentThreadId(void);
ICMPWIRE_API DWORD GetCurrentProcessId(void);

// As icmpwire_queue_apc and icmpwire_sleep.
ICMPWIRE_API DWORD QueueUserAPC(PAPCFUNC pfnAPC, HANDLE hThread, ULONG_PTR dwData);
ICMPWIRE_API void Sleep(DWORD dwMilliseconds);
ICMPWIRE_API DWORD SleepEx(DWORD dwMilliseconds, BOOL bAlertable);

#if defined(__cplusplus)
}
#endif
