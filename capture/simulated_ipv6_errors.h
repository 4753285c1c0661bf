// The ICMPv6 errors that simulated nodes send (RFC 4443 3).
#pragma once

#include <cstddef>
#include <cstdint>

#include "packet/icmpv6_headers.h"

namespace icmpwire {

enum class Ipv6Unreachable : std::uint8_t { no_route = 0, beyond_scope = 2, address = 3, port = 4 };

enum class Ipv6Exceeded : std::uint8_t { hop_limit = 0, reassembly_time = 1 };

enum class Ipv6Problem : std::uint8_t {
  wrong_field = 0,
  unknown_next_header = 1,
  unknown_option = 2,
  incomplete_chain = 3,  // RFC 7112 5
};

inline Icmpv6Unreachable unreachable(Ipv6Unreachable why) {
  Icmpv6Unreachable error;
  error.code = static_cast<std::uint8_t>(why);
  return error;
}

inline Icmpv6TimeExceeded time_exceeded(Ipv6Exceeded what) {
  Icmpv6TimeExceeded error;
  error.code = static_cast<std::uint8_t>(what);
  return error;
}

inline Icmpv6PacketTooBig packet_too_big(std::uint32_t mtu) {
  Icmpv6PacketTooBig error;
  error.mtu = mtu;
  return error;
}

// `pointer` is the octet of the datagram, from 0, that is the problem.
inline Icmpv6ParameterProblem parameter_problem(Ipv6Problem what, std::size_t pointer) {
  Icmpv6ParameterProblem error;
  error.code = static_cast<std::uint8_t>(what);
  error.pointer = static_cast<std::uint32_t>(pointer);
  return error;
}

}  // namespace icmpwire
