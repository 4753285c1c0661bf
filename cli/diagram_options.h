// What a person may ask of `icmpwire diagram`.
#pragma once

#include "cli/option_table.h"

namespace icmpwire::cli {

enum class DiagramFormat : std::uint8_t { text, svg };

struct DiagramOptions : CommonOptions {
  DiagramFormat format = DiagramFormat::text;
};

extern const CommandText diagram_words;
OptionTable<DiagramOptions> diagram_options();

}  // namespace icmpwire::cli
