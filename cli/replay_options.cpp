#include "cli/replay_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Row = OptionRow<ReplayOptions>;

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, ReplayOptions>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, ReplayOptions>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, ReplayOptions>},
};

}  // namespace

const CommandText replay_words = {
    "replay", "FILE[?KEY=VALUE...] [-- COMMAND...]",
    "lists what a capture can answer, or runs a command against it",
    "Lists the exchanges of a capture: each request, when it was sent, and what came back. With a command, "
    "runs "
    "that with ICMPWIRE set to the capture: every program that calls this library then gets the recorded "
    "answers, in virtual time. The keys are those of --wire replay:FILE: mode=relaxed|loop|exact, "
    "keys=strict, "
    "host=A, frames=10-20, interface=NAME, speed=1, missing=timeout.",
    "Exit status: that of the command; 0 the capture was listed, 2 anything else."};

OptionTable<ReplayOptions> replay_options() { return rows; }

}  // namespace icmpwire::cli
