// Addresses by name, from the system's resolver.
#pragma once

#include <cstdint>
#include <string>

#include "packet/address.h"
#include "packet/result.h"

namespace icmpwire {

enum class IpVersions : std::uint8_t { any, ipv4, ipv6 };

// The number of the interface that has this name or, in digits, this number; nullopt: none is called so.
std::optional<std::uint32_t> find_zone(const std::string& text);

// An address in digits, without asking anybody; an IPv6 one may have a zone behind '%', the number or the
// name of an interface (RFC 4007 11). nullopt: it is none, or no interface here is called so.
std::optional<IpAddress> parse_ip_address(const std::string& text);

// The first address of `name` of these versions, in the order that the system prefers; an address in digits
// is itself. May wait for a name server. Reason::unknown_host; unsupported for an address of another version.
Result<IpAddress> look_up(const std::string& name, IpVersions versions);

}  // namespace icmpwire
