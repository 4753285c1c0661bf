#include "cli/hex_dump.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace icmpwire::cli {
namespace {

constexpr std::size_t most_octets = 65535 + 18;  // a whole datagram behind an Ethernet header with a VLAN tag
constexpr std::size_t octets_a_line = 16;
constexpr std::size_t octets_a_half = 8;
constexpr std::string_view blanks = " \t\r";

tl::unexpected<Failure> unreadable(std::size_t line, std::size_t column, std::string detail) {
  Failure failure;
  failure.operation = "read";
  failure.object = "line " + std::to_string(line) + ", column " + std::to_string(column);
  failure.reason = Reason::bad_file;
  failure.detail = std::move(detail);
  failure.needs = "needs octets in hexadecimal, two digits each, or a dump of them";
  return tl::unexpected(std::move(failure));
}

std::string_view after_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

// "0x0010:", "00000010:" or, with at least two blanks behind it, "0010": how long it is. It counts only where
// it is the offset of the next octet: plain digits could look the same.
std::optional<std::size_t> offset_length(std::string_view line, std::size_t expected) {
  const std::size_t prefix = line.substr(0, 2) == "0x" ? 2 : 0;
  std::size_t offset = 0;
  const char* end = line.data() + line.size();
  const auto [stopped, error] = std::from_chars(line.data() + prefix, end, offset, 16);
  const auto digits = static_cast<std::size_t>(stopped - line.data()) - prefix;
  if (error != std::errc{} || digits < 4 || offset != expected) return std::nullopt;
  const std::string_view rest = line.substr(prefix + digits);
  if (rest.substr(0, 1) == ":" && blanks.find(rest[rest.size() > 1 ? 1 : 0]) != std::string_view::npos)
    return prefix + digits + 1;
  if (rest.substr(0, 2) == "  ") return prefix + digits;
  return std::nullopt;
}

// Where a line's octets end and its text column begins: at the first gap that is none between octets.
std::string_view octets_of_line(std::string_view line) {
  std::size_t octets = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    octets += (end - at) / 2;
    const std::size_t next = std::min(line.find_first_not_of(blanks, end), line.size());
    const bool is_middle = octets == octets_a_half && end - at == 2 && next - end == 2;
    if (octets >= octets_a_line || (next - end > 1 && !is_middle)) return line.substr(0, end);
    at = next;
  }
  return line;
}

Result<void> append(Octets& all, std::string_view text, std::size_t line, std::size_t column) {
  Octets octets;
  std::size_t at = 0;
  if (!from_hex(text, octets, &at)) {
    const std::string found = at < text.size() ? std::string{'\'', text[at], '\''} : "the end of the line";
    return unreadable(line, column + at + 1, found + " is no hexadecimal digit");
  }
  all.insert(all.end(), octets.begin(), octets.end());
  if (all.size() > most_octets) return unreadable(line, 1, "more octets than a packet can have");
  return {};
}

}  // namespace

Result<Octets> read_hex_dump(std::string_view text) {
  Octets octets;
  bool is_dump = false;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    std::string_view line = after_blanks(whole);
    if (const auto offset = offset_length(line, octets.size())) {
      is_dump = true;
      line = octets_of_line(after_blanks(line.substr(*offset)));
    } else if (is_dump && line.find_first_of(blanks) == std::string_view::npos) {
      continue;  // hexdump and od close with the count of octets
    }
    const auto column = static_cast<std::size_t>(line.data() - whole.data());
    if (auto appended = append(octets, line, number, column); !appended) {
      return tl::unexpected(std::move(appended.error()));
    }
  }
  if (octets.empty()) return unreadable(1, 1, "no octets");
  return octets;
}

}  // namespace icmpwire::cli
