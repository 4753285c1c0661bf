#include "cli/craft_output.h"

#include "capture/pcap_format.h"
#include "cli/craft_line.h"
#include "cli/octet_text.h"

namespace icmpwire::cli {
namespace {

// A pcap file of one packet, at time 0.
std::string pcap_file(Bytes octets, LinkType link) {
  CapturedPacket packet;
  packet.octets = octets;
  Octets file;
  append_pcap_header(file, static_cast<std::uint32_t>(link));
  append_pcap_packet(file, packet);
  return {file.begin(), file.end()};
}

}  // namespace

std::string crafted_text(const Draft& draft, CraftFormat format) {
  const Octets packet = build(draft);
  switch (format) {
    case CraftFormat::hex:
      return hex_lines(packet, Offsets::none);
    case CraftFormat::pcap:
      return pcap_file(packet, draft.link());
    case CraftFormat::c_array:
      return c_array("packet", packet);
    case CraftFormat::language:
      break;
  }
  const auto arguments = craft_arguments(packet, draft.link());
  return arguments ? shell_line(*arguments) : std::string();
}

}  // namespace icmpwire::cli
