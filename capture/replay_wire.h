// A capture file as a network: recorded answers, fitted to the live request, in virtual time.
#pragma once

#include <memory>

#include "capture/open_wire.h"

namespace icmpwire {

// replay:FILE, with the keys
//   mode=relaxed   by destination and type, then TTL, then options and length where the recorded requests
//                  differ in them, then order; each recorded exchange once (the default)
//   mode=loop      the same, again from the first when all were given
//   mode=exact     the request must be the recorded one, but for identifier, sequence, IP identification and
//                  the checksums; with keys=strict also those
//   speed=1        in real time, or as many times faster; without it time is virtual and nobody waits
//   host=A         only requests to or from the address
//   frames=10-20   only these frames, counted from 1 as Wireshark does
//   interface=N    only packets of the interface, by name or number
//   missing=timeout  what the capture does not hold, or is no ICMP, times out; without it send refuses
//                  that, with Reason::nothing_recorded and what comes nearest
// A reply of whom a request asked that bears an identifier of nobody's comes again as well, wrong by as many
// bits. A request that was recorded and never answered times out in any case. A file that is cut gives what
// stands before the cut. Which exchange a request gets depends on the order of the requests alone; waiting on
// the wire is virtual, a program's own sleeping is real.
Result<std::unique_ptr<Wire>> open_replay_wire(WireSpec spec);

}  // namespace icmpwire
