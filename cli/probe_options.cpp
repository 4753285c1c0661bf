#include "cli/probe_options.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ProbeOptions>;
using Text = std::string_view;
using Options = ProbeOptions;

const std::array request_rows = {
    Row{"", "", "How far, and how often (plain times are seconds; us, ms, s, m may follow):"},
    probes_row<Options>("requests of each line for each hop; 3 unless told"),
    last_ttl_row<Options>(),
    timeout_row<Options>(),
    tos_row<Options>(),

    Row{"", "", "Many lines to many targets:"},
    Row{"--matrix", "FILE", "each line of options in FILE to each target in it (see below)",
        [](Options& options, Text text) { return store_text(options.matrix, text); }},
    Row{"--output", "FILE", "add the matrix's results to this file, JSON Lines; FILE.jsonl unless told",
        [](Options& options, Text text) { return store_text(options.results, text); }},

    Row{"", "", "The options to try; each switch is a line of its own (a usual set unless told):"},
};

const auto rows = joined(request_rows, ip_option_rows<Options>(), path_rows<Options>());

}  // namespace

// Each of the kinds that routers treat alike, and one that nobody knows: type 0x8f is not assigned.
std::vector<std::string> usual_option_lines() {
  return {"nop*4", "rr:9",        "ts:9",        "tsaddr:4", "ra", "sec:unclassified:00",
          "sid:1", "exp:94:0000", "hex:8f040000"};
}

const CommandText probe_words = {
    "probe",
    "[TARGET...]",
    "finds which IP options get how far, and who drops, strips or rejects them",
    "Sends echo requests with each line of IP options for each hop on the way to each TARGET, all at the "
    "same "
    "time, and plain ones beside them. Options that are lost where plain requests are answered are dropped "
    "between two addresses; where plain ones are lost as well, it cannot tell.",
    "A matrix is a text file: \"target ADDRESS\" lines, and lines of options by words; # begins a comment, "
    "and "
    "\"plain\" is no options at all. What its results hold already is not done again.\n"
    "What comes back with the options may be lost on the way back too.\n"
    "Exit status: 0 there is a verdict on every line, 1 it cannot tell of one, 2 anything else.",
    option_words_help};

OptionTable<ProbeOptions> probe_options() { return rows; }

}  // namespace icmpwire::cli
