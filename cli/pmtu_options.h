// What a person may ask of `icmpwire pmtu`.
#pragma once

#include "cli/path_options.h"

namespace icmpwire::cli {

struct PmtuOptions : PathSwitches {};

extern const CommandText pmtu_words;
OptionTable<PmtuOptions> pmtu_options();

}  // namespace icmpwire::cli
