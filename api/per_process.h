// What the whole process shares, begun anew in a fork.
#pragma once

#include <atomic>
#include <memory>

namespace icmpwire {

// How many forks this process is away from the one that called it first.
unsigned fork_count();

// The process's one T. In a fork it is a new one: the parent's may be locked by threads that the fork does
// not have, and what it refers to is the parent's. Never destroyed: threads may still be in it when the
// process ends.
template <class T>
T& per_process() {
  struct Made {
    unsigned forks;
    Made* parents;  // reachable for leak checkers
    T object;
  };
  static std::atomic<Made*> current = nullptr;
  Made* made = current.load(std::memory_order_acquire);
  while (made == nullptr || made->forks != fork_count()) {
    std::unique_ptr<Made> fresh(new Made{fork_count(), made, {}});
    if (current.compare_exchange_strong(made, fresh.get())) made = fresh.release();
  }
  return made->object;
}

}  // namespace icmpwire
