// What a person may ask of `icmpwire fields`.
#pragma once

#include "cli/option_table.h"

namespace icmpwire::cli {

enum class FieldsFormat : std::uint8_t { text, markdown };

struct FieldsOptions : CommonOptions {
  FieldsFormat format = FieldsFormat::text;
};

extern const CommandText fields_words;
OptionTable<FieldsOptions> fields_options();

}  // namespace icmpwire::cli
