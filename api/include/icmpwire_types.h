// The few Windows type names that ipexport.h and icmpapi.h are written in; not windows.h, which compat/ has.
#pragma once

#if defined(_WIN32)

#include <winsock2.h>
// winsock2.h comes first: windows.h alone would bring in the older winsock.h, which fights it.
#include <windows.h>

#else

#include <stdint.h>

// Widths are those of Windows, also where `long` has 64 bits. _WIN64 stays undefined: under it programs read
// the 32-bit forms of the replies, which no 64-bit call fills.
typedef unsigned char UCHAR;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef UCHAR* PUCHAR;
typedef void* PVOID;
typedef void* LPVOID;
typedef void* HANDLE;
typedef intptr_t (*FARPROC)(void);  // any function; cast to its own type before it is called

// Objective-C has a BOOL of its own; both fit where these headers use one.
#if !defined(__OBJC__)
typedef int BOOL;
#endif

#if !defined(FALSE)
#define FALSE 0
#endif
#if !defined(TRUE)
#define TRUE 1
#endif

#define INVALID_HANDLE_VALUE ((HANDLE)(intptr_t)(-1))

#endif
