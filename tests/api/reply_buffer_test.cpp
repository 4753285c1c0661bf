// What lies where in the caller's buffer (windows-semantics 4).
#include "api/reply_buffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "packet/trial.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using testing::Each;

constexpr std::size_t reply_size = sizeof(ICMP_ECHO_REPLY);

// An outcome whose answer is the recorded one.
Outcome answered_by(const std::string& recording, std::size_t answers = 1) {
  Outcome outcome;
  outcome.ending = Ending::answered;
  const auto datagrams = recorded_datagrams(recording);
  for (std::size_t i = 0; i < answers; ++i) {
    Reception reception;
    reception.keep(read_answer(datagrams.at(1)).value());
    reception.verdict = icmpwire::answers(datagrams.at(0), datagrams.at(1));
    reception.round_trip = std::chrono::microseconds(2999);
    outcome.receptions.push_back(reception);
  }
  outcome.reception_count = answers;
  return outcome;
}

class ReplyBuffer : public testing::Test {
 protected:
  Packed pack(const Outcome& outcome, std::size_t size) {
    octets_.assign(size + 16, 0xcc);
    buffer_ = MutableBytes(octets_).subspan(1, size);  // at an odd address
    const Packed packed = pack_outcome(outcome, buffer_);
    EXPECT_EQ(octets_.front(), 0xcc);
    EXPECT_THAT(Octets(octets_.begin() + static_cast<std::ptrdiff_t>(size) + 1, octets_.end()), Each(0xcc));
    return packed;
  }
  ICMP_ECHO_REPLY reply(std::size_t index = 0) const {
    ICMP_ECHO_REPLY reply;
    std::memcpy(&reply, buffer_.data() + index * reply_size, reply_size);
    return reply;
  }
  std::ptrdiff_t offset(const void* pointer) const {
    return static_cast<const std::uint8_t*>(pointer) - buffer_.data();
  }
  std::string text(const ICMP_ECHO_REPLY& reply) const {
    return {static_cast<const char*>(reply.Data), reply.DataSize};
  }

  Octets octets_;
  MutableBytes buffer_;
};

TEST_F(ReplyBuffer, DataFollowsTheReplyAlsoInALargerBuffer) {
  for (const std::size_t size : {reply_size + 8, reply_size + 500}) {
    const Packed packed = pack(answered_by("01-plain.pcap"), size);
    EXPECT_EQ(packed.replies, 1U);
    EXPECT_EQ(packed.last_error, 0U);
    const ICMP_ECHO_REPLY reply = this->reply();
    EXPECT_EQ(offset(reply.Data), static_cast<std::ptrdiff_t>(reply_size));
    EXPECT_EQ(text(reply), "abcdefgh");
    EXPECT_EQ(to_hex({reinterpret_cast<const std::uint8_t*>(&reply.Address), 4}), "0a 09 03 03");
    EXPECT_EQ(reply.Status, 0U);
    EXPECT_EQ(reply.RoundTripTime, 2U);
    EXPECT_EQ(reply.Reserved, 1);
    EXPECT_EQ(reply.Options.Ttl, 62);
    EXPECT_EQ(reply.Options.OptionsSize, 0);
    EXPECT_EQ(offset(reply.Options.OptionsData), static_cast<std::ptrdiff_t>(reply_size));
  }
}

TEST_F(ReplyBuffer, ReceivedOptionsComeBeforeTheDataWhereAllFits) {
  ASSERT_EQ(pack(answered_by("02-rr9.pcap"), reply_size + 40 + 8).replies, 1U);
  const ICMP_ECHO_REPLY reply = this->reply();
  EXPECT_EQ(reply.Options.OptionsSize, 40);
  EXPECT_EQ(offset(reply.Options.OptionsData), static_cast<std::ptrdiff_t>(reply_size));
  EXPECT_EQ(to_hex({reply.Options.OptionsData, 11}), "07 27 1c 0a 09 02 01 0a 09 03 02");
  EXPECT_EQ(offset(reply.Data), static_cast<std::ptrdiff_t>(reply_size) + 40);
  EXPECT_EQ(text(reply), "abcdefgh");
}

TEST_F(ReplyBuffer, OptionsThatDoNotFitAreLeftOutAndNeverMakeACallFail) {
  ASSERT_EQ(pack(answered_by("02-rr9.pcap"), reply_size + 40 + 7).replies, 1U);
  const ICMP_ECHO_REPLY reply = this->reply();
  EXPECT_EQ(reply.Options.OptionsSize, 0);
  EXPECT_EQ(offset(reply.Data), static_cast<std::ptrdiff_t>(reply_size));
  EXPECT_EQ(text(reply), "abcdefgh");
}

