// The known traps of such APIs (windows-semantics 8) that are ours to avoid; those of the compat library and
// of the live wire are in their tests.
#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <thread>

#include "tests/api/scripted_handle.h"

namespace icmpwire::test {
namespace {

constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);
const IPAddr far_host = ip_address(10, 9, 3, 3);

DWORD echo(HANDLE handle, GuardedBuffer& buffer, IPAddr to = far_host,
           IP_OPTION_INFORMATION* options = nullptr, const NoticeOf& notice = {}, DWORD timeout = 1000) {
  auto data = pattern(32);
  return IcmpSendEcho2(handle, notice.event, notice.routine, notice.context, to, data.data(), 32, options,
                       buffer.data(), buffer.size(), timeout);
}

TEST(Traps, Trap01_StructuresAreNative) {
  EXPECT_EQ(offsetof(ICMP_ECHO_REPLY, Data), 16U);
  EXPECT_EQ(sizeof(ICMP_ECHO_REPLY), sizeof(void*) == 8 ? 40U : 28U);
  EXPECT_EQ(sizeof(ICMP_ECHO_REPLY32), sizeof(ICMP_ECHO_REPLY));
  EXPECT_EQ(sizeof(IP_OPTION_INFORMATION32), sizeof(IP_OPTION_INFORMATION));
#if defined(_WIN64)
  FAIL() << "_WIN64 makes programs read the 32-bit forms";
#endif
}

TEST(Traps, Trap02_AsynchronousCallsReturnZeroAndSayPending) {
  const Handle handle;
  const EventHandle event;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, loopback, nullptr, {event}), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_IO_PENDING));
  EXPECT_TRUE(event.wait());
}

TEST(Traps, Trap03_NonZeroIsNotSuccess) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  IP_OPTION_INFORMATION options{};
  options.Ttl = 1;
  EXPECT_EQ(echo(handle, buffer, far_host, &options), 1U);
  EXPECT_EQ(buffer.reply().Status, static_cast<DWORD>(IP_TTL_EXPIRED_TRANSIT));
}

TEST(Traps, Trap04_NumbersTellWin32FromStatus) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, 0), 0U);
  EXPECT_LT(GetLastError(), static_cast<DWORD>(IP_STATUS_BASE));
  EXPECT_EQ(echo(handle, buffer, silent_host), 0U);
  EXPECT_GE(GetLastError(), static_cast<DWORD>(IP_STATUS_BASE));
}

TEST(Traps, Trap05_ParsingAfterASynchronousCallCountsNothing) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, loopback), 1U);
  EXPECT_EQ(IcmpParseReplies(buffer.data(), buffer.size()), 0U);
}

TEST(Traps, Trap06_ClosingWaitsUntilEverythingIsWritten) {
  std::vector<GuardedBuffer> buffers(50, GuardedBuffer(reply_size + 32));
  const EventHandle event;
  {
    const Handle handle;
    for (GuardedBuffer& buffer : buffers) {
      EXPECT_EQ(echo(handle, buffer, &buffer == buffers.data() ? silent_host : far_host, nullptr, {event}),
                0U);
    }
  }
  for (const GuardedBuffer& buffer : buffers) EXPECT_NE(buffer.reply().Status, 0xccccccccU);
  EXPECT_EQ(buffers.front().reply().Status, static_cast<DWORD>(IP_REQ_TIMED_OUT));
}

TEST(Traps, Trap07_WhatIsRefusedLeavesTheBufferAsItWas) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer, 0), 0U);
  EXPECT_EQ(echo(INVALID_HANDLE_VALUE, buffer), 0U);
  EXPECT_EQ(IcmpSendEcho(handle, far_host, nullptr, 32, nullptr, buffer.data(), buffer.size(), 1000), 0U);
  EXPECT_TRUE(buffer.is_untouched());
}

TEST(Traps, Trap08_AnErrorHasNoData) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  IP_OPTION_INFORMATION options{};
  options.Ttl = 1;
  echo(handle, buffer, far_host, &options);
  EXPECT_EQ(buffer.reply().DataSize, 0);
  EXPECT_EQ(buffer.reply().Data, buffer.data() + reply_size);  // where reading nothing is harmless
}

TEST(Traps, Trap09_AnErrorHasItsRoundTrip) {
  const ScriptedHandle handle([](Bytes request) -> Result<Replies> {
    return Replies{{std::chrono::microseconds(8999), icmp_error(11, 0, request)}};
  });
  GuardedBuffer buffer(reply_size);
  EXPECT_EQ(echo(handle, buffer), 1U);
  EXPECT_EQ(buffer.reply().RoundTripTime, 8U);
}

