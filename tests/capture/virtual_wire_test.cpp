// Virtual time: the clock, the order of arrivals, interrupts, and threads.
#include "capture/virtual_wire.h"

#include <gtest/gtest.h>

#include <future>

namespace icmpwire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Every octet of a datagram is an arrival: in so many milliseconds, with that octet.
class Echoing final : public VirtualWire {
 public:
  Echoing() : VirtualWire(seconds(1000)) {}

  Result<Route> route(const IpAddress&, const std::optional<IpAddress>&) override { return Route{}; }

 private:
  Result<void> transmit(Bytes datagram, const Route&, Nanos departure) override {
    if (datagram.empty()) return tl::unexpected(Failure{});
    for (const std::uint8_t octet : datagram) {
      Arrival arrival;
      arrival.octets = take_buffer();
      arrival.octets.push_back(octet);
      arrival.at = departure + milliseconds(octet);
      deliver(std::move(arrival));
    }
    return {};
  }
};

std::optional<Frame> received(Wire& wire, Nanos until) {
  const auto result = wire.receive(until);
  EXPECT_TRUE(result);
  return result ? *result : std::nullopt;
}

void send(Wire& wire, const Octets& datagram) { EXPECT_TRUE(wire.send(datagram, Route{})); }

TEST(VirtualWire, BeginsAtZeroWithItsEpoch) {
  Echoing wire;
  EXPECT_EQ(wire.now(), Nanos{});
  EXPECT_EQ(wire.epoch(), seconds(1000));
}

TEST(VirtualWire, JumpsToWhatItWaitsFor) {
  Echoing wire;
  EXPECT_FALSE(received(wire, seconds(10)));
  EXPECT_EQ(wire.now(), seconds(10));
  EXPECT_FALSE(received(wire, seconds(5)));
  EXPECT_EQ(wire.now(), seconds(10)) << "never back";
}

TEST(VirtualWire, HandsOutArrivalsInTheOrderOfTheirTimes) {
  Echoing wire;
  send(wire, {30, 10, 20, 10});
  for (const int expected : {10, 10, 20, 30}) {
    const auto frame = received(wire, seconds(1));
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->octets[0], expected);
    EXPECT_EQ(frame->at, milliseconds(expected));
    EXPECT_EQ(frame->direction, Direction::inbound);
    EXPECT_EQ(frame->original_length, 1U);
    EXPECT_EQ(wire.now(), milliseconds(expected));
  }
  EXPECT_FALSE(received(wire, seconds(1)));
  EXPECT_EQ(wire.now(), seconds(1));
}

TEST(VirtualWire, LeavesLaterArrivalsForLater) {
  Echoing wire;
  send(wire, {50});
  EXPECT_FALSE(received(wire, milliseconds(49)));
  EXPECT_EQ(wire.now(), milliseconds(49));
  EXPECT_TRUE(received(wire, milliseconds(50)));
}

// A jump that one request made takes nothing from another: arrivals keep their own times.
TEST(VirtualWire, CountsOffsetsFromTheDeparture) {
  Echoing wire;
  EXPECT_FALSE(received(wire, seconds(7)));
  const Octets datagram = {3};
  const auto sent = wire.send(datagram, Route{});
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->frame.at, seconds(7));
  EXPECT_EQ(sent->frame.direction, Direction::outbound);
  EXPECT_EQ(sent->frame.octets[0], 3);
  EXPECT_FALSE(sent->held);
  const auto frame = received(wire, seconds(8));
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->at, seconds(7) + milliseconds(3));
}

TEST(VirtualWire, PassesOnThatASendFailed) {
  Echoing wire;
  EXPECT_FALSE(wire.send({}, Route{}));
}

TEST(VirtualWire, IsInterruptedOnceWithoutAJump) {
  Echoing wire;
  send(wire, {5});
  wire.interrupt();
  EXPECT_FALSE(received(wire, seconds(1)));
  EXPECT_EQ(wire.now(), Nanos{});
  EXPECT_TRUE(received(wire, seconds(1))) << "nothing is lost";
}

TEST(VirtualWire, AnInterruptEndsWaitingForever) {
  Echoing wire;
  auto waiting = std::async(std::launch::async, [&] { return received(wire, forever).has_value(); });
  wire.interrupt();
  EXPECT_FALSE(waiting.get());
  EXPECT_EQ(wire.now(), Nanos{});
}

TEST(VirtualWire, AnArrivalEndsWaitingForever) {
  Echoing wire;
  auto waiting = std::async(std::launch::async, [&] { return received(wire, forever).has_value(); });
  send(wire, {9});
  EXPECT_TRUE(waiting.get());
  EXPECT_EQ(wire.now(), milliseconds(9));
}

TEST(VirtualWire, LetsThreadsSendWhileOneReceives) {
  constexpr int threads = 4, sends = 500;
  Echoing wire;
  std::vector<std::future<void>> senders;
  for (int thread = 0; thread < threads; ++thread) {
    senders.push_back(std::async(std::launch::async, [&] {
      for (int i = 0; i < sends; ++i) send(wire, {static_cast<std::uint8_t>(i)});
    }));
  }
  for (int i = 0; i < threads * sends; ++i) ASSERT_TRUE(received(wire, forever));
  EXPECT_FALSE(received(wire, wire.now()));
}

}  // namespace
}  // namespace icmpwire
