// The frames of a recording in pcaps/, link headers included.
#pragma once

#include <string>
#include <vector>

#include "packet/bytes.h"

namespace icmpwire::test {

// fixture_frames("02-rr9.pcap"), in order. Throws std::runtime_error where the file cannot be read.
std::vector<Octets> fixture_frames(const std::string& file);

}  // namespace icmpwire::test
