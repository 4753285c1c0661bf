// --color: when text is coloured.
#pragma once

#include <cstdio>

#include "cli/option_table.h"
#include "packet/ink.h"

namespace icmpwire::cli {

Value<ColorWhen> parse_color(std::string_view text);

// What text for `out` is written with: by itself in colour on a terminal, unless the environment variable
// NO_COLOR is set (https://no-color.org) or the terminal is a dumb one.
Ink ink_for(ColorWhen when, std::FILE* out);

// The row of a command that explains packets as text.
template <class Options>
constexpr OptionRow<Options> color_row() {
  return {"--color", "WHEN",
          "colour in text: auto (the default: on a terminal, unless NO_COLOR is set), always, never",
          [](Options& options, std::string_view text) { return store(options.color, parse_color(text)); }};
}

}  // namespace icmpwire::cli
