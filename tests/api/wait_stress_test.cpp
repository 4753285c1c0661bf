// The wait core and the handle table under many threads: nothing is lost, nothing happens twice. The
// sanitizers' builds run this too.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "api/handle_table.h"
#include "api/wait/event.h"
#include "api/wait/mutex.h"
#include "api/wait/thread.h"

namespace icmpwire {
namespace {

using Why = WaitResult::Why;
constexpr int threads = 8;
constexpr int rounds = 500;

template <class Body>
void in_threads(int count, Body body) {
  std::vector<std::thread> all;
  for (int i = 0; i < count; ++i) all.emplace_back([&body, i] { body(i); });
  for (std::thread& thread : all) thread.join();
}

// The dining philosophers, who would starve if a wait for both forks could hold one.
TEST(WaitStress, WaitingForAllNeverHoldsSome) {
  std::array<Mutex, threads> forks;
  std::array<int, threads> taken{};  // each guarded by its fork
  in_threads(threads, [&](int i) {
    const auto left = static_cast<std::size_t>(i), right = (left + 1) % threads;
    const std::array<Waitable*, 2> both{&forks[left], &forks[right]};
    for (int round = 0; round < rounds; ++round) {
      ASSERT_EQ(wait(both, WaitFor::all, no_deadline, Alertable::no).why, Why::object);
      ++taken[left];
      ++taken[right];
      ASSERT_TRUE(forks[left].release() && forks[right].release());
    }
  });
  for (const int count : taken) EXPECT_EQ(count, 2 * rounds);
}

TEST(WaitStress, EachSetOfAnAutoResetEventEndsOneWait) {
  Event go(false, false), went(false, false), over(true, false);
  std::atomic<int> woken{0};
  std::thread conductor([&] {
    for (int round = 0; round < rounds; ++round) {
      go.set();
      wait(went);
      ASSERT_EQ(woken, round + 1);
    }
    over.set();
  });
  in_threads(threads, [&](int) {
    const std::array<Waitable*, 2> objects{&go, &over};
    while (wait(objects, WaitFor::any, no_deadline, Alertable::no).index == 0) {
      ++woken;
      went.set();
    }
  });
  conductor.join();
  EXPECT_EQ(woken, rounds);
}

TEST(WaitStress, EveryQueuedCallRunsOnceAndInItsOrder) {
  std::array<int, threads> next{};  // touched by the waiting thread alone
  const auto waiting = Thread::current();
  Event noise(false, false), over(true, false);
  std::atomic<int> working{threads};
  std::thread queueing([&] {
    in_threads(threads, [&](int i) {
      for (int round = 0; round < rounds; ++round) {
        ASSERT_TRUE(
            waiting->queue([&next, i, round] { EXPECT_EQ(next[static_cast<std::size_t>(i)]++, round); }));
        noise.set();
      }
      if (--working == 0) over.set();
    });
  });
  const std::array<Waitable*, 2> objects{&noise, &over};
  WaitResult result;
  while (result = wait(objects, WaitFor::any, no_deadline, Alertable::yes),
         result.why == Why::apcs || result.index == 0) {
    continue;
  }
  queueing.join();
  wait({}, WaitFor::any, Deadline::min(), Alertable::yes);
  for (const int count : next) EXPECT_EQ(count, rounds);
}

// Counts how often one of it was destroyed.
class Tracked {
 public:
  explicit Tracked(std::atomic<int>& destroyed) : destroyed_(destroyed) {}
  Tracked(const Tracked&) = delete;
  Tracked& operator=(const Tracked&) = delete;
  ~Tracked() { ++destroyed_; }

 private:
  std::atomic<int>& destroyed_;
};

TEST(WaitStress, CallsForThreadsThatEndAreRunOrDestroyed) {
  std::atomic<int> accepted{0}, destroyed{0}, offered{0};
  for (int round = 0; round < rounds / 10; ++round) {
    Event some(false, false);
    const auto ending = Thread::start([&] {
      wait(some, no_deadline, Alertable::yes);
      return 0U;
    });
    in_threads(3, [&](int) {
      for (int i = 0; i < 10; ++i) {
        ++offered;
        auto tracked = std::make_shared<Tracked>(destroyed);
        if (ending->queue([tracked] { EXPECT_NE(tracked, nullptr); })) ++accepted;
      }
    });
    some.set();
    EXPECT_EQ(wait(*ending).why, Why::object);
    EXPECT_EQ(destroyed, offered);
  }
  EXPECT_GT(accepted, 0);
}

TEST(WaitStress, AbandonedMutexesPassFromThreadToThread) {
  Mutex mutex;
  int times = 0;  // guarded by the mutex
  in_threads(threads, [&](int) {
    for (int i = 0; i < rounds / 10; ++i) {
      std::thread([&] {
        const Why why = wait(mutex).why;
        EXPECT_TRUE(why == Why::object || why == Why::abandoned);
        ++times;
      }).join();
    }
  });
  EXPECT_EQ(wait(mutex).why, Why::abandoned);
  EXPECT_EQ(times, threads * (rounds / 10));
  EXPECT_TRUE(mutex.release());
}

TEST(HandleTableStress, AHandleIsClosedOnceAndNeverAnothers) {
  struct Numbered : HandleObject {
    explicit Numbered(HandleTable::Value own_number) : number(own_number) {}
    void closed() override { ++times_closed; }
    const HandleTable::Value number;
    std::atomic<int> times_closed{0};
  };
  HandleTable table;
  std::array<std::atomic<HandleTable::Value>, 4> shared{};
  std::atomic<int> opened{0}, closed{0};
  in_threads(threads, [&](int i) {
    for (int round = 0; round < rounds; ++round) {
      auto& place = shared[static_cast<std::size_t>(i + round) % shared.size()];
      const auto object = std::make_shared<Numbered>(static_cast<HandleTable::Value>(++opened));
      const HandleTable::Value before = place.exchange(table.open(object));
      const auto used = table.use<Numbered>(before);
      if (table.close(before)) {
        ++closed;
        EXPECT_EQ(used == nullptr ? 1 : used->times_closed.load(), 1);
      }
      EXPECT_FALSE(table.close(before));
    }
  });
  for (const auto& left : shared) closed += table.close(left) ? 1 : 0;
  EXPECT_EQ(closed, opened);
}

}  // namespace
}  // namespace icmpwire
