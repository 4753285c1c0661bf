#include "cli/listen_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ListenOptions>;

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-c,--count", "N", "stop after N packets",
        [](ListenOptions& options, std::string_view text) {
          return store(options.count, parse_number(text, 1, UINT64_MAX));
        }},
    Row{"-v,--verbose", "", "every field of a packet; -vv: every octet, as explain shows it",
        [](ListenOptions& options, std::string_view) -> Taken {
          ++options.verbosity;
          return {};
        }},
    wire_row<ListenOptions>(),
    save_row<ListenOptions>(),
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, ListenOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, ListenOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, ListenOptions>},
};

}  // namespace

const CommandText listen_words = {
    "listen", "[DEV]", "explains ICMP as it passes, and sends nothing",
    "Explains ICMP and ICMPv6 as they pass the device DEV, or all devices: both directions, whoever sends. "
    "It sends "
    "nothing and changes nothing. Ctrl-C ends it with a count; Ctrl-\\ shows the count so far.",
    "Exit status: 0 it listened, 2 it could not."};

OptionTable<ListenOptions> listen_options() { return rows; }

}  // namespace icmpwire::cli
