// The law of a dissection: each octet belongs to one field, or to one run that is named.
#pragma once

#include <gtest/gtest.h>

#include "packet/dissection.h"

namespace icmpwire::test {

// Whether the layers [first, last) lie in [begin, end) without gap or overlap, each filled by its whole
// fields and by the layers inside it.
::testing::AssertionResult tiles(const Dissection& packet, std::size_t first, std::size_t last,
                                 std::uint32_t begin, std::uint32_t end);

inline ::testing::AssertionResult covers_every_octet(const Dissection& packet) {
  return tiles(packet, 0, packet.layers.size(), 0, static_cast<std::uint32_t>(packet.octets.size()));
}

}  // namespace icmpwire::test
