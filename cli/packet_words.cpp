#include "cli/packet_words.h"

#include <algorithm>
#include <limits>

#include "cli/escaped_text.h"
#include "cli/instant.h"
#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

constexpr std::string_view packet_word = "packet ";
constexpr std::string_view interface_word = "interface ";
constexpr std::string_view direction_word = "direction: ";
constexpr std::string_view comment_word = "comment: ";
constexpr std::string_view octets_word = " octets";
constexpr std::string_view cut_word = "cut from ";

// "packet 12: ", as far as it goes: the line behind it; nullopt of other lines.
std::optional<std::string_view> behind_number(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  const std::size_t end = line.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos || line.substr(end, 2) != ": ") return std::nullopt;
  return line.substr(end + 2);
}

Value<std::uint32_t> number_of(std::string_view text) {
  const auto number = parse_number(text, 0, std::numeric_limits<std::uint32_t>::max());
  if (!number) return tl::unexpected(number.error());
  return static_cast<std::uint32_t>(*number);
}

// One of the parts between the commas.
Value<void> take_part(std::string_view part, TextPacket& packet) {
  if (part.ends_with(octets_word)) return {};  // the octets follow
  if (part.starts_with(cut_word)) {
    const auto length = number_of(part.substr(cut_word.size()));
    if (!length) return tl::unexpected(length.error());
    packet.original_length = *length;
    return {};
  }
  if (const auto at = parse_instant(part)) {
    packet.at = *at;
    return {};
  }
  const auto link = parse_link_number(part);
  if (!link) return tl::unexpected(link.error());
  packet.link_number = *link;
  return {};
}

Value<void> take_heading(std::string_view parts, TextPacket& packet) {
  constexpr std::string_view separator = ", ";
  while (!parts.empty()) {
    const std::string_view part = parts.substr(0, parts.find(separator));
    if (auto taken = take_part(part, packet); !taken) return taken;
    parts.remove_prefix(std::min(parts.size(), part.size() + separator.size()));
  }
  return {};
}

Value<void> take_interface(std::string_view line, std::string_view name, TextPacket& packet) {
  line.remove_prefix(interface_word.size());
  const auto number = number_of(line.substr(0, line.find(':')));
  if (!number) return tl::unexpected(number.error());
  packet.interface = *number;
  packet.interface_name = unescaped(name);
  return {};
}

}  // namespace

std::vector<std::string> packet_words(const CapturedPacket& packet, std::uint64_t number) {
  std::string heading = std::string(packet_word) + std::to_string(number) + ": " +
                        std::to_string(packet.octets.size()) + std::string(octets_word) + ", " +
                        link_words(packet.link_number) + ", " + instant_text(packet.at);
  if (packet.original_length > packet.octets.size())
    heading += ", " + std::string(cut_word) + std::to_string(packet.original_length);
  std::vector<std::string> lines = {std::move(heading)};
  if (says_interface(packet)) {
    lines.push_back(std::string(interface_word) + std::to_string(packet.interface) + ": " +
                    escaped(packet.interface_name));
  }
  if (packet.direction)
    lines.push_back(std::string(direction_word).append(direction_text(*packet.direction)));
  for (const std::string_view comment : packet.comments)
    lines.push_back(std::string(comment_word) + escaped(comment));
  return lines;
}

bool begins_packet(std::string_view line) { return behind_number(line, packet_word).has_value(); }

Value<void> take_packet_words(std::string_view line, TextPacket& packet) {
  if (const auto parts = behind_number(line, packet_word)) return take_heading(*parts, packet);
  if (const auto name = behind_number(line, interface_word)) return take_interface(line, *name, packet);
  if (line.starts_with(comment_word)) packet.comments.push_back(unescaped(line.substr(comment_word.size())));
  if (!line.starts_with(direction_word)) return {};
  const auto direction = parse_direction(line.substr(direction_word.size()));
  if (!direction) return tl::unexpected(direction.error());
  packet.direction = *direction;
  return {};
}

}  // namespace icmpwire::cli
