// Units of time in pcapng files: if_tsresol and if_tsoffset.
#pragma once

#include <cstdint>
#include <optional>

#include "packet/time.h"

namespace icmpwire::pcapng {

// How an interface counts time: in microseconds since 1970 unless it says otherwise.
class Ticks {
 public:
  Ticks() = default;
  // if_tsresol: 10 to the power of -n or, with the highest bit set, 2 to the power of -n. nullopt for n above
  // 19 and 63, where not even a second of such ticks fits 64 bits.
  static std::optional<Ticks> of_resolution(std::uint8_t resolution);

  void set_offset(std::int64_t seconds) { offset_seconds_ = seconds; }

  // Rounded down to nanoseconds.
  Nanos time(std::uint64_t ticks) const;

 private:
  std::uint64_t divisor_ = 1;                   // ticks to one of the units that the next line counts
  std::uint64_t units_per_second_ = 1'000'000;  // times 10^9 it fits 64 bits
  std::int64_t offset_seconds_ = 0;
};

}  // namespace icmpwire::pcapng
