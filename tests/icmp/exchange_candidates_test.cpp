// What came while requests were pending and answered none of them, with the test that it failed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packet/fragment.h"
#include "tests/icmp/exchange_fixture.h"

namespace icmpwire::test {
namespace {

class ExchangeCandidates : public ExchangeTest {
 protected:
  ExchangeCandidates() : ExchangeTest(with_candidates()) {}

  static Exchange::Settings with_candidates() {
    Exchange::Settings settings = ExchangeTest::settings();
    settings.keep_candidates = true;
    return settings;
  }

  // The only candidate that the packet makes, in words.
  std::string candidate(Bytes packet, std::uint32_t zone = 0) {
    EXPECT_FALSE(exchange_.on_inbound(packet, milliseconds(1), false, zone));
    const auto candidates = exchange_.take_candidates();
    if (candidates.size() != 1) return std::to_string(candidates.size()) + " candidates";
    EXPECT_TRUE(equal(candidates[0].datagram, packet));
    EXPECT_EQ(candidates[0].at, milliseconds(1));
    nearest_ = candidates[0].nearest;
    return to_text(candidates[0].verdict) + ": " + to_text(candidates[0].failed);
  }

  Octets reply_with(Ticket ticket, std::size_t at, std::uint8_t value) {
    Octets reply = echo_reply(sent_octets(ticket));
    reply[at] = value;
    return reply;
  }

  Ticket nearest_;
};

TEST_F(ExchangeCandidates, EachNamesTheTestThatItFailed) {
  const Ticket ticket = sent();
  constexpr std::size_t type_at = 20;
  constexpr std::size_t last_of_data = 59;
  EXPECT_EQ(candidate(sent_octets(ticket)), "not-ours: type 8 (Echo Request), not 0 (Echo Reply)");
  EXPECT_EQ(nearest_, ticket);
  EXPECT_EQ(candidate(reply_with(ticket, type_at, 14)),
            "not-ours: type 14 (Timestamp Reply), not 0 (Echo Reply)");
  EXPECT_EQ(candidate(reply_with(ticket, last_of_data, 0x62)).substr(0, 39),
            "reply (bad-checksum, payload-differs): ");
  EXPECT_EQ(candidate(Octets{0x45, 0, 0}), "not-ours: datagram: the octets end before the header does");
  EXPECT_EQ(candidate(time_exceeded(sent_octets(ticket), 12)),
            "not-ours: quote: the octets end before the header does");
  EXPECT_EQ(exchange_.counters().malformed, 1U) << "they are counted as ever";
  EXPECT_EQ(exchange_.counters().bad_checksum, 1U);
}

TEST_F(ExchangeCandidates, TheNearestOfSeveralRequestsIsNamed) {
  const Ticket first = sent();
  const Ticket second = sent();
  Octets reply = echo_reply(sent_octets(second));
  reply.back() ^= 1;
  EXPECT_THAT(candidate(reply), testing::HasSubstr("checksum"));
  EXPECT_EQ(nearest_, second) << "of it the packet has identifier and sequence";
  EXPECT_EQ(candidate(sent_octets(second)), "not-ours: type 8 (Echo Request), not 0 (Echo Reply)");
  EXPECT_EQ(nearest_, first) << "of equals the first";
}

TEST_F(ExchangeCandidates, WhatAnswersIsNone) {
  const Ticket ticket = sent();
  EXPECT_TRUE(exchange_.on_inbound(echo_reply(sent_octets(ticket)), milliseconds(1), false));
  EXPECT_EQ(candidate(echo_reply(sent_octets(ticket))), "0 candidates") << "nothing is pending";
  EXPECT_EQ(exchange_.take_strays().size(), 1U);
}

TEST_F(ExchangeCandidates, ADuplicateBeforeTheDepartureIsKnown) {
  const Ticket ticket = exchange_.prepare(request(), path()).value();
  const Octets reply = echo_reply(sent_octets(ticket));
  EXPECT_TRUE(exchange_.on_inbound(reply, milliseconds(1), false));
  EXPECT_EQ(candidate(reply), "duplicate: due: the request has its answer already");
}

TEST_F(ExchangeCandidates, APartOfAnAnswerIsOneUntilItIsWhole) {
  const Ticket ticket = sent(request(1000), Nanos{});
  Octets fragments;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(echo_reply(sent_octets(ticket)), 600, fragments, sizes));
  ASSERT_EQ(sizes.size(), 2U);
  EXPECT_EQ(candidate(Bytes(fragments).first(sizes[0])), "not-ours: whole: a fragment of a datagram");
  EXPECT_TRUE(exchange_.on_inbound(Bytes(fragments).subspan(sizes[0]), milliseconds(1), false));
  EXPECT_TRUE(exchange_.take_candidates().empty());
}

TEST_F(ExchangeCandidates, AreBounded) {
  const Octets packet = sent_octets(sent());
  for (std::size_t i = 0; i < Exchange::most_candidates + 10; ++i) {
    exchange_.on_inbound(packet, milliseconds(1), false);
  }
  EXPECT_EQ(exchange_.take_candidates().size(), Exchange::most_candidates);
}

TEST_F(ExchangeTest, NobodyAsksForCandidatesUnlessTold) {
  const Ticket ticket = sent();
  exchange_.on_inbound(sent_octets(ticket), milliseconds(1), false);
  EXPECT_TRUE(exchange_.take_candidates().empty());
}

}  // namespace
}  // namespace icmpwire::test
