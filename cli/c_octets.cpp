#include "cli/c_octets.h"

#include <algorithm>
#include <charconv>

#include "cli/packet_words.h"
#include "cli/unreadable.h"

namespace icmpwire::cli {
namespace {

constexpr std::string_view blanks = " \t\r\n";

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

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool is_hexadecimal(std::string_view number) { return number.starts_with("0x") || number.starts_with("0X"); }

// An integer literal of C, without regard to its suffix (C11 6.4.4.1).
std::optional<std::uint8_t> octet_of(std::string_view literal) {
  literal = literal.substr(0, literal.find_last_not_of("uUlL") + 1);
  const bool is_hex = is_hexadecimal(literal);
  const bool is_octal = !is_hex && literal.size() > 1 && literal.front() == '0';
  if (is_hex) literal.remove_prefix(2);
  std::uint8_t octet = 0;
  const char* const end = literal.data() + literal.size();
  const auto [stopped, error] = std::from_chars(literal.data(), end, octet, is_hex ? 16 : is_octal ? 8 : 10);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return octet;
}

// Walks through the initialisers of a source in their order.
class CSource {
 public:
  explicit CSource(std::string_view text) : text_(text), code_(without_comments(text)) {}

  Result<std::vector<TextPacket>> packets() {
    for (std::size_t close = 0; (close = code_.find('}', close)) != std::string::npos; ++close) {
      const std::size_t open = code_.rfind('{', close);
      if (open == std::string::npos || open < begun_) continue;  // the end of a nested one's outer
      if (!follows_initialisation(open)) continue;
      if (auto taken = take_words(begun_, open); !taken) return tl::unexpected(std::move(taken).error());
      if (auto taken = take_octets(open + 1, close); !taken) return tl::unexpected(std::move(taken).error());
      begun_ = close;
    }
    return std::move(packets_);
  }

 private:
  tl::unexpected<Failure> bad(std::size_t at, std::string detail) const {
    const auto begin = text_.begin();
    const auto lines = std::count(begin, begin + static_cast<std::ptrdiff_t>(at), '\n');
    const std::size_t line_begin = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;
    return unreadable(static_cast<std::size_t>(lines) + 1, at - line_begin + 1, std::move(detail));
  }

  bool follows_initialisation(std::size_t open) const {
    const std::string_view before = trimmed(std::string_view(code_).substr(0, open));
    return before.ends_with('=') || before.ends_with('{') || before.ends_with(',');
  }

  // What the comments between two initialisers say of the second.
  Result<void> take_words(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t line_end = std::min(text_.find('\n', begin), end);
      const std::string_view line = words_of(text_.substr(begin, line_end - begin));
      if (begins_packet(line)) {
        packets_.emplace_back();
        described_ = true;
      }
      if (described_) {
        if (auto taken = take_packet_words(line, packets_.back()); !taken) return bad(begin, taken.error());
      }
      begin = line_end + 1;
    }
    return {};
  }

  // A comment's line without the marks of one.
  static std::string_view words_of(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t/*"), line.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    constexpr std::string_view end = " */";
    if (line.ends_with(end)) line.remove_suffix(end.size());
    return line;
  }

  Result<void> take_octets(std::size_t begin, std::size_t end) {
    const std::string_view numbers = std::string_view(code_).substr(begin, end - begin);
    const bool is_packet = numbers.find("0x") != std::string_view::npos || is_hexadecimal(trimmed(numbers));
    if (is_packet && !described_) packets_.emplace_back();
    described_ = false;
    if (!is_packet) return {};
    for (std::size_t at = 0; at < numbers.size();) {
      const std::string_view whole = numbers.substr(at, numbers.find(',', at) - at);
      const std::string_view number = trimmed(whole);
      const auto octet = octet_of(number);
      if (octet) packets_.back().octets.push_back(*octet);
      const bool is_behind_last_comma = number.empty() && at + whole.size() == numbers.size();
      if (!octet && !is_behind_last_comma) {
        const std::size_t blank = std::min(whole.find_first_not_of(blanks), whole.size());
        return bad(begin + at + blank, "'" + std::string(number) + "' is no octet");
      }
      at += whole.size() + 1;
    }
    return {};
  }

  std::string_view text_;
  std::string code_;
  std::vector<TextPacket> packets_;
  std::size_t begun_ = 0;   // what stands before was looked at
  bool described_ = false;  // the last packet has its words, and not its octets
};

}  // namespace

Result<std::vector<TextPacket>> c_packets_in(std::string_view text) { return CSource(text).packets(); }

std::string without_escapes(std::string_view text) {
  std::string out(text);
  if (out.find("\\x") == std::string::npos) return out;
  for (std::size_t at = 0; (at = out.find("\\x", at)) != std::string::npos;) out.replace(at, 2, "  ");
  std::replace_if(
      out.begin(), out.end(), [](char letter) { return letter == '"' || letter == '\\'; }, ' ');
  return out;
}

}  // namespace icmpwire::cli
