// The live wire's clock: the system's monotonic one, and the kernel's wall-clock stamps turned into it.
#pragma once

#include "packet/time.h"

namespace icmpwire {

Nanos monotonic_now();
Nanos coarse_now();  // the monotonic clock as it was some milliseconds ago at most, for a fifth of the time
Nanos wall_now();    // since 1970

// Two readings of the same moment.
struct ClockReading {
  Nanos monotonic;
  Nanos wall;
};
ClockReading read_clocks();

// The wall clock may be set while packets wait to be read: a stamp is then from before the step, the reading
// from after it. Not thread-safe.
class StampClock {
 public:
  // The relation of the clocks that was found last is kept while the present one is no further from it: the
  // differences of stamps are then those of the kernel to the nanosecond.
  explicit StampClock(Nanos steadiness = {}) : steadiness_(steadiness) {}

  // When a packet came that is read now. `not_before` is a wire time before which it cannot have come: that
  // of its predecessor. A stamp that fits neither the present nor the previous relation of the clocks becomes
  // the present.
  Nanos to_wire_time(Nanos stamp, Nanos not_before, const ClockReading& now);

 private:
  const Nanos steadiness_;
  Nanos offset_{};  // wall clock minus monotonic clock, at the last stamp
};

}  // namespace icmpwire
