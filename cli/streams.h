// Where a command writes: results and errors, each text at once.
#pragma once

#include <cstdio>
#include <string_view>

#include "packet/ink.h"

namespace icmpwire::cli {

struct Streams {
  std::FILE* out;
  std::FILE* error;
  Ink ink = Ink::plain;  // of text for `out`
};

// Writes and hands over at once: a line that is there can be seen.
inline void write(std::FILE* file, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), file);
  std::fflush(file);
}

}  // namespace icmpwire::cli
