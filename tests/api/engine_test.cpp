// Who waits and who receives, on a wire whose answers the test writes.
#include "api/engine.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "tests/api/engine_requests.h"
#include "tests/api/scripted_wire.h"
#include "tests/icmp/exchange_fixture.h"

namespace icmpwire::test {
namespace {

// Answers everybody but the silent one after the milliseconds that the destination's last octet says.
Result<std::vector<ScriptedWire::Reply>> answer(Bytes datagram) {
  const auto ip = parse_ipv4(datagram).value();
  if (ip.header.destination == silent) return std::vector<ScriptedWire::Reply>{};
  return std::vector<ScriptedWire::Reply>{
      {milliseconds(ip.header.destination.octets[3]), echo_reply(datagram, ip.header.destination)}};
}

std::unique_ptr<Engine> make_engine(ScriptedWire::Script script = answer) {
  return std::make_unique<Engine>(std::make_unique<ScriptedWire>(std::move(script)), Exchange::Settings{});
}

TEST(Engine, OneRequestAndItsReply) {
  const auto engine = make_engine();
  const Ticket ticket = engine->submit(request_to({{10, 9, 3, 3}})).value();
  engine->wait(ticket);
  const Outcome& outcome = engine->outcome(ticket);
  ASSERT_EQ(outcome.ending, Ending::answered);
  EXPECT_EQ(outcome.receptions[0].round_trip, milliseconds(3));
  engine->release(ticket);
  EXPECT_EQ(engine->counters().answered, 1U);
}

TEST(Engine, TenSecondsOfSilenceAreVirtual) {
  const auto engine = make_engine();
  const Ticket ticket = engine->submit(request_to(silent, std::chrono::seconds(10))).value();
  engine->wait(ticket);
  EXPECT_EQ(engine->outcome(ticket).ending, Ending::timed_out);
  EXPECT_EQ(engine->wire().now(), std::chrono::seconds(10));
}

TEST(Engine, OneWaiterReceivesForAll) {
  const auto engine = make_engine();
  const Ticket later = engine->submit(request_to({{10, 9, 3, 9}})).value();
  const Ticket sooner = engine->submit(request_to({{10, 9, 3, 3}})).value();
  engine->wait(later);
  EXPECT_TRUE(engine->ended(sooner));
  EXPECT_EQ(engine->outcome(sooner).receptions[0].round_trip, milliseconds(3));
}

TEST(Engine, WhoSubmitsTakesWhatHasArrived) {
  const auto engine = make_engine();
  const Ticket at_once = engine->submit(request_to({{10, 9, 3, 0}})).value();
  const Ticket later = engine->submit(request_to({{10, 9, 3, 5}})).value();
  EXPECT_TRUE(engine->ended(at_once));
  EXPECT_FALSE(engine->ended(later));
  EXPECT_EQ(engine->wire().now(), Nanos{});  // nobody waited
}

TEST(Engine, PumpReturnsAtItsTimeWhateverIsPending) {
  const auto engine = make_engine();
  const Ticket ticket = engine->submit(request_to({{10, 9, 3, 9}})).value();
  engine->pump(milliseconds(5));
  EXPECT_FALSE(engine->ended(ticket));
  EXPECT_EQ(engine->wire().now(), milliseconds(5));
  engine->pump(milliseconds(20));
  EXPECT_TRUE(engine->ended(ticket));
}

TEST(Engine, ManyThreadsEachGetTheirOwnAnswer) {
  const auto engine = make_engine();
  constexpr int thread_count = 8;
  constexpr int rounds = 500;
  std::latch start(thread_count);
  std::array<int, thread_count> right{};
  std::vector<std::thread> threads;
  for (int number = 0; number < thread_count; ++number) {
    threads.emplace_back([&, number] {
      start.arrive_and_wait();
      for (int round = 0; round < rounds; ++round) {
        // Some wait in vain, so that deadlines and answers cross.
        const bool in_vain = (number + round) % 7 == 0;
        const Ipv4Address to =
            in_vain ? silent : Ipv4Address{{10, 9, 3, static_cast<std::uint8_t>(number + 1)}};
        const Ticket ticket = engine->submit(request_to(to)).value();
        engine->wait(ticket);
        const Outcome& outcome = engine->outcome(ticket);
        const bool ok = in_vain ? outcome.ending == Ending::timed_out
                                : outcome.ending == Ending::answered &&
                                      outcome.receptions[0].from == IpAddress(to) &&
                                      outcome.receptions[0].round_trip == milliseconds(number + 1);
        right[static_cast<std::size_t>(number)] += ok ? 1 : 0;
        engine->release(ticket);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : right) EXPECT_EQ(count, rounds);
  EXPECT_EQ(engine->counters().answered + engine->counters().timed_out, std::uint64_t{thread_count * rounds});
}

TEST(Engine, AWireThatCannotSendEndsTheRequest) {
  const auto engine = make_engine([](Bytes) -> Result<std::vector<ScriptedWire::Reply>> {
    Failure failure;
    failure.operation = "send on";
    failure.object = "eth0";
    failure.reason = Reason::device_down;
    return tl::unexpected(failure);
  });
  const Ticket ticket = engine->submit(request_to({{10, 9, 3, 3}})).value();
  engine->wait(ticket);
  EXPECT_EQ(engine->outcome(ticket).ending, Ending::not_sent);
  EXPECT_EQ(engine->outcome(ticket).failure->reason, Reason::device_down);
}

}  // namespace
}  // namespace icmpwire::test
