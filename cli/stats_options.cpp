#include "cli/stats_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Row = OptionRow<StatsOptions>;

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, StatsOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, StatsOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, StatsOptions>},
};

}  // namespace

const CommandText stats_words = {
    "stats", "FILE...", "counts a capture's requests, answers, round trips, errors and options",
    "Counts what a capture (pcap or pcapng, also compressed) holds of ICMP: requests and what became of "
    "them, "
    "percentiles of the round trips, errors by type, options. One pass; memory does not grow with the file.",
    "Exit status: 0 everything was read, 2 anything else."};

OptionTable<StatsOptions> stats_options() { return rows; }

}  // namespace icmpwire::cli
