// The words of Windows' basic headers that small programs are written in, beyond those of icmpapi.h; no
// functions.
#pragma once

#if defined(_WIN32)
#error "api/compat is for systems other than Windows: take it off the include path"
#endif

#include <stddef.h>
#include <stdint.h>
// Programs for Windows get malloc and memset without asking.
#include <icmpwire_errors.h>
#include <icmpwire_types.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

typedef void VOID;
typedef char CHAR;
typedef short SHORT;
typedef int INT;
typedef unsigned int UINT;
typedef unsigned char BYTE;
typedef int32_t LONG;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef intptr_t INT_PTR;
typedef uintptr_t UINT_PTR;
typedef intptr_t LONG_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef size_t SIZE_T;

typedef uint64_t DWORD64;
typedef UCHAR BOOLEAN;
typedef LONG HRESULT;
typedef HANDLE HMODULE;
typedef HANDLE HINSTANCE;
typedef HANDLE HLOCAL;

// 32 bits where Windows has 16, as in the wide strings of these systems' compilers: a character is a whole
// code point here, never half of one.
typedef wchar_t WCHAR;
typedef WCHAR *PWCHAR, *PWSTR, *LPWSTR;
typedef const WCHAR *PCWSTR, *LPCWSTR;

typedef const void* LPCVOID;
typedef char *PCHAR, *PSTR, *LPSTR;
typedef const char *PCSTR, *LPCSTR;
typedef BYTE *PBYTE, *LPBYTE;
typedef INT *PINT, *LPINT;
typedef LONG *PLONG, *LPLONG;
typedef USHORT* PUSHORT;
typedef ULONG* PULONG;
typedef WORD *PWORD, *LPWORD;
typedef DWORD *PDWORD, *LPDWORD;
typedef HANDLE *PHANDLE, *LPHANDLE;
#if !defined(__OBJC__)
typedef BOOL *PBOOL, *LPBOOL;
#endif

#if defined(UNICODE)
typedef WCHAR TCHAR;
#define TEXT(text) L##text
#else
typedef char TCHAR;
#define TEXT(text) text
#endif
typedef TCHAR *PTSTR, *LPTSTR;
typedef const TCHAR *PCTSTR, *LPCTSTR;

#define S_OK ((HRESULT)0)
#define SUCCEEDED(result) ((HRESULT)(result) >= 0)
#define FAILED(result) ((HRESULT)(result) < 0)
#define MAX_PATH 260

#define MAKEWORD(low, high) ((WORD)((BYTE)(low) | (WORD)(BYTE)(high) << 8))
#define LOBYTE(word) ((BYTE)(word))
#define HIBYTE(word) ((BYTE)((WORD)(word) >> 8))
#define LOWORD(number) ((WORD)(number))
#define HIWORD(number) ((WORD)((DWORD)(number) >> 16))
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))

// What a parameter is for, which only Windows' tools read.
#define _In_
#define _In_opt_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_

// Calling conventions, of which other systems have one.
#define __cdecl
#define __stdcall
#define WINAPI
#define APIENTRY
#define CALLBACK

#define ZeroMemory(destination, length) memset((destination), 0, (length))
#define FillMemory(destination, length, octet) memset((destination), (octet), (length))
#define CopyMemory(destination, source, length) memcpy((destination), (source), (length))
#define MoveMemory(destination, source, length) memmove((destination), (source), (length))
