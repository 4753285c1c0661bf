// Finding the ICMP functions at run time.
#pragma once

#include <icmpwire_export.h>

#include "base.h"

#if defined(__cplusplus)
extern "C" {
#endif

// Know the libraries icmp.dll and iphlpapi.dll: in any case, with and without ".dll", with and without a
// path, whose file is not looked for. The wide name is taken as UTF-8. Others are not there: NULL with
// ERROR_MOD_NOT_FOUND. GetModuleHandle(NULL) means the program, in which nothing is found.
ICMPWIRE_API HMODULE LoadLibraryA(LPCSTR lpLibFileName);
ICMPWIRE_API HMODULE LoadLibraryW(LPCWSTR lpLibFileName);
ICMPWIRE_API HMODULE GetModuleHandleA(LPCSTR lpModuleName);
ICMPWIRE_API HMODULE GetModuleHandleW(LPCWSTR lpModuleName);

// A function of icmpapi.h by its name in its own case; both libraries have all of them, and GetIpErrorString.
// NULL with ERROR_PROC_NOT_FOUND, or ERROR_INVALID_HANDLE where hModule is none of the above.
ICMPWIRE_API FARPROC GetProcAddress(HMODULE hModule, LPCSTR lpProcName);

// Always TRUE for a module: the functions stay where they are. FALSE with ERROR_INVALID_HANDLE.
ICMPWIRE_API BOOL FreeLibrary(HMODULE hLibModule);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define LoadLibrary LoadLibraryW
#define GetModuleHandle GetModuleHandleW
#else
#define LoadLibrary LoadLibraryA
#define GetModuleHandle GetModuleHandleA
#endif
