// Octets as text that other tools read: lines in hexadecimal, C arrays.
#pragma once

#include <string>
#include <string_view>

#include "packet/bytes.h"

namespace icmpwire::cli {

// Lines of 16 octets, each behind its offset as xxd -g1 writes it, or bare.
enum class Offsets { none, shown };
std::string hex_lines(Bytes octets, Offsets offsets);

// A definition of its own, named `name`; without octets it has one, of 0, as C asks.
std::string c_array(std::string_view name, Bytes octets);

}  // namespace icmpwire::cli
