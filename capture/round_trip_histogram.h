// Round trips counted in classes, in constant memory: percentiles to within a stated error.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "packet/time.h"

namespace icmpwire {

// Classes are exact below 256 ns and 1/128 of their value wide above: a percentile is the middle of its
// class, at most `most_error` off. Negative times count as zero.
class RoundTripHistogram {
 public:
  static constexpr double most_error = 1.0 / 256;

  void add(Nanos round_trip);

  std::uint64_t count() const { return count_; }
  Nanos least() const { return least_; }
  Nanos most() const { return most_; }
  Nanos mean() const;
  // Of `share` (0 to 1) of the round trips; zero where there are none. Never below the least or above the
  // most.
  Nanos percentile(double share) const;

 private:
  static constexpr unsigned bits = 7;
  static constexpr std::size_t classes = (64 - bits) << bits;
  static std::size_t class_of(std::uint64_t value);
  static std::uint64_t middle_of(std::size_t number);

  std::array<std::uint64_t, classes> counts_{};
  std::uint64_t count_ = 0;
  double sum_ = 0;
  Nanos least_{}, most_{};
};

}  // namespace icmpwire
