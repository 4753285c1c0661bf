// How a packet that answered nothing is told, with the test that it failed.
#pragma once

#include <string>
#include <string_view>

#include "packet/trial.h"

namespace icmpwire::cli {

// Lines of at most 80 columns behind `head`: "84 octets from 10.9.3.3: identifier 0x5c85, not 0x5c84".
std::string candidate_text(std::string_view head, Bytes datagram, const Verdict& verdict,
                           const FailedTest& failed);

}  // namespace icmpwire::cli
