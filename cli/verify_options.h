// What a person may ask of `icmpwire verify`.
#pragma once

#include "cli/option_table.h"
#include "cli/wire_choice.h"
#include "packet/field_mask.h"
#include "packet/time.h"

namespace icmpwire::cli {

struct VerifyOptions : CommonOptions, WireSwitches {
  FieldMask ignored;       // besides the usual ones
  bool is_strict = false;  // without the usual ones
  Nanos patience = std::chrono::seconds(1);
  Nanos interval{};
  std::string junit;  // a file; empty: none
};

extern const CommandText verify_words;
OptionTable<VerifyOptions> verify_options();

}  // namespace icmpwire::cli
