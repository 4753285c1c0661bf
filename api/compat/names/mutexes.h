// Mutexes, which are waited for, and critical sections, which are entered.
#pragma once

#include <pthread.h>

#include "handles.h"

// Recursive, for the threads of this process. The member is this library's own.
typedef struct _RTL_CRITICAL_SECTION {
  pthread_mutex_t icmpwire_mutex;
} CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION;

#if defined(__cplusplus)
extern "C" {
#endif

// As icmpwire_create_mutex and icmpwire_release_mutex. The wide name is taken as UTF-8.
ICMPWIRE_API HANDLE CreateMutexA(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner, LPCSTR lpName);
ICMPWIRE_API HANDLE CreateMutexW(LPSECURITY_ATTRIBUTES lpMutexAttributes, BOOL bInitialOwner, LPCWSTR lpName);
ICMPWIRE_API BOOL ReleaseMutex(HANDLE hMutex);

// A section is initialised once before its use and deleted once after it, left as often as entered, and not
// copied. TryEnterCriticalSection returns FALSE where another thread is inside. The spin count is ignored.
ICMPWIRE_API void InitializeCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
ICMPWIRE_API BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION lpCriticalSection,
                                                        DWORD dwSpinCount);
ICMPWIRE_API void EnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
ICMPWIRE_API BOOL TryEnterCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
ICMPWIRE_API void LeaveCriticalSection(LPCRITICAL_SECTION lpCriticalSection);
ICMPWIRE_API void DeleteCriticalSection(LPCRITICAL_SECTION lpCriticalSection);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define CreateMutex CreateMutexW
#else
#define CreateMutex CreateMutexA
#endif
