// The IPv4 options of requests to a target, as its switches ask for them.
#pragma once

#include "cli/ip_option_switches.h"
#include "packet/address.h"
#include "packet/ip_options.h"

namespace icmpwire::cli {

struct HeaderOptions {
  IpOptions options;
  IpAddress first_hop;  // where requests go: the first router of a source route, else the target
};

// Fails as make_ip_options does, where there are more than a header holds, and where the target is no IPv4
// address.
Result<HeaderOptions> header_options(const IpOptionSwitches& switches, const IpAddress& target);

// The same with our own stamp in them, where that is asked for.
IpOptions self_stamped(const IpOptions& options, const IpAddress& source, Nanos since_1970);

}  // namespace icmpwire::cli
