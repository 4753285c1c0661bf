#include "cli/c_octets.h"

#include <algorithm>
#include <cctype>

namespace icmpwire::cli {
namespace {

// Blanks instead of comments, line ends as they were.
std::string without_comments(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; (at = out.find('/', at)) != std::string::npos; ++at) {
    const std::string_view opening = std::string_view(out).substr(at, 2);
    if (opening != "/*" && opening != "//") continue;
    const std::size_t end = opening == "/*" ? out.find("*/", at + 2) : out.find('\n', at);
    const std::size_t behind =
        std::min(out.size(), opening == "/*" && end != std::string::npos ? end + 2 : end);
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(at), out.begin() + static_cast<std::ptrdiff_t>(behind),
        [](char letter) { return letter != '\n'; }, ' ');
  }
  return out;
}

bool is_hex(char letter) { return std::isxdigit(static_cast<unsigned char>(letter)) != 0; }

Octets numbers_in(std::string_view initialiser) {
  Octets octets;
  for (std::size_t at = 0; (at = initialiser.find("0x", at)) != std::string_view::npos;) {
    at += 2;
    std::string digits;
    for (; at < initialiser.size() && is_hex(initialiser[at]); ++at) digits += initialiser[at];
    if (digits.size() == 1) digits.insert(0, "0");
    Octets octet;
    if (digits.size() != 2 || !from_hex(digits, octet)) return {};
    octets.push_back(octet.front());
  }
  return octets;
}

}  // namespace

std::vector<Octets> c_arrays_in(std::string_view text) {
  std::vector<Octets> arrays;
  const std::string code = without_comments(text);
  for (std::size_t open = 0; (open = code.find('{', open)) != std::string::npos; ++open) {
    const std::size_t close = code.find('}', open);
    if (close == std::string::npos) break;
    Octets octets = numbers_in(std::string_view(code).substr(open, close - open));
    if (!octets.empty()) arrays.push_back(std::move(octets));
  }
  return arrays;
}

std::string without_escapes(std::string_view text) {
  std::string out(text);
  if (out.find("\\x") == std::string::npos) return out;
  for (std::size_t at = 0; (at = out.find("\\x", at)) != std::string::npos;) out.replace(at, 2, "  ");
  std::replace_if(
      out.begin(), out.end(), [](char letter) { return letter == '"' || letter == '\\'; }, ' ');
  return out;
}

}  // namespace icmpwire::cli
