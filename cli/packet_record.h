// Records of packets, read back from JSON Lines.
#pragma once

#include <optional>
#include <string_view>

#include "cli/text_packet.h"

namespace icmpwire::cli {

// The packet of a line that packet_line (json_lines.h) wrote, or an older or foreign one with octets at
// least; nullopt of other records and of empty lines. Or what is wrong with it.
Value<std::optional<TextPacket>> read_packet_record(std::string_view line);

}  // namespace icmpwire::cli
