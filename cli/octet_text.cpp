#include "cli/octet_text.h"

#include <algorithm>
#include <cstdio>

namespace icmpwire::cli {

std::string hex_lines(Bytes octets, Offsets offsets) {
  constexpr std::size_t octets_a_line = 16;
  std::string text;
  for (std::size_t at = 0; at < octets.size(); at += octets_a_line) {
    char offset[32] = "";
    if (offsets == Offsets::shown) std::snprintf(offset, sizeof offset, "%06zx  ", at);
    text += offset + to_hex(first_at_most(octets.subspan(at), octets_a_line)) + "\n";
  }
  return text;
}

std::string c_array(std::string_view name, Bytes octets) {
  constexpr std::size_t octets_a_line = 12;
  std::string text = "static const unsigned char " + std::string(name) + "[" +
                     std::to_string(std::max<std::size_t>(octets.size(), 1)) + "] = {";
  for (std::size_t i = 0; i < octets.size(); ++i) {
    text += i % octets_a_line == 0 ? "\n    " : " ";
    text += "0x" + to_hex(octets.subspan(i, 1)) + ",";
  }
  return text + (octets.empty() ? "\n    0\n};\n" : "\n};\n");
}

}  // namespace icmpwire::cli
