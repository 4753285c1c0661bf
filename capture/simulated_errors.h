// The ICMP errors that simulated nodes send (RFC 792, RFC 1812 5.2.7).
#pragma once

#include <cstdint>

#include "packet/icmp_headers.h"

namespace icmpwire {

enum class Unreachable : std::uint8_t {
  net = 0,
  host = 1,
  protocol = 2,
  port = 3,
  fragmentation_needed = 4,
  source_route_failed = 5,
};

enum class Exceeded : std::uint8_t { ttl = 0, reassembly_time = 1 };

// `next_hop_mtu` goes with fragmentation_needed (RFC 1191 4).
inline IcmpUnreachable unreachable(Unreachable why, std::uint32_t next_hop_mtu = 0) {
  IcmpUnreachable error;
  error.code = static_cast<std::uint8_t>(why);
  error.next_hop_mtu = static_cast<std::uint16_t>(next_hop_mtu);
  return error;
}

inline IcmpTimeExceeded time_exceeded(Exceeded what) {
  IcmpTimeExceeded error;
  error.code = static_cast<std::uint8_t>(what);
  return error;
}

// `pointer` is the octet of the datagram, from 0, that is the problem.
inline IcmpParameterProblem parameter_problem(std::uint8_t pointer) {
  IcmpParameterProblem error;
  error.pointer = pointer;
  return error;
}

}  // namespace icmpwire
