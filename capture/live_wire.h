// The machine's own network by libpcap: one wire over all devices, or over one.
#pragma once

#include <memory>

#include "capture/open_wire.h"

namespace icmpwire {

// live[:DEVICE][?gateway=A][&witness=on][&also=FILTER]. Devices are opened when a route first needs them.
// With a witness every Sent is `held`, and `receive` hands each frame out as the device's ring saw it leave,
// in order with what comes, both stamped by the kernel; what a kernel filled in is there, and what never left
// is not. `also` is a pcap-filter(7) expression: what the wire sees beside the ICMP that an echo may be
// answered by, as "icmp6" for router advertisements, or "src host 10.9.3.3" for answers of other protocols.
Result<std::unique_ptr<Wire>> open_live_wire(WireSpec spec);

}  // namespace icmpwire
