#include "cli/escaped_text.h"

#include <cstdio>

#include "packet/bytes.h"

namespace icmpwire::cli {
namespace {

constexpr std::string_view letters = "nrt";
constexpr std::string_view meanings = "\n\r\t";

bool is_control(char character) {
  const auto octet = static_cast<unsigned char>(character);
  return octet < ' ' || octet == 0x7f;
}

bool is_edge_of_comment(char before, char character) {
  return (before == '*' && character == '/') || (before == '/' && character == '*');
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string line;
  char before = '\0';
  for (const char character : text) {
    const std::size_t meaning = meanings.find(character);
    if (meaning != std::string_view::npos) {
      line += {'\\', letters[meaning]};
    } else if (is_control(character)) {
      char octet[8];
      std::snprintf(octet, sizeof octet, "\\x%02x", static_cast<unsigned>(character));
      line += octet;
    } else {
      if (character == '\\' || is_edge_of_comment(before, character)) line += '\\';
      line += character;
    }
    before = character;
  }
  return line;
}

std::string unescaped(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\\' || at + 1 == line.size()) {
      text += line[at];
      continue;
    }
    const char letter = line[++at];
    Octets octet;
    if (letter == 'x' && from_hex(line.substr(at + 1, 2), octet) && octet.size() == 1) {
      text += static_cast<char>(octet.front());
      at += 2;
      continue;
    }
    const std::size_t meaning = letters.find(letter);
    text += meaning == std::string_view::npos ? letter : meanings[meaning];
  }
  return text;
}

}  // namespace icmpwire::cli
