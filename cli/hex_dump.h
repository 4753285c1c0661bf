// Octets out of a text that holds them in hexadecimal: plain, or as dumping programs print them.
#pragma once

#include <string_view>

#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire::cli {

// Plain digits with anything between octets that from_hex passes over; or lines that begin with their offset,
// as tcpdump -x and -X, xxd, hexdump -C, od and Wireshark write them, whose text column is passed over.
// Reason::bad_file, with line and column, for anything else.
Result<Octets> read_hex_dump(std::string_view text);

}  // namespace icmpwire::cli
