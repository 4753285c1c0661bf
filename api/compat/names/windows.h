// The part of windows.h that ICMP programs use, for systems other than Windows: type names, events, threads,
// waits, messages, modules and what else lies around them; no processes, files, registry or windows.
//
// The functions are in the library icmpwire_compat, over icmpwire_wait.h and the system's own. Text is UTF-8
// where it is narrow, and wchar_t where it is wide.
#pragma once

#include <stdarg.h>

#include "base.h"
#include "clocks.h"
#include "console.h"
#include "events.h"
#include "handles.h"
#include "memory.h"
#include "messages.h"
#include "modules.h"
#include "mutexes.h"
#include "text.h"
#include "threads.h"
#include "winerror.h"

// On Windows, windows.h brings the socket names too, unless told to be lean.
#if !defined(WIN32_LEAN_AND_MEAN)
#include "winsock2.h"
#endif
