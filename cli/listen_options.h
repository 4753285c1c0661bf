// What a person may ask of `icmpwire listen`.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/option_table.h"
#include "cli/wire_choice.h"

namespace icmpwire::cli {

struct ListenOptions : CommonOptions, WireSwitches {
  std::optional<std::uint64_t> count;  // packets after which it ends
  unsigned verbosity = 0;              // 0 a line a packet, 1 every field of it, 2 every octet
};

extern const CommandText listen_words;
OptionTable<ListenOptions> listen_options();

}  // namespace icmpwire::cli
