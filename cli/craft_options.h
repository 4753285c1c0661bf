// What a person may ask of `icmpwire craft`.
#pragma once

#include <string>

#include "cli/packet_switches.h"

namespace icmpwire::cli {

enum class CraftFormat : std::uint8_t { hex, pcap, c_array, json, text, language };

struct CraftOptions : CommonOptions, PacketSwitches {
  CraftFormat format = CraftFormat::hex;
  std::string output;  // empty: standard output
};

extern const CommandText craft_words;
OptionTable<CraftOptions> craft_options();

}  // namespace icmpwire::cli
