// A device's ICMP, both directions, to be read only: a wire that nothing is sent over.
#pragma once

#include <memory>

#include "capture/open_wire.h"

namespace icmpwire {

// listen:DEVICE[?promiscuous=on][&filter=FILTER]. Hands out what passes the device, whoever sent it and, on a
// promiscuous one, whomever it is for, in the order of the kernel's stamps; a loopback device gives each
// frame once, inbound. DEVICE may be "any". FILTER is a pcap-filter(7) expression, all ICMP and ICMPv6 where
// there is none; frames that carry no IP datagram are passed over. route and send fail with
// Reason::unsupported. Reason::no_privilege, no_such_device, device_down, unsupported (link type), bad_spec.
Result<std::unique_ptr<Wire>> open_listening_wire(WireSpec spec);

}  // namespace icmpwire
