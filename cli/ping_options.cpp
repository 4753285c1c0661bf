#include "cli/ping_options.h"

#include <array>

#include "cli/color.h"

namespace icmpwire::cli {
namespace {

using Row = OptionRow<PingOptions>;
using Text = std::string_view;
using Options = PingOptions;

constexpr std::uint64_t most_count = 1'000'000'000'000;
constexpr std::uint64_t most_data = 65535 - 20 - 8;
constexpr Text default_data = "octets of data; 56 unless told";

Taken take_dont_fragment(Options& options, Text text) {
  if (text == "do" || text == "probe") {
    options.dont_fragment = DontFragment::always;
  } else if (text == "want") {
    options.dont_fragment = DontFragment::where_it_fits;
  } else if (text == "dont") {
    options.dont_fragment = DontFragment::never;
  } else {
    return tl::unexpected("'" + std::string(text) + "' is none of do, want, dont, probe");
  }
  return {};
}

template <auto Time>
Taken take_time(Options& options, Text text) {
  const auto time = parse_time(text);
  if (time && *time == Nanos{}) return tl::unexpected<std::string>("it must be more than nothing");
  return store(options.*Time, time);
}

Taken ignore(Options&, Text) { return {}; }

template <IpVersions Versions>
Taken take_versions(Options& options, Text) {
  options.versions = Versions;
  return {};
}

constexpr auto count_row =
    Row{"-c,--count", "N", "stop after N requests to each target",
        [](Options& options, Text text) { return store(options.count, parse_number(text, 1, most_count)); }};

// Rows in groups, in the order of the help.
const std::array request_rows = {
    Row{"", "", "How often and how long (plain numbers are seconds; us, ms, s, m may follow):"},
    count_row,
    Row{"-i,--interval", "TIME", "between two rounds of requests; 1 s unless told",
        take_time<&Options::interval>},
    Row{"-W,--timeout", "TIME",
        "wait for each reply; unless told 10 s, and at the end no longer than replies take",
        take_time<&Options::timeout>},
    Row{"-w,--deadline", "TIME", "end after TIME, whatever came; with -c: as soon as that many answers came",
        take_time<&Options::deadline>},

    Row{"", "", "What is sent:"},
    Row{"-t,--ttl", "N", "time to live, or hop limit; 64 unless told",
        [](Options& options, Text text) { return store(options.ttl, parse_number(text, 0, 255)); }},
    Row{"-s,--size", "N", default_data,
        [](Options& options, Text text) { return store(options.size, parse_number(text, 0, most_data)); }},
    Row{"-p,--pattern", "HEX", "fill the data with these 1 to 16 octets",
        [](Options& options, Text text) { return store(options.pattern, parse_pattern(text)); }},
    Row{"-Q,--tos", "TOS", "DSCP and ECN: a number, or names: ef, af41, cs6, ect0, ef+ce",
        [](Options& options, Text text) { return store(options.tos, parse_tos(text)); }},
    Row{"-M,--pmtudisc", "WHEN", "Don't Fragment: do, probe (always), want (where it fits the MTU), dont",
        take_dont_fragment},
    Row{"-e,--identifier", "N", "identifier of the first target; the next ones count on",
        [](Options& options, Text text) { return store(options.identifier, parse_number(text, 0, 65535)); }},

    Row{"", "", "The options of the IP header:"},
};

const std::array further_rows = {
    Row{"", "", "Where:"},
    wire_row<Options>(),
    interface_row<Options>(),
    Row{"-S,--source", "ADDRESS", "the source address",
        [](Options& options, Text text) { return store(options.source, parse_address(text)); }},
    Row{"-b,--broadcast", "", "allow broadcast addresses", turn_on<&Options::broadcast, Options>},
    Row{"-4,--ipv4", "", "the IPv4 address of a name", take_versions<IpVersions::ipv4>},
    Row{"-6,--ipv6", "", "the IPv6 address of a name", take_versions<IpVersions::ipv6>},

    Row{"", "", "What is shown:"},
    Row{"-v,--verbose", "", "headers by their fields; -vv: every octet of what was sent and came back",
        [](Options& options, Text) -> Taken {
          ++options.verbosity;
          return {};
        }},
    Row{"-q,--quiet", "", "the summary alone", turn_on<&Options::quiet, Options>},
    Row{"-O,--report-missing", "", "say at the next request that there is no answer yet",
        turn_on<&Options::report_missing, Options>},
    Row{"--why", "", "each packet that came meanwhile and the test that kept it from answering",
        turn_on<&Options::why, Options>},
    Row{"-D,--print-time", "", "seconds since 1970 before each line", turn_on<&Options::print_time, Options>},
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, Options>},
    color_row<Options>(),
};

const std::array last_rows = {
    save_row<Options>(),
    Row{"-n,--numeric", "", "addresses, never names, which is how it always is", ignore},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},

    // Full precision and user-to-user times are what is shown anyway.
    Row{"-3", "", "", ignore},
    Row{"-U", "", "", ignore},
    Row{"-A", "", "", nullptr, "adaptive intervals are not served: -i 10ms sets a short one"},
    Row{"-a", "", "", nullptr, "there is no bell: --json gives a line for each reply"},
    Row{"-B", "", "", nullptr, "the source address never changes on the way: -S ADDRESS chooses it"},
    Row{"-C", "", "", nullptr, "there is no socket to connect: leave it out"},
    Row{"-d", "", "", nullptr, "there is no socket to debug: -vv shows every octet"},
    Row{"-F", "", "", nullptr, "flow labels are always 0 here: leave it out"},
    Row{"-f", "", "", nullptr, "floods are not served: -i 2ms is the shortest interval on a live wire"},
    Row{"-H", "", "", nullptr, "addresses are never turned into names: leave it out"},
    Row{"-k", "", "", nullptr, "source routes are long options: --lsrr A,B or --ssrr A,B"},
    Row{"-L", "", "", nullptr, "multicast never loops back through this program: leave it out"},
    Row{"-l", "", "", nullptr, "preloading is not served: -i 2ms sends fast"},
    Row{"-m", "", "", nullptr,
        "packets of ours pass no socket that could mark them: --interface chooses the way"},
    Row{"-N", "", "", nullptr, "node information is IPv6's, which is not served yet: leave it out"},
    Row{"-r", "", "", nullptr, "routing is not bypassed by ping: --wire live:DEVICE chooses the device"},
};

const auto rows =
    joined(request_rows, ip_option_rows<Options>(), further_rows, view_rows<Options>(), last_rows);

}  // namespace

const CommandText ping_words = {
    "ping",
    "TARGET...",
    "sends echo requests and reports what comes back",
    "Sends echo requests to each TARGET (address or name) in turn and reports what comes back. Several "
    "targets are pinged round by round; each has its own identifier and counts its sequence from 1.",
    "A wire in virtual time (sim, replay) takes no time, intervals and timeouts included; without -c and "
    "-w it ends after 4 requests.\n"
    "Ctrl-C ends with the summary, Ctrl-\\ shows it so far.\n"
    "Exit status: 0 each target replied, 1 one did not, 2 anything else.",
    option_words_help};

OptionTable<PingOptions> ping_options() { return rows; }

}  // namespace icmpwire::cli
