// Text in narrow and wide characters.
#pragma once

#include <icmpwire_export.h>
#include <stdarg.h>
#include <strings.h>
#include <wchar.h>

#include "base.h"

#define lstrcpyA strcpy
#define lstrcpyW wcscpy
#define lstrcatA strcat
#define lstrcatW wcscat
#define lstrlenA(text) ((int)strlen(text))
#define lstrlenW(text) ((int)wcslen(text))
#define lstrcmpA strcmp
#define lstrcmpW wcscmp
#define lstrcmpiA strcasecmp
#define lstrcmpiW wcscasecmp
#define _stricmp strcasecmp
#define _strnicmp strncasecmp
#define _wcsicmp wcscasecmp

#if defined(__cplusplus)
extern "C" {
#endif

// printf into a buffer of 1024 characters, which is what Windows takes: what is longer is cut. In the wide
// form %s and %c mean wide characters and %S narrow ones, as on Windows; the C library's own wprintf takes
// %ls. Returns the characters without the NUL.
ICMPWIRE_API int wsprintfA(LPSTR text, LPCSTR format, ...) __attribute__((format(printf, 2, 3)));
ICMPWIRE_API int wsprintfW(LPWSTR text, LPCWSTR format, ...);
ICMPWIRE_API int wvsprintfW(LPWSTR text, LPCWSTR format, va_list arguments);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define lstrcpy lstrcpyW
#define lstrcat lstrcatW
#define lstrlen lstrlenW
#define lstrcmp lstrcmpW
#define lstrcmpi lstrcmpiW
#define wsprintf wsprintfW
#else
#define lstrcpy lstrcpyA
#define lstrcat lstrcatA
#define lstrlen lstrlenA
#define lstrcmp lstrcmpA
#define lstrcmpi lstrcmpiA
#define wsprintf wsprintfA
#endif
