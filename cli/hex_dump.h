// Packets out of a text that holds them in hexadecimal: plain, or as dumping programs print them.
#pragma once

#include <string_view>
#include <vector>

#include "cli/text_packet.h"
#include "packet/result.h"

namespace icmpwire::cli {

// One packet in plain digits, with anything between octets that from_hex passes over, or as an escaped
// string. Or any number of them in lines that begin with their offset, as tcpdump -x and -X, xxd, hexdump -C
// and Wireshark write them: offset 0 begins a packet; text columns and lines without an offset are passed
// over, but for comment lines ("# packet 1: ...") that say of the packet what packet_words.h has. Or as C
// arrays (c_octets.h). Reason::bad_file, with line and column, for anything else.
Result<std::vector<TextPacket>> read_hex_dump(std::string_view source);

}  // namespace icmpwire::cli
