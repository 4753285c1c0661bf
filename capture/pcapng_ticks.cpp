#include "capture/pcapng_ticks.h"

#include <algorithm>

#include "capture/capture_readers.h"

namespace icmpwire::pcapng {
namespace {

constexpr std::uint64_t power(std::uint64_t base, unsigned exponent) {
  std::uint64_t result = 1;
  for (; exponent != 0; --exponent) result *= base;
  return result;
}

}  // namespace

std::optional<Ticks> Ticks::of_resolution(std::uint8_t resolution) {
  constexpr std::uint8_t binary = 0x80;
  const bool is_binary = (resolution & binary) != 0;
  const unsigned exponent = resolution & ~unsigned{binary};
  if (exponent > (is_binary ? 63U : 19U)) return std::nullopt;
  // The finest units whose second, times 10^9, fits 64 bits.
  const unsigned finest = is_binary ? 34 : 9;
  const unsigned beyond = exponent - std::min(exponent, finest);
  const std::uint64_t base = is_binary ? 2 : 10;
  Ticks ticks;
  ticks.divisor_ = power(base, beyond);
  ticks.units_per_second_ = power(base, exponent - beyond);
  return ticks;
}

Nanos Ticks::time(std::uint64_t ticks) const {
  constexpr std::uint64_t nanoseconds_per_second = 1'000'000'000;
  constexpr std::int64_t most_seconds = std::int64_t{1} << 40;  // beyond all that packet_time keeps
  const std::uint64_t units = ticks / divisor_;
  const auto seconds = static_cast<std::int64_t>(
      std::min(units / units_per_second_, static_cast<std::uint64_t>(most_seconds)));
  return packet_time(seconds + std::clamp(offset_seconds_, -most_seconds, most_seconds),
                     units % units_per_second_ * nanoseconds_per_second / units_per_second_);
}

}  // namespace icmpwire::pcapng
