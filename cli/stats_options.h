// What a person may ask of `icmpwire stats`.
#pragma once

#include "cli/option_table.h"

namespace icmpwire::cli {

struct StatsOptions : CommonOptions {};

extern const CommandText stats_words;
OptionTable<StatsOptions> stats_options();

}  // namespace icmpwire::cli
