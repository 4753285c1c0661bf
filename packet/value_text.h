// Ways to write a field's value, for places of different room.
#pragma once

#include <string>
#include <vector>

#include "packet/layout.h"

namespace icmpwire {

// Best first, at least one: "1 (ICMP)", "1"; "0x1f", "1f". `header` must hold the field.
std::vector<std::string> value_texts(const FieldInfo& field, Bytes header);

// A number as the field's format writes it, without its name: "64", "0x1f".
std::string number_text(const FieldInfo& field, std::uint64_t value);

}  // namespace icmpwire
