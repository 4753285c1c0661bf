// Checksums carried along where octets are changed (RFC 1624).
#pragma once

#include "packet/checksum.h"

namespace icmpwire {

// Carries the checksum in `octets` at `at` from what they summed up to before, their checksum included, to
// what they sum up to now: right stays right, and wrong stays wrong by as much. `other_sum` is what else
// counts now (of a pseudo-header); what counted before is in `sum_before`.
inline void carry_checksum(std::uint16_t sum_before, MutableBytes octets, std::size_t at,
                           std::uint16_t other_sum = 0) {
  const std::uint16_t sum = ones_complement_sum(octets, other_sum);
  if (sum != sum_before) write_u16(octets, at, updated_checksum(read_u16(octets, at), sum_before, sum));
}

}  // namespace icmpwire
