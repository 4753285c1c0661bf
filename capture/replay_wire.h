// A capture file as a network: recorded answers, fitted to the live request, in virtual time.
#pragma once

#include <memory>

#include "capture/open_wire.h"

namespace icmpwire {

// replay:FILE. Pairing is relaxed: by destination, then TTL, then options and length where candidates differ
// in them, then order; each recorded exchange once.
Result<std::unique_ptr<Wire>> open_replay_wire(WireSpec spec);

}  // namespace icmpwire
