// Broadcast and multicast destinations: replies are collected until the time-out, or until the buffer is
// full.
#include <gtest/gtest.h>

#include "tests/api/scripted_handle.h"

namespace icmpwire::test {
namespace {

constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);

// Five hosts answer, one after the other.
Result<Replies> five_answers(Bytes request) {
  Replies replies;
  for (std::uint8_t host = 1; host <= 5; ++host) {
    replies.push_back({milliseconds(host), echo_reply(request, {{10, 9, 1, host}})});
  }
  return replies;
}

class SeveralReplies : public testing::Test {
 protected:
  DWORD echo(GuardedBuffer& buffer, const NoticeOf& notice = {}) {
    auto data = pattern(8);
    return IcmpSendEcho2(handle_, notice.event, notice.routine, notice.context, ip_address(10, 9, 1, 255),
                         data.data(), 8, nullptr, buffer.data(), buffer.size(), 100);
  }
  static void expect_hosts(const GuardedBuffer& buffer, std::uint8_t count) {
    for (std::uint8_t i = 0; i < count; ++i) {
      const ICMP_ECHO_REPLY reply = buffer.reply(i);
      EXPECT_EQ(reply.Address, ip_address(10, 9, 1, static_cast<std::uint8_t>(i + 1)));
      EXPECT_EQ(reply.RoundTripTime, i + 1U);
      EXPECT_EQ(reply.DataSize, 8);
      EXPECT_EQ(std::memcmp(reply.Data, pattern(8).data(), 8), 0);
    }
    EXPECT_TRUE(buffer.guards_hold());
  }

  ScriptedHandle handle_{five_answers};
};

TEST_F(SeveralReplies, AllThatComeBeforeTheTimeout) {
  GuardedBuffer buffer(10 * (reply_size + 8));
  EXPECT_EQ(echo(buffer), 5U);
  EXPECT_EQ(GetLastError(), 0U);
  EXPECT_EQ(buffer.reply().Reserved, 0);
  expect_hosts(buffer, 5);
}

TEST_F(SeveralReplies, AsManyAsFit) {
  GuardedBuffer buffer(3 * (reply_size + 8) + 7);
  EXPECT_EQ(echo(buffer), 3U);
  expect_hosts(buffer, 3);
}

TEST_F(SeveralReplies, AreCountedByParsingAfterAnEvent) {
  const EventHandle event;
  GuardedBuffer buffer(10 * (reply_size + 8));
  EXPECT_EQ(echo(buffer, {event}), 0U);
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(buffer.reply().Reserved, 5);
  EXPECT_EQ(IcmpParseReplies(buffer.data(), buffer.size()), 5U);
  expect_hosts(buffer, 5);
}

TEST_F(SeveralReplies, OneHostsFirstAnswerEndsTheCall) {
  GuardedBuffer buffer(10 * (reply_size + 8));
  auto data = pattern(8);
  EXPECT_EQ(IcmpSendEcho(handle_, ip_address(10, 9, 1, 1), data.data(), 8, nullptr, buffer.data(),
                         buffer.size(), 100),
            1U);
  expect_hosts(buffer, 1);
}

}  // namespace
}  // namespace icmpwire::test
