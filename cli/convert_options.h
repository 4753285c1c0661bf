// What a person may ask of `icmpwire convert`.
#pragma once

#include <optional>

#include "cli/option_table.h"
#include "packet/link_type.h"

namespace icmpwire::cli {

enum class PacketFormat : std::uint8_t { pcap, pcapng, json, hex, c };

struct ConvertOptions : CommonOptions {
  std::optional<PacketFormat> to;  // unset: as the output's name says
  std::string output;              // empty or -: standard output, which takes texts alone
  std::optional<LinkType> link;    // unset: as the file says
};

extern const CommandText convert_words;
OptionTable<ConvertOptions> convert_options();

// By the name's ending: .pcap, .pcapng, .jsonl or .json, .hex or .txt, .c or .h.
std::optional<PacketFormat> format_of_name(std::string_view name);

}  // namespace icmpwire::cli
