// What the numbers of this interface mean, in words; no message tables of modules.
#pragma once

#include <icmpwire_export.h>
#include <stdarg.h>

#include "base.h"

#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0x000000FFU
#define FORMAT_MESSAGE_ALLOCATE_BUFFER 0x00000100U
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x00000200U
#define FORMAT_MESSAGE_FROM_STRING 0x00000400U
#define FORMAT_MESSAGE_FROM_HMODULE 0x00000800U
#define FORMAT_MESSAGE_FROM_SYSTEM 0x00001000U
#define FORMAT_MESSAGE_ARGUMENT_ARRAY 0x00002000U

#define LANG_NEUTRAL 0x00
#define SUBLANG_NEUTRAL 0x00
#define SUBLANG_DEFAULT 0x01
#define MAKELANGID(primary, sub) ((WORD)((WORD)(sub) << 10 | (WORD)(primary)))

#if defined(__cplusplus)
extern "C" {
#endif

// The text of a last error or IP_STATUS that this interface gives, in English, with a line end unless
// FORMAT_MESSAGE_MAX_WIDTH_MASK is given. On Windows an IP_STATUS comes out as a Winsock error of the same
// number; here it is an IP_STATUS [choice].
//
// - dwFlags: FORMAT_MESSAGE_FROM_SYSTEM or FORMAT_MESSAGE_FROM_HMODULE, of whatever module. With
//   FORMAT_MESSAGE_ALLOCATE_BUFFER lpBuffer points to a pointer that takes the text, for LocalFree.
// - lpSource, dwLanguageId, Arguments: ignored; no text has inserts.
// - nSize: characters at lpBuffer, with the NUL.
//
// Returns the characters without the NUL; or 0 with ERROR_MR_MID_NOT_FOUND (no such number here),
// ERROR_INSUFFICIENT_BUFFER, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, or ERROR_NOT_SUPPORTED (from a
// string).
ICMPWIRE_API DWORD FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                                  LPSTR lpBuffer, DWORD nSize, va_list* Arguments);
ICMPWIRE_API DWORD FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                                  LPWSTR lpBuffer, DWORD nSize, va_list* Arguments);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define FormatMessage FormatMessageW
#else
#define FormatMessage FormatMessageA
#endif
