#include "capture/round_trip_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace icmpwire {

void RoundTripHistogram::add(Nanos round_trip) {
  const Nanos value = std::max(round_trip, Nanos{});
  least_ = count_ == 0 ? value : std::min(least_, value);
  most_ = std::max(most_, value);
  sum_ += static_cast<double>(value.count());
  ++count_;
  ++counts_[class_of(static_cast<std::uint64_t>(value.count()))];
}

Nanos RoundTripHistogram::mean() const {
  if (count_ == 0) return {};
  return Nanos(std::llround(sum_ / static_cast<double>(count_)));
}

Nanos RoundTripHistogram::percentile(double share) const {
  if (count_ == 0) return {};
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t counted = 0;
  for (std::size_t i = 0; i < classes; ++i) {
    counted += counts_[i];
    if (counted < std::max<std::uint64_t>(wanted, 1)) continue;
    return std::clamp(Nanos(static_cast<Nanos::rep>(middle_of(i))), least_, most_);
  }
  return most_;
}

// A value of up to `bits` + 1 bits is its own class; of longer ones the leading bits count.
std::size_t RoundTripHistogram::class_of(std::uint64_t value) {
  const auto width = static_cast<unsigned>(std::bit_width(value));
  const unsigned dropped = width > bits + 1 ? width - bits - 1 : 0;
  return (std::size_t{dropped} << bits) + static_cast<std::size_t>(value >> dropped);
}

std::uint64_t RoundTripHistogram::middle_of(std::size_t number) {
  constexpr std::size_t exact = std::size_t{2} << bits;
  if (number < exact) return number;
  const std::size_t dropped = (number >> bits) - 1;
  const std::uint64_t leading = (number & ((std::size_t{1} << bits) - 1)) | std::uint64_t{1} << bits;
  return (leading << dropped) + (std::uint64_t{1} << dropped) / 2;
}

}  // namespace icmpwire
