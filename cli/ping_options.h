// What a person may ask of `icmpwire ping`.
#pragma once

#include <cstdint>
#include <optional>

#include "capture/system/name_lookup.h"
#include "cli/ip_option_switches.h"
#include "cli/packet_views.h"
#include "cli/wire_choice.h"

namespace icmpwire::cli {

// -M: when the Don't Fragment flag is set.
enum class DontFragment : std::uint8_t { never, where_it_fits, always };

struct PingOptions : CommonOptions, IpOptionSwitches, ViewSwitches, WireSwitches {
  // How often and how long.
  std::optional<std::uint64_t> count;  // unset: until interrupted; on a wire in virtual time a few
  std::optional<Nanos> deadline;
  Nanos interval = std::chrono::seconds(1);
  std::optional<Nanos> timeout;  // unset: as long as iputils waits

  // What is sent.
  std::uint8_t ttl = 64;
  std::uint8_t tos = 0;
  std::size_t size = 56;  // octets of data
  Octets pattern;         // fills the data; empty: 0, 1, 2, ...
  DontFragment dont_fragment = DontFragment::never;
  std::optional<std::uint16_t> identifier;  // of the first target; the next ones count on

  // Where.
  std::optional<IpAddress> source;
  IpVersions versions = IpVersions::any;  // of the addresses that names are looked up for
  bool broadcast = false;

  // What is shown.
  int verbosity = 0;
  bool quiet = false;
  bool report_missing = false;
  bool print_time = false;
  bool why = false;
};

extern const CommandText ping_words;
OptionTable<PingOptions> ping_options();

}  // namespace icmpwire::cli
