// What lies where in the caller's buffer for an IPv6 reply (windows-semantics 1.2, 7).
#include "api/icmpv6_reply.h"

#include <gtest/gtest.h>

#include <cstring>

namespace icmpwire::test {
namespace {

constexpr std::size_t reply_size = sizeof(ICMPV6_ECHO_REPLY);
constexpr Ipv6Address link_local{{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}};

// An answer of this ICMPv6 type and code with eight octets behind its header.
Outcome answered(std::uint8_t type, std::uint8_t code) {
  Reception reception;
  reception.verdict.answer = type == 129 ? AnswerClass::reply : AnswerClass::error;
  reception.from = IpAddress(link_local, 3);
  reception.type = type;
  reception.code = code;
  reception.round_trip = std::chrono::microseconds(2999);
  reception.payload_at = 40;
  reception.body_at = 48;
  reception.datagram.assign(56, 0x61);
  Outcome outcome;
  outcome.ending = Ending::answered;
  outcome.receptions = {reception};
  outcome.reception_count = 1;
  return outcome;
}

// In what follows, + makes a copy: members of packed structures cannot be referred to.
class Icmpv6Reply : public testing::Test {
 protected:
  Packed pack(const Outcome& outcome, std::size_t size) {
    octets_.assign(size + 17, 0xcc);
    const Packed packed = pack_icmpv6_outcome(outcome, MutableBytes(octets_).subspan(1, size));
    for (std::size_t i = size + 1; i < octets_.size(); ++i) EXPECT_EQ(octets_[i], 0xcc);
    std::memcpy(&reply_, octets_.data() + 1, sizeof reply_);
    return packed;
  }

  Octets octets_;
  ICMPV6_ECHO_REPLY reply_{};
};

TEST_F(Icmpv6Reply, Trap20_ALinkLocalAddressHasItsScope) {
  const Packed packed = pack(answered(129, 0), reply_size + 8);
  EXPECT_EQ(packed.replies, 1U);
  EXPECT_EQ(packed.last_error, 0U);
  EXPECT_EQ(packed.octets, 44U);
  EXPECT_EQ(+reply_.Address.sin6_scope_id, 3U);
  EXPECT_EQ(std::memcmp(reply_.Address.sin6_addr, link_local.octets.data(), 16), 0);
  EXPECT_EQ(reply_.RoundTripTime, 2U);
  EXPECT_EQ(std::memcmp(octets_.data() + 1 + 36, "aaaaaaaa", 8), 0);
}

TEST_F(Icmpv6Reply, AHopIsAReplyAndOtherErrorsAreTheLastError) {
  EXPECT_EQ(pack(answered(3, 0), reply_size).replies, 1U);
  EXPECT_EQ(reply_.Status, 11013U);
  const Packed packed = pack(answered(1, 4), reply_size);
  EXPECT_EQ(packed.replies, 0U);
  EXPECT_EQ(packed.last_error, 11005U);
  EXPECT_EQ(packed.octets, 36U);
  EXPECT_EQ(+reply_.Address.sin6_scope_id, 3U);  // who said so
}

TEST_F(Icmpv6Reply, OneOctetTooFewIsAGeneralFailure) {
  EXPECT_EQ(pack(answered(129, 0), reply_size + 7).last_error, 11050U);
  EXPECT_EQ(reply_.Status, 11050U);
  EXPECT_EQ(+reply_.Address.sin6_scope_id, 0U);
}

}  // namespace
}  // namespace icmpwire::test
