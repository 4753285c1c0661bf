// The one wait system: what threads can wait for, and how they do.
#pragma once

#include <chrono>
#include <mutex>
#include <span>
#include <vector>

#include "api/handle_object.h"

namespace icmpwire {

class Thread;
class Wait;
class Waitable;

// Absolute, so that a wait that is done in steps does not grow.
using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline no_deadline = Deadline::max();

enum class WaitFor { any, all };
enum class Alertable { no, yes };

struct WaitResult {
  enum class Why {
    object,     // waited for any: `index` says which; for all: `index` is 0
    abandoned,  // likewise, by a mutex whose owner ended without releasing it
    apcs,       // queued calls were run; no object was consumed
    timeout,
  };
  Why why = Why::timeout;
  std::size_t index = 0;
};

// Waits until one of `objects` is signalled (the first of them, if several are) or all of them at the same
// time are, and consumes that state in the same step: auto-reset events are reset, mutexes owned. All or
// none: a wait for all consumes nothing before it can have everything.
//
// An alertable wait runs the calls that are queued for this thread, at once or when one comes, and then ends
// without an object. Queued calls come before objects that are signalled already.
//
// A state that comes while several threads wait for it goes to the one that has waited longest. `objects`
// must live until the wait is over; none at all is a plain sleep. Whoever signals an object has happened
// before the waits that it ends.
WaitResult wait(std::span<Waitable* const> objects, WaitFor which, Deadline until, Alertable alertable);
WaitResult wait(Waitable& object, Deadline until = no_deadline, Alertable alertable = Alertable::no);

// Thread-safe, as everything derived from it.
class Waitable : public HandleObject {
 protected:
  // One lock for the state of all waitables, so that waits for all of several can be atomic. Nothing else is
  // locked, and nobody is called, while it is held.
  using Lock = std::unique_lock<std::mutex>;
  static Lock lock();

  // These are called with the lock held.

  // Whether a wait of this thread would be satisfied.
  virtual bool ready_for(const Thread& thread) const = 0;
  // A wait of this thread is satisfied: consumes what it consumes. True where the object was abandoned.
  virtual bool take_for(Thread& thread);
  // To be called after every change that may satisfy waits.
  void satisfy_waits();

 private:
  friend class Wait;
  std::vector<Wait*> waits_;  // in progress, the longest first
};

}  // namespace icmpwire
