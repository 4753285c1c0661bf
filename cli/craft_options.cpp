#include "cli/craft_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Options = CraftOptions;
using Row = OptionRow<Options>;
using Text = std::string_view;

constexpr std::uint64_t most_data = 65535;

template <auto List>
Taken add_text(Options& options, Text text) {
  (options.*List).emplace_back(text);
  return {};
}

Taken add_octets(std::optional<Octets>& octets, Bytes more) {
  if (!octets) octets.emplace();
  octets->insert(octets->end(), more.begin(), more.end());
  return {};
}

Value<Octets> parse_octets(Text text) {
  Octets octets;
  if (!from_hex(text, octets)) {
    return tl::unexpected(quoted(text) + " is not in hexadecimal, two digits an octet");
  }
  return octets;
}

Taken add_hex(Options& options, Text text) {
  const auto octets = parse_octets(text);
  if (!octets) return tl::unexpected(octets.error());
  return add_octets(options.data, *octets);
}

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

const std::array header_rows = {
    Row{"", "", "The headers:"},
    Row{"-S,--source", "ADDRESS", "the source address; 0.0.0.0 unless told",
        [](Options& options, Text text) { return store(options.source, parse_address(text)); }},
    Row{"-t,--ttl", "N", "time to live; 64 unless told",
        [](Options& options, Text text) { return store(options.ttl, parse_number(text, 0, 255)); }},
    Row{"-Q,--tos", "TOS", "DSCP and ECN: a number, or names: ef, af41, cs6, ect0, ef+ce",
        [](Options& options, Text text) { return store(options.tos, parse_tos(text)); }},
    Row{"--set", "HEADER.FIELD=VALUE",
        "any field of ethernet, vlan, ip or icmp by the name that explain shows, as often as you like: "
        "ip.checksum=0x1234, icmp.type=timestamp; VALUE computed: what it would be unset",
        add_text<&PacketSwitches::settings>},
    Row{"--vlan", "ID", "an Ethernet header with a VLAN tag, or one more tag: 5, '5{priority=3}'",
        add_text<&PacketSwitches::tags>},

    Row{"", "", "The options of the IP header:"},
};

const std::array data_rows = {
    Row{"", "", "The data (none unless told):"},
    Row{"--data", "TEXT", "this text",
        [](Options& options, Text text) {
          return add_octets(options.data, Octets(text.begin(), text.end()));
        }},
    Row{"--hex", "HEX", "these octets; behind other --data and --hex", add_hex},
    Row{"-s,--size", "N", "cut the data, or fill it up, to N octets",
        [](Options& options, Text text) { return store(options.size, parse_number(text, 0, most_data)); }},
    Row{"-p,--pattern", "HEX", "fill up with these 1 to 16 octets; unless told with 0, 1, 2, ...",
        [](Options& options, Text text) { return store(options.pattern, parse_pattern(text)); }},
    Row{"--no-icmp", "", "no ICMP header: the data follow the IP header",
        turn_on<&PacketSwitches::no_icmp, Options>},
    Row{"--trailer", "HEX", "octets behind the datagram, as link layers pad",
        [](Options& options, Text text) { return store(options.trailer, parse_octets(text)); }},

    Row{"", "", "A recorded packet to begin with:"},
    Row{"--from", "FILE#N",
        "packet N of a capture (1 unless told), octet by octet; in headers that other options change, "
        "lengths and checksums are computed anew",
        [](Options& options, Text text) { return store_text(options.from, text); }},
    Row{"--keep", "HEADER.FIELD", "but for this one, as often as you like", add_text<&PacketSwitches::kept>},

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

const auto rows = joined(header_rows, ip_option_rows<Options>(), data_rows);

}  // namespace

const CommandText craft_words = {
    "craft",
    "[DESTINATION]",
    "makes one packet, octet by octet, and sends nothing",
    "Makes one packet, an echo request to DESTINATION unless told otherwise, and writes its octets. What is "
    "not given is computed, what is given stays as it is, however wrong. No network is touched.",
    "Exit status: 0 the packet is written, 2 anything else.",
    option_words_help};

OptionTable<CraftOptions> craft_options() { return rows; }

}  // namespace icmpwire::cli
