// Packets out of C source: arrays of octets and escaped strings, as Wireshark, xxd -i, `craft --c` and
// `convert` make them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/text_packet.h"
#include "packet/result.h"

namespace icmpwire::cli {

// One packet an initialiser in braces that has a number in hexadecimal: its numbers, with what the comment
// above it says (packet_words.h). Other comments are passed over, as is what stands outside of braces. None
// where the text holds no such initialiser; Reason::bad_file, with the line, where one holds anything but
// octets.
Result<std::vector<TextPacket>> c_packets_in(std::string_view text);

// "\x45\x00", over several lines: the octets as plain digits, at the same places. Other text stays as it is.
std::string without_escapes(std::string_view text);

}  // namespace icmpwire::cli
