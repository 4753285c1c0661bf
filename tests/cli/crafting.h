// Packets by the command line of `icmpwire craft`.
#pragma once

#include <string>

#include "packet/bytes.h"
#include "tests/cli/program.h"

namespace icmpwire::test {

// Words as a shell takes them: single quotes, and a backslash before a line end.
Words shell_words(const std::string& line);

// Of `icmpwire craft ARGUMENTS`.
Words craft(const std::string& arguments);

// The octets that the program writes; anything else fails the test.
Octets crafted(const Words& arguments);

// Arguments that are refused, and the error behind "icmpwire: cannot ", without its line end.
struct Refused {
  const char* arguments;
  const char* error;
};
void expect_refused(const Ran& ran, const Refused& refused);

}  // namespace icmpwire::test
