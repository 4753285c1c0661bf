// The Internet checksum (RFC 1071) and its incremental update (RFC 1624).
#pragma once

#include "packet/bytes.h"

namespace icmpwire {

// One's complement sum of the octets as 16-bit words, folded, not complemented; an odd octet is padded with
// zero. `initial` continues a sum over an even number of octets.
std::uint16_t ones_complement_sum(Bytes octets, std::uint16_t initial = 0);

// What belongs into the checksum field: the complement of the sum, with the field itself taken as zero by the
// caller.
inline std::uint16_t internet_checksum(Bytes octets, std::uint16_t initial = 0) {
  return static_cast<std::uint16_t>(~ones_complement_sum(octets, initial));
}

// The checksum that belongs at `at`, which is even, whatever stands there.
inline std::uint16_t right_checksum(Bytes octets, std::size_t at, std::uint16_t initial = 0) {
  return internet_checksum(octets.subspan(at + 2), ones_complement_sum(octets.first(at), initial));
}

// True where octets that contain their checksum sum up to zero, which one's complement writes as ffff or,
// when every octet is zero, as 0000: Linux answers an all-zero echo that way (recording 34).
inline bool checksum_holds(Bytes octets, std::uint16_t initial = 0) {
  const std::uint16_t sum = ones_complement_sum(octets, initial);
  return sum == 0xffff || sum == 0;
}

// RFC 1624 equation 3: the checksum after one 16-bit word changed. A checksum that was wrong stays wrong by
// as much.
std::uint16_t updated_checksum(std::uint16_t checksum, std::uint16_t before, std::uint16_t after);

}  // namespace icmpwire
