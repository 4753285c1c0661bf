// What the commands that look at paths (trace, pmtu, probe) have in common on their command lines.
#pragma once

#include <optional>

#include "capture/system/name_lookup.h"
#include "cli/option_table.h"
#include "cli/wire_choice.h"

namespace icmpwire::cli {

struct PathSwitches : CommonOptions, WireSwitches {
  std::optional<IpAddress> source;
  IpVersions versions = IpVersions::any;  // of the addresses that names are looked up for
  Nanos timeout = std::chrono::seconds(1);
  std::uint8_t tos = 0;
  unsigned probes = 3;  // requests of a kind
  std::uint8_t first_ttl = 1;
  std::uint8_t last_ttl = 30;
};

namespace detail {
Taken take_timeout(PathSwitches& switches, std::string_view text);
Taken take_last_ttl(PathSwitches& switches, std::string_view text);
}  // namespace detail

template <class Options>
constexpr OptionRow<Options> probes_row(std::string_view help) {
  return {"-q,--probes", "N", help, [](Options& options, std::string_view text) {
            return store(options.probes, parse_number(text, 1, 20));
          }};
}
template <class Options>
constexpr OptionRow<Options> last_ttl_row() {
  return {"-m,--max-hops", "N", "look no further than this hop; 30 unless told",
          [](Options& options, std::string_view text) { return detail::take_last_ttl(options, text); }};
}
template <class Options>
constexpr OptionRow<Options> timeout_row() {
  return {"-W,--timeout", "TIME", "wait for each answer, for all at the same time; 1 s unless told",
          [](Options& options, std::string_view text) { return detail::take_timeout(options, text); }};
}
template <class Options>
constexpr OptionRow<Options> tos_row() {
  return {"-Q,--tos", "TOS", "DSCP and ECN: a number, or names: ef, af41, cs6, ect0, ef+ce",
          [](Options& options, std::string_view text) { return store(options.tos, parse_tos(text)); }};
}

// The rows at the end of each table. `Options` must inherit PathSwitches.
template <class Options>
constexpr std::array<OptionRow<Options>, 12> path_rows() {
  using Row = OptionRow<Options>;
  using Text = std::string_view;
  return {
      Row{"", "", "Where:"},
      wire_row<Options>(),
      interface_row<Options>(),
      Row{"-S,--source", "ADDRESS", "the source address",
          [](Options& options, Text text) { return store(options.source, parse_address(text)); }},
      Row{"-4,--ipv4", "", "the IPv4 address of a name",
          [](Options& options, Text) -> Taken {
            options.versions = IpVersions::ipv4;
            return {};
          }},
      Row{"-6,--ipv6", "", "the IPv6 address of a name",
          [](Options& options, Text) -> Taken {
            options.versions = IpVersions::ipv6;
            return {};
          }},
      Row{"", "", "What is shown:"},
      Row{"-j,--json", "", "JSON Lines (docs/json/icmpwire.schema.json)",
          turn_on<&CommonOptions::json, Options>},
      save_row<Options>(),
      Row{"-n,--numeric", "", "addresses, never names, which is how it always is",
          [](Options&, Text) -> Taken { return {}; }},
      Row{"-h,--help", "", "this text", turn_on<&CommonOptions::help, Options>},
      Row{"-V,--version", "", "the version", turn_on<&CommonOptions::version, Options>},
  };
}

}  // namespace icmpwire::cli
