// The packet that switches ask for.
#pragma once

#include "cli/craft_options.h"
#include "packet/draft.h"

namespace icmpwire::cli {

// From nothing or from a recorded packet. `destination` is the final one; unset where the recorded packet
// says it. What cannot be understood is Reason::bad_option or unsupported, with its place.
Result<Draft> make_draft(const PacketSwitches& switches, std::optional<Ipv4Address> destination);

}  // namespace icmpwire::cli
