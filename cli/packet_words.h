// What a text says of a packet in the lines above its octets: written for people, and read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "capture/capture_file.h"
#include "cli/text_packet.h"
#include "cli/values.h"

namespace icmpwire::cli {

// "packet 1: 61 octets, EN10MB, 2023-11-14T22:13:20.000000005Z, cut from 90", and where the capture says so
// "interface 1: eth1", "direction: inbound", and "comment: sent" for each comment; escaped, without line
// ends.
std::vector<std::string> packet_words(const CapturedPacket& packet, std::uint64_t number);

// Whether the line is the first one of a packet.
bool begins_packet(std::string_view line);

// Takes in what one of these lines says; others are passed over. Or why the line cannot be read.
Value<void> take_packet_words(std::string_view line, TextPacket& packet);

}  // namespace icmpwire::cli
