#include "cli/explain_options.h"

#include <algorithm>
#include <array>

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ExplainOptions>;
using Text = std::string_view;

struct NamedLink {
  Text name;
  LinkType link;
};
constexpr std::array<NamedLink, 8> links = {{{"ethernet", LinkType::ethernet},
                                             {"raw", LinkType::raw},
                                             {"ipv4", LinkType::ipv4},
                                             {"ipv6", LinkType::ipv6},
                                             {"null", LinkType::null_loopback},
                                             {"loop", LinkType::loop},
                                             {"sll", LinkType::linux_sll},
                                             {"sll2", LinkType::linux_sll2}}};

Taken take_link(ExplainOptions& options, Text text) {
  const auto found = std::find_if(links.begin(), links.end(), [&](const NamedLink& known) {
    return text == known.name || text == to_text(known.link) ||
           text == std::to_string(static_cast<unsigned>(known.link));
  });
  if (found == links.end()) {
    std::string names;
    for (const NamedLink& known : links) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return tl::unexpected("'" + std::string(text) + "' is none of " + names);
  }
  options.link = found->link;
  return {};
}

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-n,--number", "N", "packet N of a capture alone, counted from 1",
        [](ExplainOptions& options, Text text) {
          return store(options.number, parse_number(text, 1, UINT64_MAX));
        }},
    Row{"--link", "TYPE",
        "what the octets begin with: ethernet, raw, ipv4, ipv6, null, loop, sll, sll2; else as the capture "
        "says, and for octets a bare datagram where they begin with 4 or 6, else Ethernet",
        take_link},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, ExplainOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, ExplainOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, ExplainOptions>},
};

}  // namespace

const CommandText explain_words = {
    "explain", "FILE|FILE#N|HEX...|-", "draws and annotates every octet of a packet",
    "Draws and annotates every octet of a packet: of a capture (pcap or pcapng, also compressed), or of "
    "octets in hexadecimal, as arguments or from standard input (-). Dumps of tcpdump -x, xxd, hexdump -C "
    "and Wireshark are read as they are.",
    "Exit status: 0 everything was read, 2 anything else."};

OptionTable<ExplainOptions> explain_options() { return rows; }

}  // namespace icmpwire::cli
