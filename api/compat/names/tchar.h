// The names that mean narrow or wide text, as _UNICODE says.
#pragma once

#include <stdio.h>
#include <wchar.h>

#include "base.h"

#if defined(_UNICODE)
#define _T(text) L##text
#define _tmain wmain
#define _tprintf wprintf
#define _ftprintf fwprintf
#define _tcslen wcslen
#define _tcscpy wcscpy
#define _tcscat wcscat
#define _tcscmp wcscmp
#define _tcschr wcschr
#define _tcstol wcstol
#define _tcstoul wcstoul
#define _fputts fputws
#else
#define _T(text) text
#define _tmain main
#define _tprintf printf
#define _ftprintf fprintf
#define _tcslen strlen
#define _tcscpy strcpy
#define _tcscat strcat
#define _tcscmp strcmp
#define _tcschr strchr
#define _tcstol strtol
#define _tcstoul strtoul
#define _fputts fputs
#endif
#define _TEXT(text) _T(text)
