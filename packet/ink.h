// Colour for text on a terminal: the same words with and without it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace icmpwire {

// What a text is written with.
enum class Ink : std::uint8_t { plain, coloured };

// What a piece of text is for its reader; each has a colour of its own.
enum class Shade : std::uint8_t { heading, offset, octets, value, pointer, wrong };

// `text` in its colour, line by line; blanks at both ends of a line stay bare. Takes up as many columns as
// `text`, but is longer: whoever lays out text does so before. As it is where the ink is plain.
std::string painted(std::string_view text, Shade shade, Ink ink);

// The same, appended.
void paint(std::string& out, std::string_view text, Shade shade, Ink ink);

}  // namespace icmpwire
