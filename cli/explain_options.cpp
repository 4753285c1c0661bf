#include "cli/explain_options.h"

#include <algorithm>
#include <array>

#include "cli/color.h"
#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ExplainOptions>;
using Text = std::string_view;

Taken take_link(ExplainOptions& options, Text text) { return store(options.link, parse_link(text)); }

Taken take_format(ExplainOptions& options, Text text) {
  const auto format = parse_explain_format(text);
  if (!format) return tl::unexpected(format.error());
  options.format = *format;
  options.json = options.format == ExplainFormat::json;  // errors too
  return {};
}

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-n,--number", "N", "packet N of a capture alone, counted from 1",
        [](ExplainOptions& options, Text text) {
          return store(options.number, parse_number(text, 1, UINT64_MAX));
        }},
    Row{"--link", "TYPE",
        "what the octets begin with: ethernet, raw, ipv4, ipv6, null, loop, sll, sll2, ppp, ppp-serial, "
        "pppoe; else as the capture "
        "says, and for octets a bare datagram where they begin with 4 or 6, else Ethernet",
        take_link},
    Row{"--format", "FORMAT",
        "text (the default), json, html (one page that needs nothing else), svg (one packet, for slides) or "
        "markdown",
        take_format},
    Row{"--checksum", "", "in text: the checksums worked out step by step",
        turn_on<&ExplainOptions::checksum, ExplainOptions>},
    Row{"--output", "FILE", "write to FILE instead of standard output",
        [](ExplainOptions& options, Text text) { return store_text(options.output, text); }},
    color_row<ExplainOptions>(),
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, ExplainOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, ExplainOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, ExplainOptions>},
};

}  // namespace

Value<ExplainFormat> parse_explain_format(std::string_view text) {
  constexpr std::array<Text, 5> formats = {"text", "json", "html", "svg", "markdown"};
  const auto found = std::find(formats.begin(), formats.end(), text);
  if (found == formats.end())
    return tl::unexpected("'" + std::string(text) + "' is none of text, json, html, svg, markdown");
  return static_cast<ExplainFormat>(found - formats.begin());
}

const CommandText explain_words = {
    "explain", "FILE|FILE#N|HEX...|-", "draws and annotates every octet of a packet",
    "Draws and annotates every octet of a packet: of a capture (pcap or pcapng, also compressed), or of "
    "octets in hexadecimal, as arguments; either also from standard input (-). Dumps of tcpdump -x, xxd, "
    "hexdump -C and Wireshark are read as they are, and so are C arrays.",
    "Exit status: 0 everything was read, 2 anything else."};

OptionTable<ExplainOptions> explain_options() { return rows; }

}  // namespace icmpwire::cli
