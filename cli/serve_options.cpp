#include "cli/serve_options.h"

#include <array>

namespace icmpwire::cli {
namespace {

using Options = ServeOptions;
using Row = OptionRow<Options>;

Taken add_prefix(std::vector<AddressPrefix>& list, std::string_view text) {
  const Value<AddressPrefix> prefix = parse_prefix(text);
  if (!prefix) return tl::unexpected(prefix.error());
  list.push_back(*prefix);
  return {};
}

const std::array rows = {
    Row{"", "", "Options:"},
    Row{"--wire", "SPEC", "replay:FILE or sim; else $ICMPWIRE",
        [](Options& options, std::string_view text) { return store_text(options.wire, text); }},
    Row{"--tun", "NAME", "make a TUN device of the name, gone when serve ends",
        [](Options& options, std::string_view text) { return store_text(options.tun, text); }},
    Row{"--address", "A/BITS",
        "the machine's own address on that device, and what lies behind it; repeatable",
        [](Options& options, std::string_view text) { return add_prefix(options.addresses.own, text); }},
    Row{"--route", "A/BITS", "what lies behind the device besides; repeatable",
        [](Options& options, std::string_view text) { return add_prefix(options.addresses.networks, text); }},
    Row{"--veth", "NAME",
        "or attach to an Ethernet device that is there, and answer ARP and neighbour discovery",
        [](Options& options, std::string_view text) { return store_text(options.veth, text); }},
    save_row<Options>(),
    Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
        turn_on<&CommonOptions::json, Options>},
    Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
    Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},
};

}  // namespace

const CommandText serve_words = {
    "serve", "", "a recording or the simulated network answers every program",
    "Shows a recording, or the simulated network, to all programs of this machine: the system's ping finds "
    "its "
    "hosts behind a device. Time is real, unless the wire says speed=N. Nothing is passed on to any other "
    "network. Ends on Ctrl-C or SIGTERM, and takes the device with it.",
    "Exit status: 0 it was ended, 2 anything else."};

OptionTable<ServeOptions> serve_options() { return rows; }

}  // namespace icmpwire::cli
