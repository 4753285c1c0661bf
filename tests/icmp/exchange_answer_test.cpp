// How requests end: by replies, errors and time, in every order.
#include "packet/fragment.h"
#include "tests/icmp/exchange_fixture.h"

namespace icmpwire::test {
namespace {

using ExchangeAnswer = ExchangeTest;

TEST_F(ExchangeAnswer, AReplyEndsItsRequest) {
  const Ticket ticket = sent(milliseconds(5));
  exchange_.on_inbound(echo_reply(sent_octets(ticket)), milliseconds(8), false);
  ASSERT_TRUE(exchange_.ended(ticket));
  const Outcome& outcome = exchange_.outcome(ticket);
  EXPECT_EQ(outcome.ending, Ending::answered);
  ASSERT_EQ(outcome.reception_count, 1U);
  EXPECT_EQ(outcome.receptions[0].verdict.answer, AnswerClass::reply);
  EXPECT_TRUE(outcome.receptions[0].verdict.remarks.none());
  EXPECT_EQ(outcome.receptions[0].round_trip, milliseconds(3));
  EXPECT_EQ(outcome.receptions[0].from, IpAddress(target));
  EXPECT_EQ(exchange_.completed(), std::vector<Ticket>{ticket});
  EXPECT_EQ(exchange_.pending(), 0U);
  EXPECT_EQ(exchange_.next_deadline(), forever);
}

TEST_F(ExchangeAnswer, AReplyKeepsItsOwnHeadersFields) {
  const Ticket ticket = sent();
  const Octets reply = echo_reply(sent_octets(ticket));
  Ipv4Header header = computed(decode_fixed<Ipv4Header>(reply));
  header.dont_fragment = true;
  header.reserved = true;
  header.tos = 0xb8;
  const Octets payload(reply.begin() + 20, reply.end());
  exchange_.on_inbound(build_ipv4(header, record_route(1), payload), milliseconds(1), false);
  ASSERT_TRUE(exchange_.ended(ticket));
  const Reception& reception = exchange_.outcome(ticket).receptions[0];
  EXPECT_EQ(reception.flags, 6);
  EXPECT_EQ(reception.tos, 0xb8);
  EXPECT_EQ(reception.ttl, 62);
  EXPECT_EQ(to_hex(reception.options()), "07 07 04 00 00 00 00 00");
  EXPECT_EQ(to_hex(reception.body()), to_hex(data_));
}

TEST_F(ExchangeAnswer, AnErrorEndsTheRequestThatItQuotes) {
  const Ticket other = sent();
  const Ticket ticket = sent();
  exchange_.on_inbound(time_exceeded(sent_octets(ticket)), milliseconds(2), false);
  EXPECT_FALSE(exchange_.ended(other));
  ASSERT_TRUE(exchange_.ended(ticket));
  const Reception& reception = exchange_.outcome(ticket).receptions[0];
  EXPECT_EQ(reception.verdict.answer, AnswerClass::error);
  EXPECT_EQ(reception.type, 11);
  EXPECT_EQ(reception.from, IpAddress(router));
}

TEST_F(ExchangeAnswer, AReplyFromAnotherAddressIsOursWithARemark) {
  const Ticket ticket = sent();
  exchange_.on_inbound(echo_reply(sent_octets(ticket), router), milliseconds(1), false);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_TRUE(exchange_.outcome(ticket).receptions[0].verdict.remarks.has(Remark::other_source));
}

TEST_F(ExchangeAnswer, AReplyToAnotherAddressIsNotOurs) {
  const Ticket ticket = sent();
  Octets reply = echo_reply(sent_octets(ticket));
  const auto parsed = parse_ipv4(reply).value();
  exchange_.on_inbound(datagram(target, router, {parsed.payload.begin(), parsed.payload.end()}),
                       milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().unmatched, 1U);
}

TEST_F(ExchangeAnswer, ABadChecksumNeverEndsARequest) {
  const Ticket ticket = sent();
  Octets reply = echo_reply(sent_octets(ticket));
  reply.back() ^= 1;
  exchange_.on_inbound(reply, milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().bad_checksum, 1U);
  exchange_.expire(milliseconds(1000), true);
  EXPECT_EQ(exchange_.outcome(ticket).ending, Ending::timed_out);
}

TEST_F(ExchangeAnswer, TimeEndsARequestAtItsDeadlineAndNotBefore) {
  const Ticket ticket = sent(milliseconds(10));
  EXPECT_EQ(exchange_.next_deadline(), milliseconds(1010));
  exchange_.expire(milliseconds(1010), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  exchange_.expire(milliseconds(1010), true);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).ending, Ending::timed_out);
  EXPECT_EQ(exchange_.outcome(ticket).reception_count, 0U);
}

TEST_F(ExchangeAnswer, AnAnswerMayComeBeforeTheDepartureIsKnown) {
  const Ticket ticket = exchange_.prepare(request(), path()).value();
  exchange_.on_inbound(echo_reply(sent_octets(ticket)), milliseconds(7), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  exchange_.departed(ticket, milliseconds(5));
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).receptions[0].round_trip, milliseconds(2));
}

// Virtual time goes on as far as the other requests let it while the departure of this one is not told yet.
TEST_F(ExchangeAnswer, AnAnswerBehindTheDeadlineIsLateHoweverTheDepartureIsTold) {
  const Ticket ticket = exchange_.prepare(request(), path()).value();
  const Nanos deadline = milliseconds(5) + request().timeout;
  exchange_.on_inbound(echo_reply(sent_octets(ticket)), deadline + milliseconds(1), false);
  exchange_.departed(ticket, milliseconds(5));
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().late, 1U);
  exchange_.expire(deadline, true);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).ending, Ending::timed_out);
}

