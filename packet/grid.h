// Cells drawn as the RFCs draw headers: 32 bits a row, two columns a bit, cells over several rows open
// inside.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "packet/bytes.h"

namespace icmpwire {

struct Cell {
  std::uint32_t bit;    // first bit, counted from the start of the grid
  std::uint32_t width;  // in bits, at least 1
  std::string_view label;
  std::vector<std::string> values;  // ways to write the value, best first: the first that fits is drawn
  Bytes octets;                     // drawn one by one instead of a value; fill the cell where there are any
};

enum class GridText : std::uint8_t { labels, labels_and_values };

// The cells must follow each other without gap, the first at bit 0. Lines of 65 columns, without trailing
// blanks.
std::string draw_grid(std::span<const Cell> cells, GridText text);

}  // namespace icmpwire
