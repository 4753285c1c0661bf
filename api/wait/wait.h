// One wait in progress: what it is for, and what has ended it.
#pragma once

#include <condition_variable>
#include <optional>

#include "api/wait/waitable.h"

namespace icmpwire {

// Lives on the waiting thread's stack. Whoever signals an object decides, under the lock, which wait that
// satisfies and consumes the state for it; the waiting thread only finds out.
class Wait {
 public:
  Wait(Thread& thread, std::span<Waitable* const> objects, WaitFor which, Alertable alertable)
      : thread_(thread), objects_(objects), which_(which), alertable_(alertable) {}
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;

  WaitResult run(Deadline until);

  // With the lock of all waitables held: no effect once something has ended the wait.
  void try_to_satisfy();
  void alert();

 private:
  class Enlisted;

  void end(WaitResult result);
  void try_any();
  void try_all();

  Thread& thread_;
  const std::span<Waitable* const> objects_;
  const WaitFor which_;
  const Alertable alertable_;
  std::optional<WaitResult> result_;
  std::condition_variable ended_;
};

}  // namespace icmpwire
