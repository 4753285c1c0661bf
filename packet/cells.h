// A header as cells in rows of 32 bits: what every drawing of it begins with.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "packet/catalogue.h"
#include "packet/dissection.h"

namespace icmpwire {

inline constexpr std::uint32_t row_bits = 32;

struct Cell {
  std::uint32_t bit;    // first bit, counted from the start of the grid
  std::uint32_t width;  // in bits, at least 1
  std::string label;
  std::vector<std::string> values;  // ways to write the value, best first: the first that fits is drawn
  Bytes octets;                     // drawn one by one instead of a value; fill the cell where there are any
};

// Each follow each other without gap, the first at bit 0.
std::vector<Cell> cells_of(const Layout& layout);
// With what follows the header in its RFC's figure, and an option's type in binary, as RFC 791 has it.
std::vector<Cell> cells_of(const CatalogueEntry& entry);
// With the values of a packet's layer and of the parts of it that lie inside.
std::vector<Cell> cells_of(const Dissection& packet, const Layer& layer);

// The part of a cell that lies in one row.
struct Segment {
  std::uint32_t row;
  std::uint32_t first;  // bit in the row
  std::uint32_t width;  // in bits
};
std::vector<Segment> segments_of(const Cell& cell);

// Where a cell's words go: the middle one of its widest segments.
Segment place_of_words(std::span<const Segment> segments);

}  // namespace icmpwire
