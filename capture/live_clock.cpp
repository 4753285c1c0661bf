#include "capture/live_clock.h"

#include <ctime>

namespace icmpwire {
namespace {

// Stamps of one device are in order but for what processors disagree about.
constexpr Nanos disorder = std::chrono::microseconds(100);

Nanos read(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) + Nanos(time.tv_nsec);
}

}  // namespace

Nanos monotonic_now() { return read(CLOCK_MONOTONIC); }
Nanos coarse_now() {
#ifdef CLOCK_MONOTONIC_COARSE
  return read(CLOCK_MONOTONIC_COARSE);
#else
  return monotonic_now();
#endif
}
Nanos wall_now() { return read(CLOCK_REALTIME); }
ClockReading read_clocks() { return {monotonic_now(), wall_now()}; }

Nanos StampClock::to_wire_time(Nanos stamp, Nanos not_before, const ClockReading& now) {
  Nanos offset = now.wall - now.monotonic;
  if (std::chrono::abs(offset - offset_) <= steadiness_) offset = offset_;
  for (const Nanos candidate : {offset, offset_}) {
    const Nanos at = stamp - candidate;
    if (at > now.monotonic + disorder || at + disorder < not_before) continue;
    offset_ = candidate;
    return at;
  }
  offset_ = offset;
  return now.monotonic;
}

}  // namespace icmpwire
