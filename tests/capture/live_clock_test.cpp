// Kernel stamps turned into wire time, also over a step of the wall clock.
#include "capture/live_clock.h"

#include <gtest/gtest.h>

namespace icmpwire {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

constexpr ClockReading now{seconds(1000), seconds(1700000000)};

TEST(StampClock, SubtractsTheOffsetOfTheClocks) {
  StampClock clock;
  EXPECT_EQ(clock.to_wire_time(now.wall - microseconds(5), seconds(999), now),
            now.monotonic - microseconds(5));
}

// Two readings of the clocks are never of quite the same moment.
TEST(StampClock, ASteadyOneKeepsDifferencesOfStamps) {
  StampClock clock(microseconds(50));
  const Nanos first = clock.to_wire_time(now.wall, seconds(999), now);
  const ClockReading later{now.monotonic + microseconds(100), now.wall + microseconds(100) + Nanos(700)};
  EXPECT_EQ(clock.to_wire_time(now.wall + Nanos(12345), first, later), first + Nanos(12345));
  const ClockReading far{now.monotonic + microseconds(200), now.wall + microseconds(200) + microseconds(51)};
  EXPECT_EQ(clock.to_wire_time(far.wall, first, far), far.monotonic);
}

TEST(StampClock, StampFromBeforeAStepKeepsItsTime) {
  for (const Nanos step : {Nanos(hours(1)), Nanos(-hours(1))}) {
    StampClock clock;
    const Nanos before = clock.to_wire_time(now.wall, seconds(999), now);
    const ClockReading stepped{now.monotonic + seconds(2), now.wall + seconds(2) + step};
    EXPECT_EQ(clock.to_wire_time(now.wall + seconds(1), before, stepped), before + seconds(1));
    EXPECT_EQ(clock.to_wire_time(stepped.wall, before, stepped), stepped.monotonic);
  }
}

TEST(StampClock, StampThatFitsNothingIsThePresent) {
  StampClock clock;
  clock.to_wire_time(now.wall, seconds(999), now);
  EXPECT_EQ(clock.to_wire_time(now.wall - hours(5), seconds(999), now), now.monotonic);
  EXPECT_EQ(clock.to_wire_time(now.wall + hours(5), seconds(999), now), now.monotonic);
}

TEST(LiveClocks, CoarseOneIsNeverAhead) {
  const Nanos coarse = coarse_now();
  EXPECT_LE(coarse, monotonic_now());
  EXPECT_GT(coarse, Nanos{});
}

}  // namespace
}  // namespace icmpwire
