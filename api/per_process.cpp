#include "api/per_process.h"

#include <pthread.h>

namespace icmpwire {

namespace {

std::atomic<unsigned> forks = 0;

void count_fork() { forks.fetch_add(1, std::memory_order_relaxed); }

}  // namespace

unsigned fork_count() {
  static const int watched = pthread_atfork(nullptr, nullptr, count_fork);
  static_cast<void>(watched);
  return forks.load(std::memory_order_relaxed);
}

}  // namespace icmpwire
