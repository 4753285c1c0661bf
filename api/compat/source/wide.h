// Text between UTF-8 and wchar_t, which holds one code point each on these systems.
#pragma once

#include <cwchar>
#include <string>
#include <string_view>

namespace icmpwire::compat {

// What is malformed becomes U+FFFD.
std::wstring widen(std::string_view text);
std::string narrow(std::wstring_view text);

// For names and the like that may be NULL.
class OptionalNarrow {
 public:
  explicit OptionalNarrow(const wchar_t* text) : there_(text != nullptr), text_(there_ ? narrow(text) : "") {}
  const char* get() const { return there_ ? text_.c_str() : nullptr; }

 private:
  bool there_;
  std::string text_;
};

}  // namespace icmpwire::compat
