// The system's sys/timeb.h where there is one, and the C run-time's names beside it.
#pragma once

#if defined(__has_include_next)
#if __has_include_next(<sys/timeb.h>)
#include_next <sys/timeb.h>
#endif
#endif

#include "../names/timeb.h"