TEST_F(ExchangeAnswer, AHeldRequestIsTimedFromItsTrueDeparture) {
  const Ticket ticket = sent(milliseconds(0));
  exchange_.on_outbound(sent_octets(ticket), milliseconds(400));
  exchange_.on_inbound(echo_reply(sent_octets(ticket)), milliseconds(403), false);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).receptions[0].round_trip, milliseconds(3));
}

TEST_F(ExchangeAnswer, DuplicatesAndLateAnswersAreKnownAsSuch) {
  const Ticket answered = sent();
  const Octets reply = echo_reply(sent_octets(answered));
  const Ticket unanswered = sent();
  const Octets late = echo_reply(sent_octets(unanswered));
  exchange_.on_inbound(reply, milliseconds(1), false);
  exchange_.expire(milliseconds(1000), true);
  exchange_.release(answered);
  exchange_.release(unanswered);
  exchange_.on_inbound(reply, milliseconds(1001), false);
  exchange_.on_inbound(late, milliseconds(1002), false);
  EXPECT_EQ(exchange_.counters().duplicate, 1U);
  EXPECT_EQ(exchange_.counters().late, 1U);
  const auto strays = exchange_.take_strays();
  ASSERT_EQ(strays.size(), 2U);
  EXPECT_EQ(strays[0].verdict.answer, AnswerClass::duplicate);
  EXPECT_EQ(strays[1].verdict.answer, AnswerClass::late);
  EXPECT_EQ(strays[1].round_trip, milliseconds(1002));
}

TEST_F(ExchangeAnswer, APairRestsForTwoMinutes) {
  const Ticket ticket = sent();
  const Octets reply = echo_reply(sent_octets(ticket));
  exchange_.on_inbound(reply, milliseconds(1), false);
  exchange_.on_inbound(reply, milliseconds(120'001), false);
  exchange_.on_inbound(reply, milliseconds(120'002), false);
  EXPECT_EQ(exchange_.counters().duplicate, 1U);
  EXPECT_EQ(exchange_.counters().unmatched, 1U);
}

TEST_F(ExchangeAnswer, CollectsFromManyHostsUntilTheTimeout) {
  Request request = this->request();
  request.most_answers = 3;
  const Ticket ticket = exchange_.prepare(request, {us, 1500, true}).value();
  exchange_.departed(ticket, Nanos{});
  exchange_.on_inbound(echo_reply(sent_octets(ticket), {{10, 9, 1, 7}}), milliseconds(1), false);
  exchange_.on_inbound(echo_reply(sent_octets(ticket), {{10, 9, 1, 8}}), milliseconds(2), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  exchange_.expire(milliseconds(1000), true);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).ending, Ending::answered);
  EXPECT_EQ(exchange_.outcome(ticket).reception_count, 2U);
}

TEST_F(ExchangeAnswer, OneHostAnswersOnceWhateverThereIsRoomFor) {
  Request request = this->request();
  request.most_answers = 3;
  const Ticket ticket = sent(request, Nanos{});
  exchange_.on_inbound(echo_reply(sent_octets(ticket)), milliseconds(1), false);
  EXPECT_TRUE(exchange_.ended(ticket));
}

TEST_F(ExchangeAnswer, PutsAFragmentedReplyTogether) {
  const Ticket ticket = sent(request(1000), Nanos{});
  Octets fragments;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(echo_reply(sent_octets(ticket)), 600, fragments, sizes));
  ASSERT_EQ(sizes.size(), 2U);
  exchange_.on_inbound(Bytes(fragments).subspan(sizes[0]), milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  exchange_.on_inbound(Bytes(fragments).first(sizes[0]), milliseconds(2), false);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_TRUE(exchange_.outcome(ticket).receptions[0].verdict.remarks.none());
}

TEST_F(ExchangeAnswer, FindsARequestByTheIdentificationOfAQuotedLaterFragment) {
  const Ticket ticket = exchange_.prepare(request(1000), path(600)).value();
  exchange_.departed(ticket, Nanos{});
  const auto outbound = exchange_.outbound(ticket);
  const Bytes second = outbound.fragments.subspan(outbound.fragment_sizes[0]);
  exchange_.on_inbound(time_exceeded(second), milliseconds(1), false);
  EXPECT_TRUE(exchange_.ended(ticket));
}

TEST_F(ExchangeAnswer, AReleasedTicketIsNobodyElses) {
  const Ticket first = sent();
  exchange_.release(first);
  const Ticket second = sent();
  EXPECT_EQ(first.slot, second.slot);
  EXPECT_NE(first.generation, second.generation);
  exchange_.release(first);  // stale: nothing happens
  EXPECT_FALSE(exchange_.ended(second));
}

TEST_F(ExchangeAnswer, ALostWireEndsEverything) {
  const Ticket first = sent();
  const Ticket second = exchange_.prepare(request(), path()).value();
  Failure failure;
  failure.reason = Reason::device_down;
  exchange_.fail_all(failure);
  exchange_.departed(second, Nanos{});
  EXPECT_EQ(exchange_.outcome(first).ending, Ending::not_sent);
  EXPECT_EQ(exchange_.outcome(second).ending, Ending::not_sent);
  EXPECT_EQ(exchange_.outcome(second).failure->reason, Reason::device_down);
  EXPECT_EQ(exchange_.next_deadline(), forever);
}

}  // namespace
}  // namespace icmpwire::test
