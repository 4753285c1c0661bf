// The ICMPv6 calls: the cases W39-W48 of windows-semantics 9 and its section 7, on any wire on which ::1
// answers.
#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>

#include "tests/api/surroundings.h"

namespace icmpwire::test {

// The parameter is a wire specification.
class Icmp6 : public testing::TestWithParam<const char*> {
 protected:
  static constexpr DWORD reply_size = sizeof(ICMPV6_ECHO_REPLY);

  void SetUp() override {
    surroundings_ = surroundings_of(GetParam());
    if (IsSkipped() || HasFatalFailure()) return;
    handle_ = Icmpwire6CreateFile(GetParam());
    ASSERT_NE(handle_, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
    destination_.sin6_addr = in6addr_loopback;  // the family stays 0
  }
  void TearDown() override {
    if (handle_ == INVALID_HANDLE_VALUE) return;
    EXPECT_EQ(IcmpCloseHandle(handle_), TRUE);  // W47
    EXPECT_TRUE(buffer_.guards_hold());
  }

  DWORD send(const NoticeOf& notice = {}, DWORD room = reply_size + 32, DWORD timeout = 1000) {
    buffer_ = GuardedBuffer(room);
    SetLastError(0xdeadbeef);
    return Icmp6SendEcho2(handle_, notice.event, notice.routine, notice.context, &source_, &destination_,
                          data_.data(), 32, options_, buffer_.data(), room, timeout);
  }
  ICMPV6_ECHO_REPLY reply() const { return buffer_.reply<ICMPV6_ECHO_REPLY>(); }

  void expect_pattern() {
    EXPECT_EQ(reply().Status, 0U);
    EXPECT_EQ(std::memcmp(reply().Address.sin6_addr, &in6addr_loopback, 16), 0);
    const IPV6_ADDRESS_EX address = reply().Address;
    const ULONG flow = address.sin6_flowinfo, scope = address.sin6_scope_id;  // copies: they lie unaligned
    EXPECT_EQ(address.sin6_port, 0);
    EXPECT_EQ(flow, 0U);
    EXPECT_EQ(scope, 0U);
    EXPECT_EQ(std::memcmp(buffer_.data() + 36, data_.data(), 32), 0);
  }
  // Status and nothing else.
  void expect_refusal() {
    ICMPV6_ECHO_REPLY expected{};
    expected.Status = IP_GENERAL_FAILURE;
    const ICMPV6_ECHO_REPLY refusal = reply();
    EXPECT_EQ(std::memcmp(&refusal, &expected, sizeof expected), 0);
  }

  std::unique_ptr<Surroundings> surroundings_;
  HANDLE handle_ = INVALID_HANDLE_VALUE;
  sockaddr_in6 source_{}, destination_{};
  PIP_OPTION_INFORMATION options_ = nullptr;
  std::vector<std::uint8_t> data_ = pattern(32);
  GuardedBuffer buffer_{0};
};

// Those that need an answer are skipped where the wire has no IPv6.
class Icmp6Echo : public Icmp6 {
 protected:
  void SetUp() override {
    Icmp6::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    if (send() == 0 && GetLastError() == ERROR_NOT_SUPPORTED) GTEST_SKIP() << "no IPv6 on this wire";
  }
};

TEST_P(Icmp6Echo, W39_LoopbackAnswersWithFamiliesOfZero) {
  ASSERT_EQ(send(), 1U);
  EXPECT_EQ(GetLastError(), 0U);
  expect_pattern();
}

TEST_P(Icmp6Echo, FamilyAndPortAreNobodysBusiness) {
  for (const int family : {2, 10, 23, 30, 0xffff}) {
    destination_.sin6_family = source_.sin6_family = static_cast<sa_family_t>(family);
    destination_.sin6_port = 10;
    ASSERT_EQ(send(), 1U);
    expect_pattern();
  }
}

TEST_P(Icmp6, W40_AHopLimitOfZeroIsRefused) {
  IP_OPTION_INFORMATION zeroes{};
  options_ = &zeroes;
  source_.sin6_addr = in6addr_loopback;
  EXPECT_EQ(send(), 0U);
  EXPECT_EQ(GetLastError(), 11050U);
  expect_refusal();
}

TEST_P(Icmp6Echo, W41_AHopLimitOfOneReachesOurselves) {
  IP_OPTION_INFORMATION options{};
  options.Ttl = 1;
  options_ = &options;
  ASSERT_EQ(send(), 1U);
  EXPECT_EQ(GetLastError(), 0U);
  expect_pattern();
}

TEST_P(Icmp6, W42_NoDestination) {
  ApcCalls calls;
  destination_.sin6_addr = in6addr_any;
  EXPECT_EQ(send({nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_EQ(GetLastError(), 1214U);
  EXPECT_EQ(icmpwire_sleep(0, TRUE), 0U);
  EXPECT_EQ(calls.times, 0);
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(Icmp6Echo, W43_AnApc) {
  ApcCalls calls;
  EXPECT_EQ(send({nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  EXPECT_EQ(icmpwire_sleep(patience, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(calls.times, 1);
  EXPECT_EQ(calls.status.Status, 0);
  EXPECT_EQ(calls.status.Information, 68U);
  expect_pattern();
  EXPECT_EQ(Icmp6ParseReplies(buffer_.data(), buffer_.size()), 1U);
}

TEST_P(Icmp6Echo, W44_WithAnEventTheRoutineIsIgnored) {
  const EventHandle event;
  ApcCalls calls;
  EXPECT_EQ(send({event, ApcCalls::routine, &calls}), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  ASSERT_TRUE(event.wait());
  EXPECT_EQ(icmpwire_sleep(0, TRUE), 0U);
  EXPECT_EQ(calls.times, 0);
  expect_pattern();
}

TEST_P(Icmp6, W45_AHopLimitOfZeroEndsByApc) {
  IP_OPTION_INFORMATION zeroes{};
  options_ = &zeroes;
  ApcCalls calls;
  EXPECT_EQ(send({nullptr, ApcCalls::routine, &calls}), 0U);
  EXPECT_EQ(GetLastError(), 997U);
  EXPECT_EQ(icmpwire_sleep(patience, TRUE), WAIT_IO_COMPLETION);
  EXPECT_EQ(calls.times, 1);
  EXPECT_EQ(calls.status.Status, STATUS_INVALID_PARAMETER);
  EXPECT_EQ(calls.status.Information, 36U);
  expect_refusal();
}

TEST_P(Icmp6Echo, W46_ASourceThatIsNotOurs) {
  const EventHandle event;
  source_.sin6_addr.s6_addr[14] = source_.sin6_addr.s6_addr[15] = 0xff;
  EXPECT_EQ(send({event}), 0U);
  EXPECT_EQ(GetLastError(), 1214U);
  EXPECT_FALSE(event.is_set());
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(Icmp6Echo, ExactSizesAndOneOctetLess) {
  EXPECT_EQ(send({}, reply_size + 31), 0U);
  EXPECT_EQ(GetLastError(), 11050U);
  expect_refusal();
  EXPECT_EQ(send({}, reply_size - 1), 0U);
  EXPECT_EQ(GetLastError(), 87U);
  EXPECT_TRUE(buffer_.is_untouched());
}

TEST_P(Icmp6Echo, NoSourceAtAllIsAny) {
  buffer_ = GuardedBuffer(reply_size + 32);
  EXPECT_EQ(Icmp6SendEcho2(handle_, nullptr, nullptr, nullptr, nullptr, &destination_, data_.data(), 32,
                           nullptr, buffer_.data(), buffer_.size(), 1000),
            1U);
  EXPECT_EQ(Icmp6SendEcho2(handle_, nullptr, nullptr, nullptr, nullptr, nullptr, data_.data(), 32, nullptr,
                           buffer_.data(), buffer_.size(), 1000),
            0U);
  EXPECT_EQ(GetLastError(), 87U);
}

TEST_P(Icmp6, HandlesOfTheOtherVersionAreRefused) {
  GuardedBuffer buffer(100);
  EXPECT_EQ(IcmpSendEcho(handle_, loopback, nullptr, 0, nullptr, buffer.data(), 100, 1000), 0U);
  EXPECT_EQ(GetLastError(), 87U);
  const Handle ipv4(GetParam());
  EXPECT_EQ(Icmp6SendEcho2(ipv4, nullptr, nullptr, nullptr, &source_, &destination_, nullptr, 0, nullptr,
                           buffer.data(), 100, 1000),
            0U);
  EXPECT_EQ(GetLastError(), 87U);
  EXPECT_TRUE(buffer.is_untouched());
}

}  // namespace icmpwire::test
