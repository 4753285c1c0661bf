// How a simulated node reads IPv6 extension headers, and what it refuses in them (as Linux does).
#pragma once

#include <optional>

#include "packet/icmpv6_headers.h"
#include "packet/ipv6.h"

namespace icmpwire {

// A datagram goes no further.
struct Ipv6Refusal {
  std::optional<Icmpv6ParameterProblem> report;  // nullopt: in silence
};

// The options header of that kind `at` so many octets into the datagram (RFC 8200 4.2).
std::optional<Ipv6Refusal> refuse_options(Bytes datagram, std::size_t at, Protocol kind);

// The routing header there: none is followed that has segments left (RFC 8200 4.4, RFC 5095).
std::optional<Ipv6Refusal> refuse_routing(Bytes datagram, std::size_t at);

// What lies behind the extension headers.
struct UpperLayer {
  Protocol protocol{};             // fragment: the datagram is a later fragment
  std::size_t at = 0;              // may lie beyond the octets, where the last header is cut
  bool in_first_fragment = false;  // and others follow
};

// nullopt: there is nothing, or a header too short to be passed over.
std::optional<UpperLayer> find_upper_layer(Bytes datagram);

// Whether a first fragment ends before its upper-layer header does (RFC 7112 5).
bool is_chain_incomplete(Bytes datagram);

}  // namespace icmpwire
