#include "cli/pmtu_options.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<PmtuOptions>;
using Options = PmtuOptions;

const std::array request_rows = {
    Row{"", "", "How often and how long (plain times are seconds; us, ms, s, m may follow):"},
    probes_row<Options>("requests of a size until their silence counts; 3 unless told"),
    last_ttl_row<Options>(),
    timeout_row<Options>(),
    tos_row<Options>(),
};

const auto rows = joined(request_rows, path_rows<Options>());

}  // namespace

const CommandText pmtu_words = {
    "pmtu", "TARGET", "finds the largest datagram that reaches a target whole, and who is in the way",
    "Sends echo requests of many sizes that may not be fragmented to TARGET (address or name), and finds the "
    "MTU of the path, and the router that tells it. Where larger ones vanish without an error, it finds the "
    "size to the octet, and the two addresses between which they are lost.",
    "Sizes are octets of the IP datagram.\n"
    "Exit status: 0 the MTU was found, 1 the target did not answer, 2 anything else."};

OptionTable<PmtuOptions> pmtu_options() { return rows; }

}  // namespace icmpwire::cli
