#include "tests/architecture/source_text.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

namespace icmpwire::architecture {
namespace {

bool is_word(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

bool is_directive(const std::string& line) {
  const auto first = line.find_first_not_of(" \t");
  return first != std::string::npos && line[first] == '#';
}

// Where the comment or literal that begins at `begin` ends; `begin` itself where neither begins there.
std::size_t end_of_comment_or_literal(std::string_view text, std::size_t begin) {
  const auto after = [&](std::string_view closing, std::size_t from) {
    const auto found = text.find(closing, from);
    return found == std::string_view::npos ? text.size() : found + closing.size();
  };
  const std::string_view rest = text.substr(begin);
  if (rest.substr(0, 2) == "//") return std::min(text.find('\n', begin), text.size());
  if (rest.substr(0, 2) == "/*") return after("*/", begin + 2);
  if (rest.substr(0, 2) == "R\"" && (begin == 0 || !is_word(text[begin - 1]))) {
    const auto open = text.find('(', begin);
    if (open == std::string_view::npos) return text.size();
    return after(")" + std::string(text.substr(begin + 2, open - begin - 2)) + "\"", open);
  }
  const bool digit_separator = rest[0] == '\'' && begin > 0 && is_word(text[begin - 1]);
  if (rest[0] != '"' && (rest[0] != '\'' || digit_separator)) return begin;
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != rest[0] && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

}  // namespace

std::string bare_code(std::string_view text) {
  std::string code(text);
  std::size_t line_begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') line_begin = at + 1;
    const std::size_t end = end_of_comment_or_literal(text, at);
    const bool keep = text[at] == '"' && is_directive(std::string(text.substr(line_begin, at - line_begin)));
    for (std::size_t blank = at; blank < end && !keep; ++blank) {
      if (code[blank] != '\n') code[blank] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

std::vector<Include> includes(std::string_view text) {
  static const std::regex directive(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  std::istringstream lines(bare_code(text));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (std::regex_search(line, match, directive)) found.push_back({number, match[1] == "\"", match[2]});
  }
  return found;
}

std::vector<Identifier> identifiers(std::string_view text) {
  std::vector<Identifier> found;
  std::istringstream lines(bare_code(text));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (is_directive(line)) continue;
    for (auto begin = line.begin(); begin != line.end();) {
      begin = std::find_if(begin, line.end(), is_word);
      const auto end = std::find_if_not(begin, line.end(), is_word);
      if (begin != end) found.push_back({number, std::string(begin, end)});
      begin = end;
    }
  }
  return found;
}

}  // namespace icmpwire::architecture
