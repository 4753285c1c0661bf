#include "packet/ink.h"

#include <array>

namespace icmpwire {
namespace {

// ECMA-48 8.3.117, the colours that every terminal has; none is told by its colour alone.
constexpr std::array<std::string_view, 6> beginnings = {"\x1b[1m",  "\x1b[2m",  "\x1b[36m",
                                                        "\x1b[32m", "\x1b[33m", "\x1b[1;31m"};
constexpr std::string_view end = "\x1b[0m";

void append_line(std::string& out, std::string_view line, std::string_view beginning) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) {
    out += line;
    return;
  }
  const std::size_t behind = line.find_last_not_of(' ') + 1;
  out.append(line.substr(0, first)).append(beginning).append(line.substr(first, behind - first));
  out.append(end).append(line.substr(behind));
}

}  // namespace

void paint(std::string& out, std::string_view text, Shade shade, Ink ink) {
  if (ink == Ink::plain) {
    out += text;
    return;
  }
  while (true) {
    const std::size_t line = text.find('\n');
    append_line(out, text.substr(0, line), beginnings[static_cast<std::size_t>(shade)]);
    if (line == std::string_view::npos) return;
    out += '\n';
    text.remove_prefix(line + 1);
  }
}

std::string painted(std::string_view text, Shade shade, Ink ink) {
  std::string out;
  paint(out, text, shade, ink);
  return out;
}

}  // namespace icmpwire
