// A simulated network in virtual time, seen from one of its hosts.
#pragma once

#include <memory>

#include "capture/network.h"
#include "capture/open_wire.h"

namespace icmpwire {

// The network as seen from `host`, which must be one of its nodes.
std::unique_ptr<Wire> simulate(Network network, std::string_view host);

// sim: the built-in network. sim:FILE is not served yet.
Result<std::unique_ptr<Wire>> open_simulated_wire(const WireSpec& spec);

}  // namespace icmpwire
