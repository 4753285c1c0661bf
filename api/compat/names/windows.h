// The small part of windows.h that ICMP programs use: type names and the last error; no processes, files or
// windows.
#pragma once

#include "base.h"

// On Windows, windows.h brings the socket names too, unless told to be lean.
#if !defined(WIN32_LEAN_AND_MEAN)
#include "winsock2.h"
#endif
