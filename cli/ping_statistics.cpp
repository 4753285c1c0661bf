#include "cli/ping_statistics.h"

#include <algorithm>
#include <cmath>

namespace icmpwire::cli {
namespace {

Nanos rounded(double nanoseconds) { return Nanos(std::llround(nanoseconds)); }

}  // namespace

void RoundTrips::add(Nanos round_trip) {
  least_ = empty() ? round_trip : std::min(least_, round_trip);
  most_ = std::max(most_, round_trip);
  ++count_;
  const double value = static_cast<double>(round_trip.count());
  const double distance = value - mean_;
  mean_ += distance / static_cast<double>(count_);
  squares_ += distance * (value - mean_);
}

Nanos RoundTrips::mean() const { return rounded(mean_); }

Nanos RoundTrips::deviation() const {
  return empty() ? Nanos{} : rounded(std::sqrt(squares_ / static_cast<double>(count_)));
}

double PingStatistics::loss() const {
  if (transmitted == 0) return 0;
  return static_cast<double>(transmitted - received) / static_cast<double>(transmitted);
}

}  // namespace icmpwire::cli
