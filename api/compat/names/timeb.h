// The time of day to the millisecond, as the C run-time gives it.
#pragma once

#include <icmpwire_export.h>
#include <time.h>

struct _timeb {
  time_t time;             // seconds since 1970
  unsigned short millitm;  // milliseconds
  short timezone;          // minutes west of Greenwich
  short dstflag;           // not 0 in summer time
};

#if defined(__cplusplus)
extern "C" {
#endif

ICMPWIRE_API void _ftime(struct _timeb* timeptr);

#if defined(__cplusplus)
}
#endif
