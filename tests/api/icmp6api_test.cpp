// The ICMPv6 calls on the simulated network, and what they need no network for.
#include "tests/api/icmp6_cases.h"

namespace icmpwire::test {

INSTANTIATE_TEST_SUITE_P(Simulated, Icmp6, testing::Values("sim"));
INSTANTIATE_TEST_SUITE_P(Simulated, Icmp6Echo, testing::Values("sim"));

namespace {

TEST(Icmp6Parse, W48_SuccessIsOneReplyAndAFailureTheLastError) {
  ICMPV6_ECHO_REPLY reply{};
  SetLastError(0xdeadbeef);
  EXPECT_EQ(Icmp6ParseReplies(&reply, sizeof reply), 1U);
  EXPECT_EQ(GetLastError(), 0xdeadbeefU);
  reply.Status = 12345;
  EXPECT_EQ(Icmp6ParseReplies(&reply, sizeof reply), 0U);
  EXPECT_EQ(GetLastError(), 12345U);
  EXPECT_EQ(reply.Status, 12345U);
}

TEST(Icmp6Parse, AHopThatIsNamedIsAReply) {
  ICMPV6_ECHO_REPLY reply{};
  reply.Status = IP_HOP_LIMIT_EXCEEDED;
  SetLastError(0xdeadbeef);
  EXPECT_EQ(Icmp6ParseReplies(&reply, sizeof reply), 1U);
  EXPECT_EQ(GetLastError(), 0xdeadbeefU);
}

TEST(Icmp6Parse, NoBufferIsAGeneralFailure) {
  ICMPV6_ECHO_REPLY reply{};
  EXPECT_EQ(Icmp6ParseReplies(nullptr, sizeof reply), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_GEN_FAILURE));
  SetLastError(0);
  EXPECT_EQ(Icmp6ParseReplies(&reply, sizeof reply - 1), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_GEN_FAILURE));
}

}  // namespace
}  // namespace icmpwire::test