TEST_F(ReplyBuffer, OneOctetTooFewForTheDataIsAGeneralFailure) {
  const Packed packed = pack(answered_by("01-plain.pcap"), reply_size + 7);
  EXPECT_EQ(packed.replies, 0U);
  EXPECT_EQ(packed.last_error, static_cast<DWORD>(IP_GENERAL_FAILURE));
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_GENERAL_FAILURE));
  EXPECT_EQ(reply().DataSize, 0);
}

TEST_F(ReplyBuffer, AnErrorIsAReplyWithoutData) {
  const Packed packed = pack(answered_by("19-rr9-ttl1-time-exceeded.pcap"), reply_size);
  EXPECT_EQ(packed.replies, 1U);
  EXPECT_EQ(packed.last_error, 0U);
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_TTL_EXPIRED_TRANSIT));
  EXPECT_EQ(reply().DataSize, 0);
  EXPECT_EQ(reply().RoundTripTime, 2U);
  EXPECT_EQ(reply().Options.Tos, 0xc0);
}

TEST_F(ReplyBuffer, FlagsAreTheThreeBitsOfTheHeader) {
  Outcome outcome = answered_by("01-plain.pcap");
  outcome.receptions[0].flags = 2;  // as on the wire
  pack(outcome, reply_size + 8);
  EXPECT_EQ(reply().Options.Flags, IP_FLAG_DF);
  outcome.receptions[0].flags = 4 | 2;
  pack(outcome, reply_size + 8);
  EXPECT_EQ(reply().Options.Flags, 4 | IP_FLAG_DF);
}

TEST_F(ReplyBuffer, ATimeoutFillsOneReplyWithItsStatus) {
  Outcome outcome;
  outcome.ending = Ending::timed_out;
  const Packed packed = pack(outcome, reply_size + 8);
  EXPECT_EQ(packed.replies, 0U);
  EXPECT_EQ(packed.last_error, static_cast<DWORD>(IP_REQ_TIMED_OUT));
  const ICMP_ECHO_REPLY reply = this->reply();
  EXPECT_EQ(reply.Status, static_cast<DWORD>(IP_REQ_TIMED_OUT));
  EXPECT_EQ(reply.Address, 0U);
  EXPECT_EQ(reply.DataSize, 0);
  EXPECT_EQ(reply.Reserved, 0);
  EXPECT_THAT(Octets(buffer_.begin() + reply_size, buffer_.end()), Each(0xcc));
}

TEST_F(ReplyBuffer, AWin32ErrorLeavesTheBufferAsItWas) {
  Outcome outcome;
  outcome.ending = Ending::not_sent;
  Failure failure;
  failure.reason = Reason::no_route;
  outcome.failure = std::make_shared<const Failure>(failure);
  EXPECT_EQ(pack(outcome, reply_size).last_error, static_cast<DWORD>(ERROR_NETWORK_UNREACHABLE));
  EXPECT_THAT(Octets(buffer_.begin(), buffer_.end()), Each(0xcc));
}

TEST_F(ReplyBuffer, SeveralRepliesAreAnArrayFollowedByTheirData) {
  const Outcome outcome = answered_by("01-plain.pcap", 3);
  ASSERT_EQ(pack(outcome, 3 * (reply_size + 8)).replies, 3U);
  EXPECT_EQ(reply(0).Reserved, 3);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(text(reply(i)), "abcdefgh");
    EXPECT_EQ(offset(reply(i).Data), static_cast<std::ptrdiff_t>(3 * reply_size + i * 8));
  }
}

TEST_F(ReplyBuffer, AsManyRepliesAreTakenAsFit) {
  const Outcome outcome = answered_by("01-plain.pcap", 3);
  EXPECT_EQ(pack(outcome, 3 * (reply_size + 8) - 1).replies, 2U);
  EXPECT_EQ(reply(0).Reserved, 2);
}

TEST_F(ReplyBuffer, ParsingTakesTheCountOnce) {
  pack(answered_by("01-plain.pcap"), reply_size + 8);
  EXPECT_EQ(take_count(buffer_).replies, 1U);
  EXPECT_EQ(reply().Reserved, 0);
  EXPECT_EQ(take_count(buffer_).replies, 0U);
}

}  // namespace
}  // namespace icmpwire::test
