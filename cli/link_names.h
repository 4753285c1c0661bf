// Link types by the names that people type.
#pragma once

#include "cli/values.h"
#include "packet/link_type.h"

namespace icmpwire::cli {

// "ethernet", "EN10MB" or "1".
Value<LinkType> parse_link(std::string_view text);

// "EN10MB"; of those that are unknown here their number in the registry: "link type 147".
std::string link_words(std::uint32_t link_number);
Value<std::uint32_t> parse_link_number(std::string_view words);

// A bare datagram begins with its version; else it is taken for Ethernet, as is what only looks like one and
// has a known EtherType.
LinkType guessed_link(Bytes octets);

}  // namespace icmpwire::cli
