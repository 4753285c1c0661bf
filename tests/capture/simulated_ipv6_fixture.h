// What tests of the simulated network share for IPv6.
#pragma once

#include <string_view>
#include <vector>

#include "packet/icmpv6.h"
#include "packet/ipv6.h"
#include "tests/capture/simulated_fixture.h"

namespace icmpwire::test {

// An IPv6 address from its text, which must be right.
Ipv6Address ipv6_address(std::string_view text);

// From h1 of the built-in network; with another source where one is given.
Ipv6Header ipv6_header_to(std::string_view destination, std::string_view source = "fd00:9:1::1");

// An echo request with `size` octets of data.
Octets ipv6_echo_request(const Ipv6Header& header, std::size_t size = 8);
Octets ipv6_echo_request(std::string_view destination, std::size_t size = 8);

// Sends a datagram by the route to `to`, which is not always its destination, and collects what comes back in
// two minutes.
std::vector<Received> answers_by(Wire& wire, const IpAddress& to, Bytes datagram);
// The same in the built-in network, where the destination says.
std::vector<Received> ipv6_answers_to(Bytes datagram);

// Type, code and source of what was received: "3.0 fd00:9:1::2".
std::string summary_of(const Received& received);
std::vector<std::string> summaries_of(const std::vector<Received>& all);

}  // namespace icmpwire::test
