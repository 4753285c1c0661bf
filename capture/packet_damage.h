// Damage to the octets of a datagram: fields with other bits, ends that are missing.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "packet/bytes.h"

namespace icmpwire {

// The same numbers from the same seed on every machine (SplitMix64).
class FaultRandom {
 public:
  explicit FaultRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  bool happens(double chance);  // 0 never, 1 always
  double even();                // from 0 to below 1

 private:
  std::uint64_t state_;
};

// Changes at least one bit of each field of the datagram that bears one of the names ("icmp.sequence"). With
// `repair` the IPv4 header's and the ICMP message's checksums are made to fit by difference, unless they are
// what was damaged.
void corrupt_fields(MutableBytes datagram, std::span<const std::string> names, bool repair,
                    FaultRandom& random);

}  // namespace icmpwire
