#include "packet/bytes.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

// -1 where the character is no hexadecimal digit.
int digit_value(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

bool is_separator(char character) {
  return std::string_view(" \t\r\n:").find(character) != std::string_view::npos;
}

bool begins_with_prefix(std::string_view text) {
  return (text.starts_with("0x") || text.starts_with("0X")) && text.size() > 2 && digit_value(text[2]) >= 0;
}

}  // namespace

bool equal(Bytes left, Bytes right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

std::string to_hex(Bytes octets) {
  std::string text;
  text.reserve(octets.size() * 3);
  for (const std::uint8_t octet : octets) {
    if (!text.empty()) text += ' ';
    text += digits[octet >> 4];
    text += digits[octet & 0x0f];
  }
  return text;
}

bool from_hex(std::string_view text, Octets& octets, std::size_t* at) {
  octets.clear();
  const auto fail = [at](std::size_t place) {
    if (at != nullptr) *at = place;
    return false;
  };
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_separator(text[i])) {
      ++i;
    } else if (begins_with_prefix(text.substr(i))) {
      i += 2;
    } else {
      const int high = digit_value(text[i]);
      if (high < 0) return fail(i);
      const int low = i + 1 < text.size() ? digit_value(text[i + 1]) : -1;
      if (low < 0) return fail(i + 1);
      octets.push_back(static_cast<std::uint8_t>(high << 4 | low));
      i += 2;
    }
  }
  return true;
}

}  // namespace icmpwire
