// Addresses by name, from the system's resolver.
#pragma once

#include <string>

#include "packet/address.h"
#include "packet/result.h"

namespace icmpwire {

// The first IPv4 address of `name`; an address in digits is itself, without asking anybody. May wait for a
// name server. Reason::unknown_host; unsupported for IPv6 addresses.
Result<IpAddress> look_up(const std::string& name);

}  // namespace icmpwire
