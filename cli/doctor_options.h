// What a person may ask of `icmpwire doctor`.
#pragma once

#include "cli/option_table.h"

namespace icmpwire::cli {

struct DoctorOptions : CommonOptions {};

extern const CommandText doctor_words;
OptionTable<DoctorOptions> doctor_options();

}  // namespace icmpwire::cli
