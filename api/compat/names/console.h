// The console: its control events, the command line, and the debugger's output; no screen.
#pragma once

#include <icmpwire_export.h>

#include "base.h"

#define CTRL_C_EVENT 0U
#define CTRL_BREAK_EVENT 1U
#define CTRL_CLOSE_EVENT 2U

typedef BOOL(WINAPI* PHANDLER_ROUTINE)(DWORD CtrlType);

#if defined(__cplusplus)
extern "C" {
#endif

// Adds or removes a handler for SIGINT (CTRL_C_EVENT), SIGQUIT (CTRL_BREAK_EVENT) and SIGTERM
// (CTRL_CLOSE_EVENT), called on a thread of its own. The handler that was added last comes first; where all
// return FALSE, the signal does what it does by default. (NULL, TRUE) ignores SIGINT, (NULL, FALSE) ends
// that.
//
// Returns TRUE; or FALSE with ERROR_INVALID_PARAMETER (a handler to remove that is not there) or
// ERROR_NOT_ENOUGH_MEMORY.
ICMPWIRE_API BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add);

// The command line, each argument in double quotes where it has blanks, for as long as the process lives.
// Never NULL.
ICMPWIRE_API LPSTR GetCommandLineA(void);
ICMPWIRE_API LPWSTR GetCommandLineW(void);

// Text for a debugger, which is discarded, as on Windows where none listens.
ICMPWIRE_API void OutputDebugStringA(LPCSTR lpOutputString);
ICMPWIRE_API void OutputDebugStringW(LPCWSTR lpOutputString);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define GetCommandLine GetCommandLineW
#define OutputDebugString OutputDebugStringW
#else
#define GetCommandLine GetCommandLineA
#define OutputDebugString OutputDebugStringA
#endif
