#include "packet/json_text.h"

namespace icmpwire {
namespace {

constexpr bool stands_for_itself(char letter) {
  return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\' && letter != '<' &&
         letter != '>' && letter != '&';
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char letter : text) {
    if (stands_for_itself(letter)) {
      out += letter;
      continue;
    }
    const auto code = static_cast<unsigned char>(letter);
    out.append("\\u00").append(1, digits[code >> 4]).append(1, digits[code & 15U]);
  }
  out += '"';
}

std::string to_base64(Bytes octets) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const Bytes three = first_at_most(octets.subspan(at), 3);
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < three.size() ? three[i] : 0U);
    for (unsigned i = 0; i < 4; ++i) out += i <= three.size() ? digits[bits >> (18 - 6 * i) & 63U] : '=';
  }
  return out;
}

}  // namespace icmpwire
