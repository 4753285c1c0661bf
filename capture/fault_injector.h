// Faults between a wire and its user: loss, duplicates, delay, damage.
#pragma once

#include <memory>

#include "capture/fault_spec.h"
#include "capture/wire.h"

namespace icmpwire {

// Wraps a wire. What the wire says of itself (made locally, or sent by us) passes unharmed; only packets from
// others suffer, and requests by `request_loss`. Delays are in the wire's own time: on a virtual wire nobody
// waits for them.
std::unique_ptr<Wire> inject_faults(std::unique_ptr<Wire> wire, const FaultSpec& faults);

}  // namespace icmpwire
