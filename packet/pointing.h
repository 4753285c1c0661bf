// Fields that hold a place in the packet, and the octets that they point at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "packet/dissection.h"

namespace icmpwire {

struct Pointing {
  std::size_t layer;  // of the dissection
  std::size_t field;  // of the layer's table
  std::uint32_t to;   // octet of the packet
};

// Of all pointers that point at an octet which is there: into their option, or into the quoted datagram.
std::vector<Pointing> pointings(const Dissection& packet);

}  // namespace icmpwire
