#include "cli/trace_options.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<TraceOptions>;
using Text = std::string_view;
using Options = TraceOptions;

constexpr std::uint64_t most_data = 65535 - 20 - 8;

const std::array request_rows = {
    Row{"", "", "How far, and how often (plain times are seconds; us, ms, s, m may follow):"},
    probes_row<Options>("requests for each hop; 3 unless told"),
    last_ttl_row<Options>(),
    Row{"-f,--first-hop", "N", "begin with this hop",
        [](Options& options, Text text) { return store(options.first_ttl, parse_number(text, 1, 255)); }},
    timeout_row<Options>(),

    Row{"", "", "What is sent:"},
    Row{"-s,--size", "N", "octets of data; 32 unless told",
        [](Options& options, Text text) { return store(options.size, parse_number(text, 0, most_data)); }},
    tos_row<Options>(),

    Row{"", "", "The options of the IP header:"},
};

const auto rows = joined(request_rows, ip_option_rows<Options>(), path_rows<Options>(), view_rows<Options>());

}  // namespace

const CommandText trace_words = {
    "trace",
    "TARGET",
    "shows the way to a target hop by hop, and what is changed on it",
    "Sends echo requests whose time to live ends at each hop on the way to TARGET (address or name), all at "
    "the same time, and shows who answers, how fast, and where a request was changed: each error quotes the "
    "request as it came there.",
    "A hop is a line for each address that answered, with its times; * is a request without an answer. "
    "\"ip.tos 0xb8 -> 0x00 between A and B\": A quotes what was sent, B what it has become.\n"
    "Exit status: 0 the target replied, 1 it did not, 2 anything else.",
    option_words_help};

OptionTable<TraceOptions> trace_options() { return rows; }

}  // namespace icmpwire::cli
