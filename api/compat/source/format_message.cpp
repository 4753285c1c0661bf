// FormatMessage and GetIpErrorString: texts into the caller's buffers.
#include <iphlpapi.h>
#include <windows.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "api/compat/source/messages.h"

namespace {

template <class Character>
DWORD put(std::basic_string_view<Character> text, DWORD flags, Character* buffer, DWORD size) {
  const auto length = static_cast<DWORD>(text.size());
  if ((flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) != 0) {
    size = std::max(size, length + 1);
    auto* memory = static_cast<Character*>(LocalAlloc(LMEM_FIXED, size * sizeof(Character)));
    if (memory == nullptr) return 0;
    std::memcpy(buffer, &memory, sizeof memory);
    buffer = memory;
  }
  if (size <= length) {
    SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return 0;
  }
  std::copy(text.begin(), text.end(), buffer);
  buffer[length] = 0;
  return length;
}

template <class Character>
DWORD format_message(DWORD flags, DWORD number, Character* buffer, DWORD size) noexcept {
  if (buffer == nullptr || (flags & (FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_FROM_HMODULE |
                                     FORMAT_MESSAGE_FROM_STRING)) == 0) {
    SetLastError(ERROR_INVALID_PARAMETER);
    return 0;
  }
  if ((flags & FORMAT_MESSAGE_FROM_STRING) != 0) {
    SetLastError(ERROR_NOT_SUPPORTED);
    return 0;
  }
  const std::string_view message = icmpwire::compat::message_of(number);
  if (message.empty()) {
    SetLastError(ERROR_MR_MID_NOT_FOUND);
    return 0;
  }
  std::basic_string<Character> text(message.begin(), message.end());
  const std::string_view end = (flags & FORMAT_MESSAGE_MAX_WIDTH_MASK) == 0 ? "\r\n" : " ";
  text.append(end.begin(), end.end());
  return put<Character>(text, flags, buffer, size);
}

}  // namespace

DWORD FormatMessageA(DWORD dwFlags, LPCVOID, DWORD dwMessageId, DWORD, LPSTR lpBuffer, DWORD nSize,
                     va_list*) {
  return format_message(dwFlags, dwMessageId, lpBuffer, nSize);
}

DWORD FormatMessageW(DWORD dwFlags, LPCVOID, DWORD dwMessageId, DWORD, LPWSTR lpBuffer, DWORD nSize,
                     va_list*) {
  return format_message(dwFlags, dwMessageId, lpBuffer, nSize);
}

DWORD GetIpErrorString(IP_STATUS ErrorCode, PWSTR Buffer, PDWORD Size) {
  const std::string_view text = icmpwire::compat::message_of(ErrorCode);
  const bool is_status = ErrorCode == IP_SUCCESS || ErrorCode >= IP_STATUS_BASE;
  if (Size == nullptr || text.empty() || !is_status) return ERROR_INVALID_PARAMETER;
  const auto needed = static_cast<DWORD>(text.size() + 1);
  const DWORD room = *Size;
  *Size = needed;
  if (Buffer == nullptr || room < needed) return ERROR_INSUFFICIENT_BUFFER;
  std::copy(text.begin(), text.end(), Buffer);
  Buffer[text.size()] = L'\0';
  return NO_ERROR;
}
