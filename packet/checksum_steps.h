// Checksums worked out step by step: the words, their running sum, the carries, the complement.
#pragma once

#include <string>

#include "packet/dissection.h"

namespace icmpwire {

// Of every IPv4 header, and of the ICMP or ICMPv6 message outside of quotes where all of it is there; 80
// columns. Says so where the packet holds none.
std::string checksum_steps(const Dissection& packet);

}  // namespace icmpwire
