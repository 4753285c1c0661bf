// The machine's own network by libpcap: one wire over all devices, or over one.
#pragma once

#include <memory>

#include "capture/open_wire.h"

namespace icmpwire {

// live[:DEVICE][?gateway=A]. Devices are opened when a route first needs them.
Result<std::unique_ptr<Wire>> open_live_wire(WireSpec spec);

}  // namespace icmpwire
