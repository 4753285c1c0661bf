#include "cli/convert_options.h"

#include <array>

#include "cli/link_names.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ConvertOptions>;
using Text = std::string_view;

struct Ending {
  Text name;
  PacketFormat format;
};
constexpr Ending endings[] = {{"pcap", PacketFormat::pcap},  {"pcapng", PacketFormat::pcapng},
                              {"jsonl", PacketFormat::json}, {"json", PacketFormat::json},
                              {"hex", PacketFormat::hex},    {"txt", PacketFormat::hex},
                              {"c", PacketFormat::c},        {"h", PacketFormat::c}};

std::optional<PacketFormat> format_named(Text name) {
  for (const Ending& ending : endings) {
    if (ending.name == name) return ending.format;
  }
  return std::nullopt;
}

Taken take_format(ConvertOptions& options, Text text) {
  options.to = format_named(text);
  if (!options.to) return tl::unexpected<std::string>("it is none of pcap, pcapng, jsonl, hex, c");
  return {};
}

Taken take_link(ConvertOptions& options, Text text) { return store(options.link, parse_link(text)); }

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"--to", "FORMAT", "pcap, pcapng, jsonl, hex or c; else as the output's name ends", take_format},
    Row{"--output", "FILE", "where to; else, or with -, texts go to standard output",
        [](ConvertOptions& options, Text text) { return store_text(options.output, text); }},
    Row{"--link", "TYPE",
        "what the packets begin with, whatever FILE says: ethernet, raw, ...; else, where it says nothing, a "
        "bare datagram if they begin with 4 or 6, and Ethernet if they do not",
        take_link},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, ConvertOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, ConvertOptions>},
};

}  // namespace

const CommandText convert_words = {
    "convert", "FILE|-", "turns captures into pcap, pcapng, JSON Lines, hexadecimal or C, and back",
    "Turns a capture (pcap or pcapng), JSON Lines as icmpwire writes them, packets in hexadecimal (as "
    "tcpdump "
    "-x, xxd, hexdump -C and Wireshark print them) or C arrays into another of these formats; FILE may be "
    "compressed, and - is standard input. Link types, times, original lengths, interfaces, directions and "
    "comments go along; pcap has no room for the last three, and for one link type only.",
    "Exit status: 0 everything was converted, 2 anything else."};

OptionTable<ConvertOptions> convert_options() { return rows; }

std::optional<PacketFormat> format_of_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::nullopt : format_named(name.substr(dot + 1));
}

}  // namespace icmpwire::cli
