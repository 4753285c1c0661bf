// The program: from its arguments to its exit status.
#pragma once

#include <span>
#include <string>

#include "cli/streams.h"

namespace icmpwire::cli {

// `arguments` are those behind the program's name. Errors go to streams.error; with --json, as a record, to
// streams.out.
int run(std::span<const std::string> arguments, Streams streams);

}  // namespace icmpwire::cli
