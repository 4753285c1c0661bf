// What a person may ask of `icmpwire replay`.
#pragma once

#include "cli/option_table.h"

namespace icmpwire::cli {

struct ReplayOptions : CommonOptions {};

extern const CommandText replay_words;
OptionTable<ReplayOptions> replay_options();

}  // namespace icmpwire::cli
