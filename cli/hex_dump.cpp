#include "cli/hex_dump.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "cli/c_octets.h"
#include "cli/packet_words.h"
#include "cli/unreadable.h"

namespace icmpwire::cli {
namespace {

constexpr std::size_t most_octets = 262144;  // what capture files are written with
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

// What a comment line says; empty of other lines.
std::string_view words_of(const Line& line) {
  std::string_view words = line.rest;
  if (!words.starts_with('#')) return {};
  words.remove_prefix(words.starts_with("# ") ? 2 : 1);
  if (words.ends_with('\r')) words.remove_suffix(1);
  return words;
}

bool is_dump(const std::vector<Line>& lines) {
  return std::any_of(lines.begin(), lines.end(),
                     [](Line line) { return begins_packet(words_of(line)) || take_offset(line) == 0U; });
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

// Takes a dump in, line by line.
class DumpReader {
 public:
  Result<void> add(const Line& line) {
    const std::string_view words = words_of(line);
    Result<void> added = words.empty() ? add_octets(line) : add_words(line, words);
    left_out_ = is_star(line);
    return added;
  }
  std::vector<TextPacket> take() { return std::move(packets_); }

 private:
  Result<void> add_words(const Line& line, std::string_view words) {
    if (begins_packet(words)) {
      packets_.emplace_back();
      described_ = true;
    }
    if (!described_) return {};
    if (const auto taken = take_packet_words(words, packets_.back()); !taken)
      return unreadable(line.number, 1, taken.error());
    return {};
  }

  Result<void> add_octets(Line line) {
    const auto offset = take_offset(line);
    if (!offset && left_out_ && !packets_.empty()) repeat_line(octets(), bare_offset(line));
    if (!offset) return {};
    if (*offset == 0 && !std::exchange(described_, false)) packets_.emplace_back();
    if (left_out_ && !packets_.empty()) repeat_line(octets(), *offset);
    if (packets_.empty() || *offset != octets().size())
      return unreadable(line.number, 1, "this offset does not follow the octets before it");
    line.rest = before_text_column(line.rest);
    return append(octets(), line);
  }

  Octets& octets() { return packets_.back().octets; }

  std::vector<TextPacket> packets_;
  bool left_out_ = false;   // lines before this one were
  bool described_ = false;  // the last packet has its words, and not its octets
};

}  // namespace

Result<std::vector<TextPacket>> read_hex_dump(std::string_view source) {
  const std::vector<Line> dumped = lines_of(source);
  if (is_dump(dumped)) {
    DumpReader reader;
    for (const Line& line : dumped) {
      if (Result<void> added = reader.add(line); !added) return tl::unexpected(std::move(added).error());
    }
    return reader.take();
  }
  Result<std::vector<TextPacket>> packets = c_packets_in(source);
  if (!packets || !packets->empty()) return packets;
  packets->resize(1);
  const std::string text = without_escapes(source);
  for (const Line& line : lines_of(text)) {
    if (Result<void> added = append(packets->front().octets, line); !added)
      return tl::unexpected(std::move(added).error());
  }
  if (packets->front().octets.empty()) return unreadable(1, 1, "there are no octets");
  return packets;
}

}  // namespace icmpwire::cli
