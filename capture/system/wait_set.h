// Waiting for several descriptors at once, with a wake-up from other threads and an alarm.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "capture/system/descriptor.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// One thread waits; any thread may add, remove, wake and set the alarm.
//
// It polls, and makes an epoll descriptor only for who asks for one: a socket that is watched all the time
// costs each packet that passes it a wake-up in the kernel, of which an echo whose reply is there at once
// needs none.
class WaitSet {
 public:
  static constexpr std::uint32_t woken = 0xffffffff;  // tags that are the set's own
  static constexpr std::uint32_t alarmed = 0xfffffffe;

  static Result<WaitSet> open();
  WaitSet(WaitSet&&) noexcept;
  ~WaitSet();

  // `tag` is what wait() gives while the descriptor is readable.
  Result<void> add(int descriptor, std::uint32_t tag);
  void remove(int descriptor);

  void wake();
  // As wake(), but only for who waits on descriptor().
  void wake_observer();
  // Readable once the monotonic clock reaches `at`; forever: never.
  void set_alarm(Nanos at);

  // Waits at most `timeout` (none where it is not positive; forever: no limit) and writes the tags of what is
  // ready to the front of `ready`; how many these are. A wake-up or an alarm is given once.
  std::size_t wait(Nanos timeout, std::span<std::uint32_t> ready);

  // Readable whenever wait() would give something; -1 where the system has none left.
  int descriptor();

 private:
  struct State;
  explicit WaitSet(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// False where the descriptor still takes nothing when `timeout` has passed.
bool wait_until_writable(int descriptor, Nanos timeout);

}  // namespace icmpwire