TEST(Traps, Trap10_WithoutAnAlertableWaitNoApc) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  const EventHandle never;
  ApcCalls calls;
  EXPECT_EQ(echo(handle, buffer, loopback, nullptr, {nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_FALSE(never.wait(20));
  EXPECT_EQ(calls.times, 0);
  EXPECT_TRUE(calls.wait());
  EXPECT_EQ(calls.times, 1);
}

TEST(Traps, Trap12_TheSmallestTimeoutsLetALocalHostAnswer) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  for (const DWORD timeout : {0U, 1U, 3U})
    EXPECT_EQ(echo(handle, buffer, loopback, nullptr, {}, timeout), 1U);
}

TEST(Traps, Trap13_NoStatusBlockIsKeptInTheBuffer) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  ApcCalls calls;
  EXPECT_EQ(echo(handle, buffer, loopback, nullptr, {nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_TRUE(calls.wait());
  EXPECT_EQ(buffer.reply().DataSize, 32);
  EXPECT_TRUE(buffer.guards_hold());
}

TEST(Traps, Trap14_OneBufferServesAgainAndAgain) {
  const Handle handle;
  GuardedBuffer buffer(reply_size + 32);
  for (int i = 0; i < 500; ++i) {
    ASSERT_EQ(echo(handle, buffer, i % 2 == 0 ? loopback : silent_host), i % 2 == 0 ? 1U : 0U);
    ASSERT_EQ(buffer.reply().Status, i % 2 == 0 ? 0U : 11010U);
  }
  EXPECT_TRUE(buffer.guards_hold());
}

TEST(Traps, Trap16_FlagsAreTheBitsAndErrorsAreKnownByTheirQuote) {
  // The first error quotes somebody else's request.
  const ScriptedHandle handle([](Bytes request) -> Result<Replies> {
    Octets others(request.begin(), request.end());
    others[24] = static_cast<std::uint8_t>(others[24] ^ 0x55);  // the identifier
    Octets answer = echo_reply(request);
    answer[6] = 0x40;  // don't fragment
    write_u16(answer, 10, 0);
    write_u16(answer, 10, internet_checksum(Bytes(answer).first(20)));
    return Replies{{milliseconds(1), icmp_error(3, 1, others)}, {milliseconds(2), answer}};
  });
  GuardedBuffer buffer(reply_size + 32);
  EXPECT_EQ(echo(handle, buffer), 1U);
  EXPECT_EQ(buffer.reply().Status, 0U);
  EXPECT_EQ(buffer.reply().Options.Flags, IP_FLAG_DF);
}

TEST(Traps, Trap17_FlagsTosAndOptionsLeaveAsAsked) {
  Octets sent;
  const ScriptedHandle handle([&](Bytes request) -> Result<Replies> {
    sent.assign(request.begin(), request.end());
    return Replies{};
  });
  GuardedBuffer buffer(reply_size + 32);
  std::uint8_t router_alert[] = {0x94, 4, 0, 0};
  IP_OPTION_INFORMATION options{77, 0x28, IP_FLAG_DF | 4, sizeof router_alert, router_alert};
  echo(handle, buffer, far_host, &options);
  ASSERT_EQ(sent.size(), 24U + 8 + 32);
  EXPECT_EQ(sent[0], 0x46);
  EXPECT_EQ(sent[1], 0x28);
  EXPECT_EQ(sent[6], 0xc0);
  EXPECT_EQ(sent[8], 77);
  EXPECT_EQ(std::memcmp(sent.data() + 20, router_alert, 4), 0);
}

TEST(Traps, Trap18_DataSizeIsWhatCame) {
  for (const std::size_t came : {0U, 20U, 32U}) {
    const ScriptedHandle handle([=](Bytes request) -> Result<Replies> {
      const auto ip = parse_ipv4(request).value();
      IcmpEcho echo = computed(std::get<IcmpEcho>(parse_icmp(ip.payload).value().header));
      echo.type = IcmpType::echo_reply;
      return Replies{{milliseconds(1), datagram(target, us, message(echo, ip.payload.subspan(8, came)))}};
    });
    GuardedBuffer buffer(reply_size + 32);
    EXPECT_EQ(echo(handle, buffer), 1U);
    EXPECT_EQ(buffer.reply().Status, 0U);
    EXPECT_EQ(buffer.reply().DataSize, came);
  }
}

TEST(Traps, Trap19_TheIpv6AddressIsPacked) {
  EXPECT_EQ(sizeof(IPV6_ADDRESS_EX), 26U);
  EXPECT_EQ(sizeof(ICMPV6_ECHO_REPLY), 36U);
  EXPECT_EQ(offsetof(IPV6_ADDRESS_EX, sin6_addr), 6U);
  EXPECT_EQ(offsetof(ICMPV6_ECHO_REPLY, Status), 28U);
}

TEST(Traps, Trap21_EveryRequestHasItsOwnPair) {
  std::set<std::uint32_t> pairs;
  const ScriptedHandle handle([&](Bytes request) -> Result<Replies> {
    pairs.insert(read_u32(request, 24));
    return Replies{{milliseconds(1), echo_reply(request)}};
  });
  GuardedBuffer buffer(reply_size + 32);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(echo(handle, buffer), 1U);
  EXPECT_EQ(pairs.size(), 100U);
}

}  // namespace
}  // namespace icmpwire::test
