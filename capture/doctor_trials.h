// What is found out by trying it, on this machine alone.
#pragma once

#include <string>

#include "packet/address.h"
#include "packet/result.h"

namespace icmpwire {

// Puts a frame that nobody answers on a loopback device by libpcap and waits for it to come in. What was
// seen.
Result<std::string> try_injection(const std::string& loopback_device);

// An echo to a loopback address, of IPv4 or IPv6, over a live wire. What was seen.
Result<std::string> try_echo(const IpAddress& loopback);

}  // namespace icmpwire
