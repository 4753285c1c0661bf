// Waiting for several descriptors at once, with a wake-up from other threads and an alarm.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "capture/system/descriptor.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// One thread waits; any thread may add, remove, wake and set the alarm.
class WaitSet {
 public:
  static constexpr std::uint32_t woken = 0xffffffff;  // tags that are the set's own
  static constexpr std::uint32_t alarmed = 0xfffffffe;

  static Result<WaitSet> open();

  // `tag` is what wait() gives while the descriptor is readable.
  Result<void> add(int descriptor, std::uint32_t tag);
  void remove(int descriptor);

  void wake();
  // Readable once the monotonic clock reaches `at`; forever: never.
  void set_alarm(Nanos at);

  // Waits at most `timeout` (none where it is not positive; forever: no limit) and writes the tags of what is
  // ready to the front of `ready`; how many these are. A wake-up or an alarm is given once.
  std::size_t wait(Nanos timeout, std::span<std::uint32_t> ready);

  // Readable whenever wait() would give something.
  int descriptor() const { return events_.number(); }

 private:
  Descriptor events_, wake_, alarm_;
};

// False where the descriptor still takes nothing when `timeout` has passed.
bool wait_until_writable(int descriptor, Nanos timeout);

}  // namespace icmpwire
