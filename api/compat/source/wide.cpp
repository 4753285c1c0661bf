#include "api/compat/source/wide.h"

#include <cstdint>

namespace icmpwire::compat {

namespace {

constexpr char32_t replacement = 0xfffd;

bool is_code_point(char32_t value) { return value < 0x110000 && (value < 0xd800 || value > 0xdfff); }

// One code point of RFC 3629's UTF-8 from the front of `text`, which loses the octets read.
char32_t take_code_point(std::string_view& text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4) return replacement;
  char32_t value = first & (0x3fU >> more);
  for (int i = 0; i < more; ++i) {
    if (text.empty() || (text.front() & 0xc0) != 0x80) return replacement;
    value = value << 6 | (static_cast<std::uint8_t>(text.front()) & 0x3fU);
    text.remove_prefix(1);
  }
  const char32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
  return value >= least && is_code_point(value) ? value : replacement;
}

void put_code_point(char32_t value, std::string& text) {
  const int more = value < 0x80 ? 0 : value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
  constexpr std::uint8_t firsts[] = {0x00, 0xc0, 0xe0, 0xf0};
  text += static_cast<char>(firsts[more] | value >> 6 * more);
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (value >> 6 * i & 0x3f));
}

}  // namespace

std::wstring widen(std::string_view text) {
  std::wstring wide;
  while (!text.empty()) wide += static_cast<wchar_t>(take_code_point(text));
  return wide;
}

std::string narrow(std::wstring_view text) {
  std::string octets;
  for (const wchar_t character : text) {
    const auto value = static_cast<char32_t>(character);
    put_code_point(is_code_point(value) ? value : replacement, octets);
  }
  return octets;
}

}  // namespace icmpwire::compat
