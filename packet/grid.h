// Cells drawn as the RFCs draw headers: 32 bits a row, two columns a bit, cells over several rows open
// inside.
#pragma once

#include "packet/cells.h"
#include "packet/ink.h"

namespace icmpwire {

enum class GridText : std::uint8_t { labels, labels_and_values };

// Lines of 65 columns, without trailing blanks.
std::string draw_grid(std::span<const Cell> cells, GridText text, Ink ink = Ink::plain);

}  // namespace icmpwire
