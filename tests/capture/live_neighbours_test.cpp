// The live wire's neighbours, with time and the kernel's table as the test says.
#include "capture/live_neighbours.h"

#include <gtest/gtest.h>

namespace icmpwire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Key = LiveNeighbours::Key;

constexpr Ipv4Address own{{10, 9, 1, 1}};
constexpr Key key{3, Ipv4Address{{10, 9, 1, 2}}};
constexpr MacAddress first{{2, 0, 0, 0, 0, 1}};
constexpr MacAddress second{{2, 0, 0, 0, 0, 2}};
constexpr Nanos start = seconds(100);

SystemNeighbour table_says(NeighbourState state, MacAddress address = {}) {
  return {key.device, key.address, state, address};
}

HeldDatagram datagram(std::uint8_t mark) { return {{mark}, {}}; }

TEST(LiveNeighbours, AddressIsFreshForOneSecond) {
  LiveNeighbours neighbours;
  EXPECT_EQ(neighbours.fresh(key, start), std::nullopt);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::reachable, first), start), first);
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(999)), first);
  EXPECT_EQ(neighbours.fresh(key, start + seconds(1)), std::nullopt);
  EXPECT_EQ(neighbours.fresh({4, key.address}, start), std::nullopt);
}

TEST(LiveNeighbours, NobodyIsKnownWhereTheTableKnowsNobody) {
  LiveNeighbours neighbours;
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unknown), start), std::nullopt);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::failed), start), std::nullopt);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), start), first);
}

TEST(LiveNeighbours, HeldDatagramsLeaveInOrderAndNothingOvertakesThem) {
  LiveNeighbours neighbours;
  ASSERT_TRUE(neighbours.hold(key, datagram(1)));
  ASSERT_TRUE(neighbours.hold(key, datagram(2)));
  neighbours.consider(table_says(NeighbourState::reachable, first), start);
  EXPECT_EQ(neighbours.fresh(key, start), std::nullopt);
  const auto leaving = neighbours.resolved(key, first, start);
  ASSERT_EQ(leaving.size(), 2U);
  EXPECT_EQ(leaving[0].octets, Octets{1});
  EXPECT_EQ(leaving[1].octets, Octets{2});
  EXPECT_FALSE(neighbours.holds(key));
  EXPECT_EQ(neighbours.fresh(key, start), first);
}

TEST(LiveNeighbours, WeAskThreeTimesThenGiveUp) {
  LiveNeighbours neighbours;
  neighbours.hold(key, datagram(1));
  neighbours.we_ask(key, own, start);
  for (int question = 0; question < 3; ++question) {
    const Nanos now = start + seconds(question);
    EXPECT_EQ(neighbours.next_due(), now);
    EXPECT_TRUE(neighbours.due(now - Nanos(1)).questions.empty());
    const auto due = neighbours.due(now);
    ASSERT_EQ(due.questions.size(), 1U);
    EXPECT_EQ(due.questions[0].key, key);
    EXPECT_EQ(due.questions[0].from, own);
    EXPECT_EQ(due.questions[0].to, std::nullopt);
    EXPECT_TRUE(due.unreachable.empty());
  }
  const auto due = neighbours.due(start + seconds(3));
  EXPECT_TRUE(due.questions.empty());
  ASSERT_EQ(due.unreachable.size(), 1U);
  EXPECT_EQ(due.unreachable[0].octets, Octets{1});
  EXPECT_EQ(neighbours.next_due(), forever);
}

TEST(LiveNeighbours, AnAnswerEndsTheAsking) {
  LiveNeighbours neighbours;
  neighbours.hold(key, datagram(1));
  neighbours.we_ask(key, own, start);
  neighbours.due(start);
  EXPECT_EQ(neighbours.resolved(key, second, start + milliseconds(1)).size(), 1U);
  EXPECT_EQ(neighbours.next_due(), forever);
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(2)), second);
}

// The table may go on naming a station that has gone: the kernel looks only after some seconds of use.
TEST(LiveNeighbours, AddressThatNobodyVouchesForIsBelievedForOneSecond) {
  LiveNeighbours neighbours;
  const SystemNeighbour stale = table_says(NeighbourState::unconfirmed, first);
  ASSERT_EQ(neighbours.consider(stale, start), first);
  EXPECT_EQ(neighbours.consider(stale, start + milliseconds(999)), first);
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(999)), first);
  EXPECT_EQ(neighbours.consider(stale, start + seconds(1)), std::nullopt);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, second), start + seconds(1)), second);
}

