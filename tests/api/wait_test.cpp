// The wait core: what ends a wait, what it consumes, and in which order.
#include <gtest/gtest.h>

#include <array>
#include <latch>
#include <thread>

#include "api/wait/event.h"
#include "api/wait/mutex.h"
#include "api/wait/thread.h"

namespace icmpwire {
namespace {

using Why = WaitResult::Why;

// Already over: a look at the state.
const Deadline now = Deadline::min();

Why look(Waitable& object) { return wait(object, now).why; }

TEST(Wait, AManualEventStaysSignalledUntilItIsReset) {
  Event event(true, false);
  EXPECT_EQ(look(event), Why::timeout);
  event.set();
  EXPECT_EQ(look(event), Why::object);
  EXPECT_EQ(look(event), Why::object);
  event.reset();
  EXPECT_EQ(look(event), Why::timeout);
}

TEST(Wait, AnAutoResetEventEndsOneWait) {
  Event event(false, true);
  EXPECT_EQ(look(event), Why::object);
  EXPECT_EQ(look(event), Why::timeout);
  event.set();
  event.set();
  EXPECT_EQ(look(event), Why::object);
  EXPECT_EQ(look(event), Why::timeout);
}

TEST(Wait, TheFirstOfSeveralSignalledObjectsIsTaken) {
  Event first(false, false), second(false, true), third(false, true);
  const std::array<Waitable*, 3> objects{&first, &second, &third};
  const WaitResult result = wait(objects, WaitFor::any, now, Alertable::no);
  EXPECT_EQ(result.why, Why::object);
  EXPECT_EQ(result.index, 1U);
  EXPECT_EQ(look(second), Why::timeout);
  EXPECT_EQ(look(third), Why::object);
}

TEST(Wait, AWaitForAllTakesAllOrNone) {
  Event first(false, true), second(false, false);
  const std::array<Waitable*, 2> objects{&first, &second};
  EXPECT_EQ(wait(objects, WaitFor::all, now, Alertable::no).why, Why::timeout);
  EXPECT_EQ(look(first), Why::object);

  first.set();
  second.set();
  EXPECT_EQ(wait(objects, WaitFor::all, now, Alertable::no).why, Why::object);
  EXPECT_EQ(look(first), Why::timeout);
  EXPECT_EQ(look(second), Why::timeout);
}

TEST(Wait, ADeadlineEndsIt) {
  Event event(true, false);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(1);
  EXPECT_EQ(wait(event, deadline).why, Why::timeout);
  EXPECT_GE(std::chrono::steady_clock::now(), deadline);
  EXPECT_EQ(wait({}, WaitFor::any, deadline, Alertable::yes).why, Why::timeout);
}

TEST(Wait, AnotherThreadEndsIt) {
  Event ping(false, false), pong(false, false);
  std::thread other([&] {
    for (int i = 0; i < 1000; ++i) {
      wait(ping);
      pong.set();
    }
  });
  for (int i = 0; i < 1000; ++i) {
    ping.set();
    ASSERT_EQ(wait(pong).why, Why::object);
  }
  other.join();
}

TEST(Apc, RunsInAlertableWaitsOnly) {
  Event event(true, true);
  int runs = 0;
  ASSERT_TRUE(Thread::current()->queue([&] { ++runs; }));
  EXPECT_EQ(wait(event).why, Why::object);
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(wait({}, WaitFor::any, now, Alertable::yes).why, Why::apcs);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(wait({}, WaitFor::any, now, Alertable::yes).why, Why::timeout);
}

TEST(Apc, AllThatAreQueuedRunInOneWaitInOrderAndThoseTheyQueueToo) {
  std::string order;
  const auto thread = Thread::current();
  thread->queue([&] {
    order += 'a';
    thread->queue([&] { order += 'c'; });
  });
  thread->queue([&] { order += 'b'; });
  EXPECT_EQ(wait({}, WaitFor::any, no_deadline, Alertable::yes).why, Why::apcs);
  EXPECT_EQ(order, "abc");
}

TEST(Apc, ComesBeforeASignalledObjectAndConsumesNone) {
  Event event(false, true);
  Thread::current()->queue([] {});
  EXPECT_EQ(wait(event, no_deadline, Alertable::yes).why, Why::apcs);
  EXPECT_EQ(wait(event, no_deadline, Alertable::yes).why, Why::object);
}

TEST(Apc, EndsAWaitInProgress) {
  Event never(true, false);
  const auto waiting = Thread::current();
  std::latch ran(1);
  std::thread other([&] { waiting->queue([&] { ran.count_down(); }); });
  EXPECT_EQ(wait(never, no_deadline, Alertable::yes).why, Why::apcs);
  EXPECT_TRUE(ran.try_wait());
  other.join();
}

TEST(Apc, MayWaitAlertablyItself) {
  std::string order;
  const auto thread = Thread::current();
  thread->queue([&] {
    EXPECT_EQ(wait({}, WaitFor::any, now, Alertable::yes).why, Why::apcs);
    order += 'a';
  });
  thread->queue([&] { order += 'b'; });
  EXPECT_EQ(wait({}, WaitFor::any, now, Alertable::yes).why, Why::apcs);
  EXPECT_EQ(order, "ba");
}

TEST(WaitThread, IsSignalledWhenItEnds) {
  Event go(true, false);
  const auto thread = Thread::start([&] {
    wait(go);
    return 7U;
  });
  EXPECT_EQ(look(*thread), Why::timeout);
  EXPECT_EQ(thread->exit_code(), std::nullopt);
  go.set();
  EXPECT_EQ(wait(*thread).why, Why::object);
  EXPECT_EQ(thread->exit_code(), 7U);
  EXPECT_FALSE(thread->queue([] { FAIL(); }));
}

TEST(WaitThread, OneThatWeDidNotStartIsAThreadToo) {
  std::shared_ptr<Thread> thread;
  std::thread other([&] { thread = Thread::current(); });
  other.join();
  EXPECT_EQ(wait(*thread).why, Why::object);
  EXPECT_FALSE(thread->queue([] { FAIL(); }));
  EXPECT_NE(thread->identifier(), Thread::current()->identifier());
}

TEST(WaitThread, WhatIsQueuedBeforeItBeginsRunsFirst) {
  // Whether the call comes before the beginning is up to the system; run it is in either case.
  Event ran(true, false);
  const auto thread = Thread::start([&] {
    wait(ran, no_deadline, Alertable::yes);
    return 0U;
  });
  EXPECT_TRUE(thread->queue([&] { ran.set(); }));
  EXPECT_EQ(wait(ran).why, Why::object);
  wait(*thread);
}

TEST(WaitThread, ExitEndsItAnywhere) {
  const auto thread = Thread::start([]() -> std::uint32_t { Thread::exit(9); });
  EXPECT_EQ(wait(*thread).why, Why::object);
  EXPECT_EQ(thread->exit_code(), 9U);
}

TEST(WaitThread, WhatIsQueuedAndNeverRunIsDestroyedAtItsEnd) {
  auto captured = std::make_shared<int>(0);
  Event running(true, false), queued(true, false);
  const auto thread = Thread::start([&] {
    running.set();
    wait(queued);
    return 0U;
  });
  wait(running);
  thread->queue([captured] { FAIL(); });
  queued.set();
  wait(*thread);
  EXPECT_EQ(captured.use_count(), 1);
}

TEST(WaitMutex, IsRecursiveAndBelongsToAThread) {
  Mutex mutex;
  EXPECT_FALSE(mutex.release());
  EXPECT_EQ(look(mutex), Why::object);
  EXPECT_EQ(look(mutex), Why::object);
  std::thread([&] {
    EXPECT_EQ(look(mutex), Why::timeout);
    EXPECT_FALSE(mutex.release());
  }).join();
  EXPECT_TRUE(mutex.release());
  std::thread([&] { EXPECT_EQ(look(mutex), Why::timeout); }).join();
  EXPECT_TRUE(mutex.release());
  EXPECT_FALSE(mutex.release());
  std::thread([&] {
    EXPECT_EQ(look(mutex), Why::object);
    EXPECT_TRUE(mutex.release());
  }).join();
}

TEST(WaitMutex, IsAbandonedByAThreadThatEndsAndSaysSoOnce) {
  Mutex first, second;
  std::thread([&] {
    wait(first);
    wait(second);
  }).join();
  EXPECT_EQ(look(first), Why::abandoned);
  EXPECT_EQ(look(first), Why::object);
  Event event(true, true);
  const std::array<Waitable*, 2> objects{&event, &second};
  EXPECT_EQ(wait(objects, WaitFor::all, now, Alertable::no).why, Why::abandoned);
  EXPECT_TRUE(first.release() && first.release() && second.release());
}

TEST(WaitMutex, MayEndBeforeItsOwner) {
  auto mutex = std::make_unique<Mutex>();
  Mutex other;
  wait(*mutex);
  wait(other);
  mutex.reset();
  EXPECT_TRUE(other.release());
}

}  // namespace
}  // namespace icmpwire
