// The packet that switches ask for.
#pragma once

#include "cli/packet_switches.h"
#include "packet/draft.h"

namespace icmpwire::cli {

// From nothing or from a recorded packet. `destination` is the final one; unset where the recorded packet
// says it. What cannot be understood is Reason::bad_option or unsupported, with its place.
Result<Draft> make_draft(const PacketSwitches& switches, std::optional<IpAddress> destination);

// Whether the switches say something of the link header, or of what lies behind the datagram.
bool asks_for_link_header(const PacketSwitches& switches);

// Whether they say what the field is: "ip.source".
bool sets_field(const PacketSwitches& switches, std::string_view field);

// A draft in the link header of `usual`, but for what the switches say of it: their tags, settings and kept
// fields. What the recorded packet had else belongs to another link.
Result<void> put_on_link(Draft& draft, const EthernetHeader& usual, const PacketSwitches& switches);

}  // namespace icmpwire::cli