TEST(LiveNeighbours, AnAnswerOrTheKernelsWordConfirmsIt) {
  const Nanos later = start + seconds(5);
  for (const bool kernel : {true, false}) {
    LiveNeighbours neighbours;
    ASSERT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), start), first);
    if (kernel) {
      neighbours.consider(table_says(NeighbourState::reachable, first), later - milliseconds(1));
    } else {
      neighbours.resolved(key, first, later - milliseconds(1));
    }
    EXPECT_EQ(neighbours.fresh(key, later), first);
    EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), later + seconds(1)), first);
  }
}

TEST(LiveNeighbours, WhoDidNotAnswerUsIsNotBelievedUntilTheKernelVouches) {
  LiveNeighbours neighbours;
  ASSERT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), start), first);
  neighbours.we_ask(key, own, start);
  EXPECT_EQ(neighbours.due(start).questions.at(0).to, first);  // spares the others on the link
  EXPECT_EQ(neighbours.due(start + seconds(1)).questions.at(0).to, std::nullopt);
  neighbours.due(start + seconds(2));
  neighbours.due(start + seconds(3));
  const Nanos later = start + seconds(4);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), later), std::nullopt);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, second), later), second);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::reachable, first), later), first);
  EXPECT_EQ(neighbours.consider(table_says(NeighbourState::unconfirmed, first), later + seconds(1)), first);
}

TEST(LiveNeighbours, AfterATimeoutOnlyWhatWasConfirmedSinceIsUsed) {
  const SystemNeighbour stale = table_says(NeighbourState::unconfirmed, first);
  LiveNeighbours neighbours;
  neighbours.resolved(key, first, start);  // not known yet: nothing
  ASSERT_EQ(neighbours.consider(table_says(NeighbourState::reachable, first), start), first);
  neighbours.unanswered(start - milliseconds(1));
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(1)), first);
  neighbours.unanswered(start + milliseconds(1));
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(2)), std::nullopt);
  EXPECT_EQ(neighbours.consider(stale, start + milliseconds(2)), std::nullopt);
  neighbours.we_ask(key, own, start + milliseconds(2));
  EXPECT_EQ(neighbours.due(start + milliseconds(2)).questions.at(0).to, std::nullopt);
  neighbours.resolved(key, first, start + milliseconds(3));
  EXPECT_EQ(neighbours.fresh(key, start + milliseconds(4)), first);
}

// RFC 4861 7.2.5.
TEST(LiveNeighbours, AnAnswerMayNameAnAddressOrConfirmTheOneThatWasAsked) {
  LiveNeighbours neighbours;
  EXPECT_EQ(neighbours.claimed(key, {key.address, first, true}), std::nullopt);  // nobody asked
  neighbours.hold(key, datagram(1));
  EXPECT_EQ(neighbours.claimed(key, {key.address, std::nullopt, true}), std::nullopt);
  EXPECT_EQ(neighbours.claimed(key, {key.address, first, false}), first);
  neighbours.resolved(key, first, start);
  EXPECT_EQ(neighbours.claimed(key, {key.address, std::nullopt, false}), first);
  EXPECT_EQ(neighbours.claimed(key, {key.address, first, false}), first);
  EXPECT_EQ(neighbours.claimed(key, {key.address, second, false}), std::nullopt);
  EXPECT_EQ(neighbours.claimed(key, {key.address, second, true}), second);
}

TEST(LiveNeighbours, KernelThatForgetsItsFailureIsNotWaitedForForEver) {
  LiveNeighbours neighbours;
  neighbours.hold(key, datagram(1));
  neighbours.kernel_asks(key, start);
  EXPECT_TRUE(neighbours.due(start + seconds(3)).unreachable.empty());
  EXPECT_EQ(neighbours.due(start + seconds(4)).unreachable.size(), 1U);
}

TEST(LiveNeighbours, WhatIsHeldIsBounded) {
  LiveNeighbours neighbours;
  for (int i = 0; i < 128; ++i) ASSERT_TRUE(neighbours.hold(key, datagram(1)));
  EXPECT_FALSE(neighbours.hold(key, datagram(1)));
  EXPECT_EQ(neighbours.waiting(), std::vector<Key>{key});
}

TEST(LiveNeighbours, ManyNeighboursMakeRoomButForNoneThatIsWaitedFor) {
  LiveNeighbours neighbours;
  neighbours.hold(key, datagram(1));
  for (std::uint32_t i = 0; i < 10000; ++i) {
    SystemNeighbour other = table_says(NeighbourState::reachable, first);
    other.address = Ipv4Address::from_value(0x0a000000 + i);
    ASSERT_EQ(neighbours.consider(other, start), first);
  }
  EXPECT_FALSE(neighbours.knows({key.device, Ipv4Address::from_value(0x0a000000)}));
  EXPECT_TRUE(neighbours.holds(key));
}

}  // namespace
}  // namespace icmpwire
