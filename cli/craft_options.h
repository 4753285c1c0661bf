// What a person may ask of `icmpwire craft`.
#pragma once

#include <string>

#include "cli/explain_options.h"
#include "cli/packet_switches.h"

namespace icmpwire::cli {

enum class CraftFormat : std::uint8_t { hex, pcap, c_array, language };

struct CraftOptions : CommonOptions, PacketSwitches {
  CraftFormat format = CraftFormat::hex;
  std::optional<ExplainFormat> explained;  // as `explain` shows it, instead of in `format`
  std::string output;                      // empty: standard output
};

extern const CommandText craft_words;
OptionTable<CraftOptions> craft_options();

}  // namespace icmpwire::cli
