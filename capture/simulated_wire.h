// A simulated network in virtual time, seen from one of its hosts.
#pragma once

#include <memory>

#include "capture/network.h"
#include "capture/open_wire.h"

namespace icmpwire {

// The network as seen from `host`, which must be one of its nodes. With a `speed` above 0 in real time, or so
// many times faster.
std::unique_ptr<Wire> simulate(Network network, std::string_view host, double speed = 0);

// sim: the built-in network. sim:FILE is not served yet. Key: speed=1, as of replays.
Result<std::unique_ptr<Wire>> open_simulated_wire(WireSpec spec);

}  // namespace icmpwire
