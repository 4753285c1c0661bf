// Any text in one line that does no harm to a terminal or a comment of C, and back.
#pragma once

#include <string>
#include <string_view>

namespace icmpwire::cli {

// Line ends and other control characters as \n, \r, \t or \x1b, a backslash as two, and one between '*' and
// '/'.
std::string escaped(std::string_view text);
std::string unescaped(std::string_view line);

}  // namespace icmpwire::cli
