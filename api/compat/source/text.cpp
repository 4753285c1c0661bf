// wsprintf, and the functions of strsafe.h.
#include <strsafe.h>
#include <windows.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cwchar>

#include "api/compat/source/wide_format.h"

namespace {

constexpr size_t wsprintf_room = 1024;

size_t length_of(const char* text, size_t most) { return strnlen(text, most); }
size_t length_of(const wchar_t* text, size_t most) { return wcsnlen(text, most); }

bool is_room(size_t room) { return room > 0 && room <= STRSAFE_MAX_CCH; }

// Copies behind the first `used` characters.
template <class Character>
HRESULT append(Character* to, size_t room, size_t used, const Character* from) {
  if (!is_room(room) || used >= room) return STRSAFE_E_INVALID_PARAMETER;
  const size_t length = length_of(from, room - used);
  const size_t copied = std::min(length, room - used - 1);
  std::copy_n(from, copied, to + used);
  to[used + copied] = 0;
  return copied == length ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

template <class Character>
HRESULT measure(const Character* text, size_t most, size_t* length) {
  const size_t found = text != nullptr && most <= STRSAFE_MAX_CCH ? length_of(text, most) : most;
  const bool terminated = found < most;
  if (length != nullptr) *length = terminated ? found : 0;
  return terminated ? S_OK : STRSAFE_E_INVALID_PARAMETER;
}

}  // namespace

int wsprintfA(LPSTR text, LPCSTR format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(text, wsprintf_room, format, arguments);
  va_end(arguments);
  return std::min(length, static_cast<int>(wsprintf_room) - 1);
}

int wvsprintfW(LPWSTR text, LPCWSTR format, va_list arguments) {
  const int length = icmpwire::compat::print_wide(text, wsprintf_room, format, arguments);
  return length >= 0 ? length : static_cast<int>(wcslen(text));
}

int wsprintfW(LPWSTR text, LPCWSTR format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = wvsprintfW(text, format, arguments);
  va_end(arguments);
  return length;
}

HRESULT StringCchCopyA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc) {
  return append(pszDest, cchDest, 0, pszSrc);
}

HRESULT StringCchCopyW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc) {
  return append(pszDest, cchDest, 0, pszSrc);
}

HRESULT StringCchCatA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc) {
  return append(pszDest, cchDest, length_of(pszDest, cchDest), pszSrc);
}

HRESULT StringCchCatW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc) {
  return append(pszDest, cchDest, length_of(pszDest, cchDest), pszSrc);
}

HRESULT StringCchLengthA(LPCSTR psz, size_t cchMax, size_t* pcchLength) {
  return measure(psz, cchMax, pcchLength);
}

HRESULT StringCchLengthW(LPCWSTR psz, size_t cchMax, size_t* pcchLength) {
  return measure(psz, cchMax, pcchLength);
}

HRESULT StringCchPrintfA(LPSTR pszDest, size_t cchDest, LPCSTR pszFormat, ...) {
  if (!is_room(cchDest)) return STRSAFE_E_INVALID_PARAMETER;
  va_list arguments;
  va_start(arguments, pszFormat);
  const int length = vsnprintf(pszDest, cchDest, pszFormat, arguments);
  va_end(arguments);
  return length >= 0 && static_cast<size_t>(length) < cchDest ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

HRESULT StringCchPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, ...) {
  if (!is_room(cchDest)) return STRSAFE_E_INVALID_PARAMETER;
  va_list arguments;
  va_start(arguments, pszFormat);
  const int length = icmpwire::compat::print_wide(pszDest, cchDest, pszFormat, arguments);
  va_end(arguments);
  return length >= 0 ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}
