// Packets out of C source: arrays of octets and escaped strings, as Wireshark, xxd -i and `craft --c` make
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packet/bytes.h"

namespace icmpwire::cli {

// One packet an initialiser in braces: its numbers of one or two hexadecimal digits behind "0x". Comments are
// passed over, as is what stands outside of braces. Empty where the text holds none.
std::vector<Octets> c_arrays_in(std::string_view text);

// "\x45\x00", over several lines: the octets as plain digits, at the same places. Other text stays as it is.
std::string without_escapes(std::string_view text);

}  // namespace icmpwire::cli
