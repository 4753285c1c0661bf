#include "cli/hex_dump.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "cli/c_octets.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t most_octets = 65535 + 18;  // a whole datagram behind an Ethernet header with a VLAN tag
constexpr std::size_t octets_a_line = 16;
constexpr std::size_t octets_a_half = 8;
constexpr std::string_view blanks = " \t\r";

// One line of the text, and what is left of it to read.
struct Line {
  std::string_view whole;
  std::size_t number;  // from 1
  std::string_view rest;

  std::size_t column() const { return static_cast<std::size_t>(rest.data() - whole.data()) + 1; }
  void skip(std::size_t count) { rest.remove_prefix(std::min(count, rest.size())); }
  void skip_blanks() { skip(rest.find_first_not_of(blanks)); }
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    lines.push_back({whole, lines.size() + 1, whole});
    lines.back().skip_blanks();
    text.remove_prefix(std::min(whole.size() + 1, text.size()));
  }
  return lines;
}

tl::unexpected<Failure> unreadable(std::size_t line, std::size_t column, std::string detail) {
  Failure failure;
  failure.operation = "read";
  failure.object = "line " + std::to_string(line) + ", column " + std::to_string(column);
  failure.reason = Reason::bad_file;
  failure.detail = std::move(detail);
  failure.needs = "needs octets in hexadecimal, two digits each, or a dump of them";
  return tl::unexpected(std::move(failure));
}

// "0x0010:", "00000010:" or, with at least two blanks behind it, "0010": the offset, taken off the line.
std::optional<std::size_t> take_offset(Line& line) {
  const std::size_t prefix = line.rest.substr(0, 2) == "0x" ? 2 : 0;
  const std::size_t end = line.rest.find_first_not_of("0123456789abcdefABCDEF", prefix);
  if (end == std::string_view::npos || end < prefix + 4) return std::nullopt;
  const std::string_view behind = line.rest.substr(end, 2);
  if (behind != ": " && behind != "  ") return std::nullopt;

  std::size_t offset = 0;
  const auto digits = line.rest.substr(prefix, end - prefix);
  const auto [stopped, error] = std::from_chars(digits.data(), digits.data() + digits.size(), offset, 16);
  if (error != std::errc{}) return std::nullopt;
  line.skip(end + 1);
  line.skip_blanks();
  return offset;
}

// Where the octets end and the text column begins: at the first gap that is none between octets.
std::string_view before_text_column(std::string_view line) {
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

Result<void> append(Octets& packet, const Line& line) {
  Octets octets;
  std::size_t at = 0;
  if (!from_hex(line.rest, octets, &at)) {
    const std::string found =
        at < line.rest.size() ? std::string{'\'', line.rest[at], '\''} : "the end of the line";
    return unreadable(line.number, line.column() + at, found + " is no hexadecimal digit");
  }
  packet.insert(packet.end(), octets.begin(), octets.end());
  if (packet.size() > most_octets) return unreadable(line.number, 1, "more octets than a packet can have");
  return {};
}

bool is_dump(const std::vector<Line>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](Line line) { return take_offset(line) == 0U; });
}

// Says of hexdump and xxd -a that lines like the one before were left out.
bool is_star(const Line& line) { return line.rest.substr(0, line.rest.find_last_not_of(blanks) + 1) == "*"; }

// The last line of octets again and again, up to the offset behind it.
void repeat_line(Octets& packet, std::size_t offset) {
  if (packet.size() < octets_a_line || offset > most_octets) return;
  const Bytes tail = Bytes(packet).last(octets_a_line);
  const Octets last(tail.begin(), tail.end());
  while (packet.size() + octets_a_line <= offset) packet.insert(packet.end(), last.begin(), last.end());
}

// Of hexdump's last line, which is nothing but the offset behind the last octet; 0 of any other.
std::size_t bare_offset(const Line& line) {
  std::size_t offset = 0;
  const char* end = line.rest.data() + line.rest.size();
  const auto [stopped, error] = std::from_chars(line.rest.data(), end, offset, 16);
  const std::string_view behind(stopped, static_cast<std::size_t>(end - stopped));
  return error == std::errc{} && behind.find_first_not_of(blanks) == std::string_view::npos ? offset : 0;
}

// Adds one line of a dump to the packets; `left_out`: lines before it were.
Result<void> append_dumped(std::vector<Octets>& packets, Line line, bool left_out) {
  const auto offset = take_offset(line);
  if (!offset && left_out && !packets.empty()) repeat_line(packets.back(), bare_offset(line));
  if (!offset) return {};
  if (*offset == 0) packets.emplace_back();
  if (left_out && !packets.empty()) repeat_line(packets.back(), *offset);
  if (packets.empty() || *offset != packets.back().size()) {
    return unreadable(line.number, 1, "this offset does not follow the octets before it");
  }
  line.rest = before_text_column(line.rest);
  return append(packets.back(), line);
}

}  // namespace

Result<std::vector<Octets>> read_hex_dump(std::string_view source) {
  std::vector<Octets> arrays = c_arrays_in(source);
  if (!arrays.empty()) return arrays;
  const std::string text = without_escapes(source);
  const std::vector<Line> lines = lines_of(text);
  const bool dumped = is_dump(lines);
  std::vector<Octets> packets(dumped ? 0 : 1);
  bool left_out = false;
  for (const Line& line : lines) {
    const auto appended = dumped ? append_dumped(packets, line, left_out) : append(packets.front(), line);
    if (!appended) return tl::unexpected(appended.error());
    left_out = is_star(line);
  }
  if (packets.front().empty()) return unreadable(1, 1, "there are no octets");
  return packets;
}

}  // namespace icmpwire::cli
