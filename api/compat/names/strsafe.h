// Copying and printing text that is always terminated, within a number of characters.
#pragma once

#include <icmpwire_export.h>
#include <stdarg.h>

#include "base.h"

#define STRSAFE_MAX_CCH 2147483647U
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007AU)  // cut
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057U)    // no room at all

#if defined(__cplusplus)
extern "C" {
#endif

// `cchDest` counts characters with the NUL. They return S_OK or one of the above. Wide formats: as wsprintfW.
ICMPWIRE_API HRESULT StringCchCopyA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
ICMPWIRE_API HRESULT StringCchCopyW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
ICMPWIRE_API HRESULT StringCchCatA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
ICMPWIRE_API HRESULT StringCchCatW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
ICMPWIRE_API HRESULT StringCchLengthA(LPCSTR psz, size_t cchMax, size_t* pcchLength);
ICMPWIRE_API HRESULT StringCchLengthW(LPCWSTR psz, size_t cchMax, size_t* pcchLength);
ICMPWIRE_API HRESULT StringCchPrintfA(LPSTR pszDest, size_t cchDest, LPCSTR pszFormat, ...)
    __attribute__((format(printf, 3, 4)));
ICMPWIRE_API HRESULT StringCchPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, ...);

#if defined(__cplusplus)
}
#endif

// The names without a letter are those of the program's own character type.
#if defined(UNICODE)
#define StringCchCopy StringCchCopyW
#define StringCchCat StringCchCatW
#define StringCchLength StringCchLengthW
#define StringCchPrintf StringCchPrintfW
#else
#define StringCchCopy StringCchCopyA
#define StringCchCat StringCchCatA
#define StringCchLength StringCchLengthA
#define StringCchPrintf StringCchPrintfA
#endif
