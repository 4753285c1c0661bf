// Requests that nobody waits for: who completes them, once each, and what closing and cancelling do.
#include <gtest/gtest.h>
#include <poll.h>

#include <latch>
#include <thread>

#include "api/engine.h"
#include "tests/api/engine_requests.h"
#include "tests/api/scripted_wire.h"
#include "tests/icmp/exchange_fixture.h"

namespace icmpwire::test {
namespace {

constexpr Ipv4Address answering = {{10, 9, 3, 3}};

Result<std::vector<ScriptedWire::Reply>> answer(Bytes datagram) {
  const auto ip = parse_ipv4(datagram).value();
  if (ip.header.destination == silent) return std::vector<ScriptedWire::Reply>{};
  return std::vector<ScriptedWire::Reply>{{milliseconds(3), echo_reply(datagram, ip.header.destination)}};
}

// What became of one request.
struct Seen {
  std::latch done{1};
  std::atomic<int> times = 0;
  Ending ending = Ending::pending;
  std::thread::id thread;
};

class Noting final : public Completion {
 public:
  explicit Noting(Seen& seen) : seen_(seen) {}
  void complete(const Outcome& outcome, Bytes) noexcept override {
    seen_.ending = outcome.ending;
    seen_.thread = std::this_thread::get_id();
    if (++seen_.times == 1) seen_.done.count_down();
  }

 private:
  Seen& seen_;
};

class AsyncEngine : public testing::Test {
 protected:
  Result<Ticket> start(const Request& request, Seen& seen) {
    return engine_.submit(request, {&group_, std::make_unique<Noting>(seen), nullptr});
  }

  RequestGroup group_;
  Engine engine_{std::make_unique<ScriptedWire>(answer), Exchange::Settings{}};
};

TEST_F(AsyncEngine, ItsOwnThreadReceivesWhereNobodyWaits) {
  Seen answered, in_vain;
  ASSERT_TRUE(start(request_to(answering), answered));
  ASSERT_TRUE(start(request_to(silent), in_vain));
  answered.done.wait();
  in_vain.done.wait();
  EXPECT_EQ(answered.ending, Ending::answered);
  EXPECT_EQ(in_vain.ending, Ending::timed_out);
  EXPECT_NE(answered.thread, std::this_thread::get_id());
  engine_.close(group_);
  EXPECT_EQ(answered.times, 1);
  EXPECT_EQ(in_vain.times, 1);
}

TEST_F(AsyncEngine, ClosingWaitsForWhatIsPending) {
  Seen seen[20];
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(start(request_to(i % 2 == 0 ? answering : silent), seen[i]));
  engine_.close(group_);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(seen[i].times, 1);
    EXPECT_EQ(seen[i].ending, i % 2 == 0 ? Ending::answered : Ending::timed_out);
  }
  const auto refused = engine_.submit(request_to(answering), {&group_, nullptr, nullptr});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::interrupted);
}

TEST_F(AsyncEngine, CancellingEndsWhatWouldNeverEnd) {
  // Polled, so that no other thread lets the time pass.
  ASSERT_TRUE(engine_.make_pollable(group_));
  Seen seen;
  ASSERT_TRUE(start(request_to(silent, forever), seen));
  engine_.cancel(group_);
  engine_.close(group_);
  EXPECT_EQ(seen.times, 1);
  EXPECT_EQ(seen.ending, Ending::cancelled);
  EXPECT_EQ(engine_.counters().cancelled, 1U);
}

TEST_F(AsyncEngine, PolledRequestsEndInPollAndTheDescriptorSaysWhen) {
  const int descriptor = engine_.make_pollable(group_).value();
  pollfd readable{descriptor, POLLIN, 0};
  EXPECT_EQ(poll(&readable, 1, 0), 0);
  Seen answered, in_vain;
  ASSERT_TRUE(start(request_to(answering), answered));
  ASSERT_TRUE(start(request_to(silent), in_vain));
  EXPECT_EQ(answered.times + in_vain.times, 0);
  std::size_t completed = 0;
  for (int turns = 0; completed < 2 && turns < 10; ++turns) {
    ASSERT_EQ(poll(&readable, 1, 0), 1);
    completed += engine_.poll(group_).value();
  }
  EXPECT_EQ(answered.ending, Ending::answered);
  EXPECT_EQ(in_vain.ending, Ending::timed_out);
  EXPECT_EQ(in_vain.thread, std::this_thread::get_id());
  EXPECT_EQ(poll(&readable, 1, 0), 0);
  engine_.close(group_);
}

TEST_F(AsyncEngine, ClosingCallsTheCompletionsOfPolledRequests) {
  ASSERT_TRUE(engine_.make_pollable(group_));
  Seen seen;
  ASSERT_TRUE(start(request_to(answering), seen));
  engine_.close(group_);
  EXPECT_EQ(seen.times, 1);
  EXPECT_EQ(seen.thread, std::this_thread::get_id());
}

TEST_F(AsyncEngine, WaitersAndTheEnginesThreadShareTheWire) {
  constexpr int thread_count = 4, rounds = 200;
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int number = 0; number < thread_count; ++number) {
    threads.emplace_back([&, number] {
      for (int round = 0; round < rounds; ++round) {
        Seen seen;
        ASSERT_TRUE(start(request_to((number + round) % 3 == 0 ? silent : answering), seen));
        const Ticket ticket = engine_.submit(request_to(answering), {&group_, nullptr, nullptr}).value();
        if (engine_.wait(ticket).ending == Ending::answered) ++right;
        engine_.release(ticket);
        seen.done.wait();
        if (seen.times == 1) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  engine_.close(group_);
  EXPECT_EQ(right, 2 * thread_count * rounds);
}

TEST_F(AsyncEngine, AWireThatCannotSendEndsTheRequestOnce) {
  Engine engine(std::make_unique<ScriptedWire>([](Bytes) -> Result<std::vector<ScriptedWire::Reply>> {
                  Failure failure;
                  failure.reason = Reason::device_down;
                  return tl::unexpected(failure);
                }),
                Exchange::Settings{});
  RequestGroup group;
  Seen seen;
  ASSERT_TRUE(engine.submit(request_to(answering), {&group, std::make_unique<Noting>(seen), nullptr}));
  engine.close(group);
  EXPECT_EQ(seen.times, 1);
  EXPECT_EQ(seen.ending, Ending::not_sent);
}

TEST_F(AsyncEngine, TheFramesOfARequestAreKeptInOrder) {
  FrameLog log;
  const Ticket ticket = engine_.submit(request_to(answering), {&group_, nullptr, &log}).value();
  engine_.wait(ticket);
  engine_.release(ticket);
  ASSERT_EQ(log.frames.size(), 2U);
  EXPECT_EQ(log.frames[0].frame.direction, Direction::outbound);
  EXPECT_EQ(log.frames[1].frame.direction, Direction::inbound);
  EXPECT_EQ(log.frames[1].frame.at - log.frames[0].frame.at, milliseconds(3));
}

TEST_F(AsyncEngine, AnEndedProcessLeavesRequestsPending) {
  // Started, and never waited for: the engine's thread ends with the engine.
  auto engine = std::make_unique<Engine>(std::make_unique<ScriptedWire>(answer), Exchange::Settings{});
  Seen seen;
  ASSERT_TRUE(engine->submit(request_to(answering), {nullptr, std::make_unique<Noting>(seen), nullptr}));
  engine.reset();
  EXPECT_LE(seen.times, 1);
}

}  // namespace
}  // namespace icmpwire::test
