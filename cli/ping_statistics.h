// What became of the requests to one target.
#pragma once

#include <cstdint>

#include "packet/time.h"

namespace icmpwire::cli {

// Round trips as they come; the mean and the deviation need none of them kept.
class RoundTrips {
 public:
  void add(Nanos round_trip);
  bool empty() const { return count_ == 0; }
  Nanos least() const { return least_; }
  Nanos most() const { return most_; }
  Nanos mean() const;
  Nanos deviation() const;  // root mean square from the mean, which iputils calls mdev

 private:
  std::uint64_t count_ = 0;
  Nanos least_{};
  Nanos most_{};
  double mean_ = 0;     // nanoseconds
  double squares_ = 0;  // sum of squared distances from the mean (Welford)
};

struct PingStatistics {
  std::uint64_t transmitted = 0;
  std::uint64_t received = 0;  // replies that ended their request
  std::uint64_t errors = 0;    // ICMP errors, and requests that could not be sent
  std::uint64_t duplicates = 0;
  std::uint64_t late = 0;  // answers behind their timeout
  RoundTrips round_trips;

  double loss() const;  // 0 to 1
};

}  // namespace icmpwire::cli
