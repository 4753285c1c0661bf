// What `icmpwire ping` is going to do: its options made definite by names, routes and the wire.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "capture/wire.h"
#include "cli/ping_options.h"
#include "icmp/exchange.h"
#include "icmp/request.h"

namespace icmpwire::cli {

struct PingTarget {
  std::string name;  // as it was given
  IpAddress address;
  IpAddress source;
  IpAddress first_hop;           // where requests go: the first router of a source route, else the target
  IpOptions ip_options;          // of its requests
  std::uint16_t identifier = 0;  // no other target's
  bool dont_fragment = false;
};

struct PingPlan {
  std::string wire;  // its specification
  std::vector<PingTarget> targets;
  Request request;          // but for addresses, IP options, identifier, sequence and data
  bool stamp_self = false;  // requests have our own stamp in their options
  Octets data;
  std::optional<std::uint64_t> count;
  std::optional<Nanos> deadline;
  Nanos interval{};
  bool waits_in_full = false;  // for the last answers, although earlier ones took less
  Nanos epoch{};               // of the wire: wall-clock time of wire time zero
  Exchange::Settings exchange;

  int verbosity = 0;
  bool quiet = false;
  bool report_missing = false;
  bool print_time = false;
};

// Addresses by name; may ask the system's resolver, and wait for it.
Result<std::vector<PingTarget>> find_targets(const PingOptions& options);

Result<PingPlan> make_plan(const PingOptions& options, std::vector<PingTarget> targets,
                           const std::string& spec, Wire& wire);

}  // namespace icmpwire::cli
