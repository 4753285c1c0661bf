#include "cli/craft_options.h"

#include <array>

#include "cli/color.h"

namespace icmpwire::cli {
namespace {

using Options = CraftOptions;
using Row = OptionRow<Options>;
using Text = std::string_view;

template <CraftFormat Format>
Taken set_format(Options& options, Text) {
  options.format = Format;
  options.explained.reset();
  options.json = false;
  return {};
}

Taken set_explained(Options& options, ExplainFormat format) {
  options.explained = format;
  options.json = format == ExplainFormat::json;  // errors too
  return {};
}

Taken take_format(Options& options, Text text) {
  if (text == "hex") return set_format<CraftFormat::hex>(options, text);
  if (text == "pcap") return set_format<CraftFormat::pcap>(options, text);
  if (text == "c") return set_format<CraftFormat::c_array>(options, text);
  const auto format = parse_explain_format(text);
  if (format) return set_explained(options, *format);
  return tl::unexpected(quoted(text) + " is none of hex, pcap, c, text, json, html, svg, markdown");
}

const std::array output_rows = {
    Row{"", "", "What is written:"},
    Row{"--format", "NAME",
        "hex (unless told), pcap, c (an array), or as icmpwire explain: text, json, html, svg, markdown",
        take_format},
    Row{"--explain", "", "draw and annotate it, as --format text unless another view is told",
        [](Options& options, Text) {
          return set_explained(options, options.explained.value_or(ExplainFormat::text));
        }},
    color_row<Options>(),
    Row{"--language", "", "the command line that makes the packet", set_format<CraftFormat::language>},
    Row{"--output", "FILE", "there instead of to standard output",
        [](Options& options, Text text) { return store_text(options.output, text); }},
    Row{"-j,--json", "", "the same as --format json (docs/json/icmpwire.schema.json)",
        [](Options& options, Text) { return set_explained(options, ExplainFormat::json); }},
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
