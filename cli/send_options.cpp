#include "cli/send_options.h"

#include <array>

#include "cli/color.h"

namespace icmpwire::cli {
namespace {

using Options = SendOptions;
using Row = OptionRow<Options>;
using Text = std::string_view;

constexpr std::uint64_t most_answers = 1'000'000;

const std::array waiting_rows = {
    Row{"", "", "How long (plain numbers are seconds; us, ms, s, m may follow):"},
    Row{"-W,--timeout", "TIME", "listen so long from the departure; 4 s unless told",
        [](Options& options, Text text) { return store(options.timeout, parse_time(text)); }},
    Row{"-c,--count", "N", "end after N answers; 1 unless told where one host is asked, else no number",
        [](Options& options, Text text) {
          return store(options.count, parse_number(text, 1, most_answers));
        }},
    Row{"--all", "", "listen until the timeout, whatever comes", turn_on<&Options::all, Options>},
};

const std::array showing_rows = {
    Row{"", "", "Where:"},
    wire_row<Options>(),
    interface_row<Options>(),

    Row{"", "", "What is shown:"},
    Row{"-v,--verbose", "", "headers by their fields; -vv: every octet of what was sent and came back",
        [](Options& options, Text) -> Taken {
          ++options.verbosity;
          return {};
        }},
    Row{"--why", "", "the packets that are no answers too, each with the test that it failed",
        turn_on<&Options::why, Options>},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, Options>},
    save_row<Options>(),
    color_row<Options>(),
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},
};

const auto rows =
    joined(waiting_rows, header_rows<Options>("the source address; that of the route unless told"),
           ip_option_rows<Options>(), extension_rows<Options>(), data_rows<Options>(), showing_rows,
           view_rows<Options>());

}  // namespace

const CommandText send_words = {
    "send",
    "[DESTINATION]",
    "sends one exact packet and shows all that comes back",
    "Sends one packet, an echo request to DESTINATION unless told otherwise, and shows what comes back. What "
    "is not given is computed, what is given stays as it is, however wrong; what cannot go out so is "
    "refused, "
    "or sent with --force, and then said field by field.",
    "It ends with the answer of one host, or else with the timeout. On a wire in virtual time (sim, replay) "
    "timeouts take no time.\n"
    "Exit status: 0 it was answered, 1 it was not, 2 anything else.",
    all_option_words_help};

OptionTable<SendOptions> send_options() { return rows; }

}  // namespace icmpwire::cli
