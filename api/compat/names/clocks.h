// Clocks: ticks since the system started, and the performance counter.
#pragma once

#include <icmpwire_export.h>
#include <time.h>

#include "base.h"

typedef union _LARGE_INTEGER {
  __extension__ struct {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    LONG HighPart;
    DWORD LowPart;
#else
    DWORD LowPart;
    LONG HighPart;
#endif
  };
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

#if defined(__cplusplus)
extern "C" {
#endif

// Milliseconds of a clock that only goes forward; the first wraps round after 49.7 days.
ICMPWIRE_API DWORD GetTickCount(void);
ICMPWIRE_API ULONGLONG GetTickCount64(void);

// Nanoseconds of the same clock: the frequency is 1,000,000,000 a second. Always TRUE.
ICMPWIRE_API BOOL QueryPerformanceCounter(LARGE_INTEGER* lpPerformanceCount);
ICMPWIRE_API BOOL QueryPerformanceFrequency(LARGE_INTEGER* lpFrequency);

// The local time of *time. Returns 0, or EINVAL.
ICMPWIRE_API int localtime_s(struct tm* tmDest, const time_t* sourceTime);

#if defined(__cplusplus)
}
#endif
