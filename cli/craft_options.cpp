#include "cli/craft_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Options = CraftOptions;
using Row = OptionRow<Options>;
using Text = std::string_view;

Taken take_format(Options& options, Text text) {
  constexpr std::array<std::pair<Text, CraftFormat>, 5> formats = {{{"hex", CraftFormat::hex},
                                                                    {"pcap", CraftFormat::pcap},
                                                                    {"c", CraftFormat::c_array},
                                                                    {"json", CraftFormat::json},
                                                                    {"text", CraftFormat::text}}};
  for (const auto& [name, format] : formats) {
    if (name != text) continue;
    options.format = format;
    options.json = format == CraftFormat::json;
    return {};
  }
  return tl::unexpected(quoted(text) + " is none of hex, pcap, c, json, text");
}

template <CraftFormat Format>
Taken set_format(Options& options, Text) {
  options.format = Format;
  options.json = Format == CraftFormat::json;
  return {};
}

const std::array output_rows = {
    Row{"", "", "What is written:"},
    Row{"--format", "NAME",
        "hex (unless told), pcap, c (an array), json (a line as of explain), text (as of explain)",
        take_format},
    Row{"--language", "", "the command line that makes the packet", set_format<CraftFormat::language>},
    Row{"--output", "FILE", "there instead of to standard output",
        [](Options& options, Text text) { return store_text(options.output, text); }},
    Row{"-j,--json", "", "the same as --format json (docs/json/icmpwire.schema.json)",
        set_format<CraftFormat::json>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},
};

const auto rows =
    joined(header_rows<Options>("the source address; 0.0.0.0 unless told"), ip_option_rows<Options>(),
           extension_rows<Options>(), data_rows<Options>(), output_rows);

}  // namespace

const CommandText craft_words = {
    "craft",
    "[DESTINATION]",
    "makes one packet, octet by octet, and sends nothing",
    "Makes one packet, an echo request to DESTINATION unless told otherwise, and writes its octets. What is "
    "not given is computed, what is given stays as it is, however wrong. No network is touched.",
    "Exit status: 0 the packet is written, 2 anything else.",
    all_option_words_help};

OptionTable<CraftOptions> craft_options() { return rows; }

}  // namespace icmpwire::cli
