#include "cli/craft_output.h"

#include "cli/craft_line.h"
#include "cli/json_lines.h"

namespace icmpwire::cli {
namespace {

std::string hex_lines(Bytes packet) {
  constexpr std::size_t octets_a_line = 16;
  std::string text;
  for (std::size_t at = 0; at < packet.size(); at += octets_a_line)
    text += to_hex(first_at_most(packet.subspan(at), octets_a_line)) + "\n";
  return text;
}

std::string c_array(Bytes packet) {
  constexpr std::size_t octets_a_line = 12;
  std::string text = "static const unsigned char packet[" + std::to_string(packet.size()) + "] = {";
  for (std::size_t i = 0; i < packet.size(); ++i) {
    text += i % octets_a_line == 0 ? "\n    " : " ";
    text += "0x" + to_hex(packet.subspan(i, 1)) + ",";
  }
  return text + "\n};\n";
}

void append_u32(std::string& text, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 0xff);
}

// A pcap file of one packet at time 0 (draft-ietf-opsawg-pcap), in network byte order.
std::string pcap_file(Bytes packet, LinkType link) {
  constexpr std::uint32_t magic = 0xa1b2c3d4;  // microseconds
  constexpr std::uint32_t version = 2U << 16 | 4U;
  constexpr std::uint32_t snap_length = 262144;
  const auto size = static_cast<std::uint32_t>(packet.size());
  std::string file;
  for (const std::uint32_t word :
       {magic, version, 0U, 0U, snap_length, static_cast<std::uint32_t>(link), 0U, 0U, size, size})
    append_u32(file, word);
  return file.append(packet.begin(), packet.end());
}

}  // namespace

std::string crafted_text(const Draft& draft, CraftFormat format) {
  const Octets packet = build(draft);
  switch (format) {
    case CraftFormat::hex:
      return hex_lines(packet);
    case CraftFormat::pcap:
      return pcap_file(packet, draft.link());
    case CraftFormat::c_array:
      return c_array(packet);
    case CraftFormat::json:
      return packet_line(dissect(packet, draft.link()), draft.link(), 1, std::nullopt);
    case CraftFormat::text:
      return explained(dissect(packet, draft.link()), draft.link());
    case CraftFormat::language:
      break;
  }
  const auto arguments = craft_arguments(packet, draft.link());
  return arguments ? shell_line(*arguments) : std::string();
}

}  // namespace icmpwire::cli
