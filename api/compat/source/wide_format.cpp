#include "api/compat/source/wide_format.h"

#include <cwchar>
#include <string>
#include <string_view>

namespace icmpwire::compat {

namespace {

constexpr std::wstring_view conversions = L"diouxXeEfFgGaAcsCSpn%";

// The C library's format for one of Windows', whose s and c follow the width of the function.
std::wstring to_native(std::wstring_view format) {
  std::wstring native;
  while (!format.empty()) {
    const std::size_t percent = format.find(L'%');
    native += format.substr(0, percent);
    if (percent == std::wstring_view::npos) break;
    format.remove_prefix(percent);
    const std::size_t end = format.find_first_of(conversions, 1);
    if (end == std::wstring_view::npos) return native += format;
    std::wstring directive(format.substr(0, end));
    const wchar_t conversion = format[end];
    format.remove_prefix(end + 1);
    const bool short_form = !directive.empty() && directive.back() == L'h';
    const bool long_form = directive.back() == L'l';
    if (conversion == L's' || conversion == L'c') {
      if (short_form) directive.pop_back();
      if (!short_form && !long_form) directive += L'l';
      native += directive + conversion;
    } else if (conversion == L'S' || conversion == L'C') {
      native += directive + (conversion == L'S' ? L's' : L'c');
    } else {
      native += directive + conversion;
    }
  }
  return native;
}

}  // namespace

int print_wide(wchar_t* text, std::size_t room, const wchar_t* format, std::va_list arguments) {
  if (room == 0) return -1;
  const int length = std::vswprintf(text, room, to_native(format).c_str(), arguments);
  if (length >= 0) return length;
  text[room - 1] = L'\0';
  return -1;
}

}  // namespace icmpwire::compat
