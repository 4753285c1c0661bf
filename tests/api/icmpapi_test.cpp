// icmpapi.h on wires that need neither privilege nor network.
#include <string>

#include "tests/api/send_echo2_cases.h"
#include "tests/api/send_echo_cases.h"

namespace icmpwire::test {

std::unique_ptr<Surroundings> surroundings_of(const std::string&) { return nullptr; }

INSTANTIATE_TEST_SUITE_P(Simulated, SendEcho, testing::Values("sim"));
INSTANTIATE_TEST_SUITE_P(Simulated, SendEcho2, testing::Values("sim"));

namespace {

constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);

std::string recording(const char* name) { return std::string("replay:" ICMPWIRE_PCAPS_DIR "/") + name; }

struct Echo {
  DWORD replies = 0;
  DWORD error = 0;
  ICMP_ECHO_REPLY reply{};
  std::vector<std::uint8_t> options;
};

Echo echo(HANDLE handle, IPAddr destination, IP_OPTION_INFORMATION* options = nullptr, DWORD timeout = 1000) {
  char data[32] = "Data Buffer";
  std::uint8_t buffer[reply_size + 40 + sizeof data];
  Echo result;
  result.replies =
      IcmpSendEcho(handle, destination, data, sizeof data, options, buffer, sizeof buffer, timeout);
  result.error = GetLastError();
  std::memcpy(&result.reply, buffer, sizeof result.reply);
  if (result.replies > 0) {
    result.options.assign(result.reply.Options.OptionsData,
                          result.reply.Options.OptionsData + result.reply.Options.OptionsSize);
  }
  return result;
}

TEST(IcmpApi, R3_ClosingWhatIsNoHandle) {
  for (const HANDLE handle : {INVALID_HANDLE_VALUE, HANDLE{nullptr}, reinterpret_cast<HANDLE>(0x1234)}) {
    SetLastError(0);
    EXPECT_EQ(IcmpCloseHandle(handle), FALSE);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_HANDLE));
  }
}

TEST(IcmpApi, AStaleHandleIsNobodyElses) {
  const HANDLE first = IcmpwireCreateFile("sim");
  ASSERT_EQ(IcmpCloseHandle(first), TRUE);
  const Handle second("sim");
  EXPECT_NE(first, second.get());
  EXPECT_EQ(IcmpCloseHandle(first), FALSE);
  EXPECT_EQ(echo(second.get(), ip_address(127, 0, 0, 1)).replies, 1U);
}

TEST(IcmpApi, FailuresToOpenSayWhyInNumbersAndInWords) {
  EXPECT_EQ(IcmpwireCreateFile("nonsense"), INVALID_HANDLE_VALUE);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_NE(std::string(IcmpwireFailureText()).find("nonsense"), std::string::npos);
  EXPECT_EQ(IcmpwireCreateFile("replay:/no/such/file.pcap"), INVALID_HANDLE_VALUE);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_FILE_NOT_FOUND));
  EXPECT_NE(std::string(IcmpwireFailureText()).find("/no/such/file.pcap"), std::string::npos);
  EXPECT_EQ(IcmpwireCreateFile("sim?colour=blue"), INVALID_HANDLE_VALUE);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST(IcmpApi, ASilentHostTimesOutInVirtualTime) {
  const Handle handle("sim");
  const Echo silence = echo(handle.get(), ip_address(192, 18, 1, 1), nullptr, 10'000);
  EXPECT_EQ(silence.replies, 0U);
  EXPECT_EQ(silence.error, static_cast<DWORD>(IP_REQ_TIMED_OUT));
  EXPECT_EQ(silence.reply.Status, static_cast<DWORD>(IP_REQ_TIMED_OUT));
  EXPECT_EQ(silence.reply.DataSize, 0);
  EXPECT_EQ(silence.reply.Address, 0U);
}

TEST(IcmpApi, ATtlThatEndsOnTheWayNamesTheRouter) {
  const Handle handle("sim");
  IP_OPTION_INFORMATION options{};
  const IPAddr routers[] = {ip_address(10, 9, 1, 2), ip_address(10, 9, 2, 2)};
  for (UCHAR ttl = 1; ttl <= 2; ++ttl) {
    options.Ttl = ttl;
    const Echo hop = echo(handle.get(), ip_address(10, 9, 3, 3), &options);
    EXPECT_EQ(hop.replies, 1U);
    EXPECT_EQ(hop.error, 0U);
    EXPECT_EQ(hop.reply.Status, static_cast<DWORD>(IP_TTL_EXPIRED_TRANSIT));
    EXPECT_EQ(hop.reply.Address, routers[ttl - 1]);
  }
}

TEST(IcmpApi, AnUnknownNetworkIsUnreachable) {
  const Handle handle("sim");
  const Echo refused = echo(handle.get(), ip_address(203, 0, 113, 1));
  EXPECT_EQ(refused.replies, 1U);
  EXPECT_EQ(refused.reply.Status, static_cast<DWORD>(IP_DEST_NET_UNREACHABLE));
  EXPECT_EQ(refused.reply.Address, ip_address(10, 9, 1, 2));
}

TEST(IcmpApi, ARecordedRouteIsReplayed) {
  const Handle handle(recording("02-rr9.pcap"));
  std::uint8_t route[40] = {1, 7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.Ttl = 64;
  options.OptionsData = route;
  options.OptionsSize = sizeof route;
  const Echo reply = echo(handle.get(), ip_address(10, 9, 3, 3), &options);
  ASSERT_EQ(reply.replies, 1U);
  EXPECT_EQ(reply.reply.Address, ip_address(10, 9, 3, 3));
  EXPECT_EQ(reply.reply.DataSize, 32);
  ASSERT_EQ(reply.options.size(), 40U);
  const std::uint8_t recorded[] = {7, 39, 28, 10, 9, 2,  1, 10, 9, 3,  2, 10, 9, 3,
                                   3, 10, 9,  3,  3, 10, 9, 2,  2, 10, 9, 1,  2};
  EXPECT_EQ(std::memcmp(reply.options.data(), recorded, sizeof recorded), 0);
}

TEST(IcmpApi, ARecordedExchangeIsReplayedOnce) {
  const Handle handle(recording("01-plain.pcap"));
  EXPECT_EQ(echo(handle.get(), ip_address(10, 9, 3, 3)).replies, 1U);
  EXPECT_EQ(echo(handle.get(), ip_address(10, 9, 3, 3)).error, static_cast<DWORD>(IP_GENERAL_FAILURE));
}

TEST(IcmpApi, WhatACaptureDoesNotHoldTimesOutWhereAskedTo) {
  const Handle handle(recording("01-plain.pcap?missing=timeout"));
  EXPECT_EQ(echo(handle.get(), ip_address(10, 9, 3, 3)).replies, 1U);
  EXPECT_EQ(echo(handle.get(), ip_address(10, 9, 3, 3)).error, static_cast<DWORD>(IP_REQ_TIMED_OUT));
}

TEST(IcmpApi, TwoHandlesOnOneCaptureEachHaveAllOfIt) {
  const Handle first(recording("01-plain.pcap"));
  const Handle second(recording("01-plain.pcap"));
  EXPECT_EQ(echo(first.get(), ip_address(10, 9, 3, 3)).replies, 1U);
  EXPECT_EQ(echo(second.get(), ip_address(10, 9, 3, 3)).replies, 1U);
}

TEST(IcmpApi, ARecordedErrorNamesItsStatus) {
  struct Row {
    const char* file;
    IPAddr to;
    DWORD status;
  };
  const Row rows[] = {
      {"19-rr9-ttl1-time-exceeded.pcap", ip_address(10, 9, 3, 3), IP_TTL_EXPIRED_TRANSIT},
      {"10-ssrr-not-neighbour.pcap", ip_address(10, 9, 1, 2), IP_BAD_ROUTE},
      {"15-rr-len2-malformed.pcap", ip_address(10, 9, 3, 3), IP_PARAM_PROBLEM},
      {"33-host-unreachable.pcap", ip_address(10, 9, 3, 99), IP_DEST_HOST_UNREACHABLE},
      {"36-df-frag-needed-mtu600.pcap", ip_address(10, 9, 3, 3), IP_PACKET_TOO_BIG},
  };
  for (const Row& row : rows) {
    const Handle handle(recording(row.file));
    const Echo error = echo(handle.get(), row.to, nullptr, 4000);
    EXPECT_EQ(error.replies, 1U) << row.file;
    EXPECT_EQ(error.reply.Status, row.status) << row.file;
    EXPECT_EQ(error.reply.DataSize, 0) << row.file;
  }
}

TEST(IcmpApi, ParsingCountsOnceAndFallsBackToTheStatus_W35_W38) {
  ICMP_ECHO_REPLY reply{};
  SetLastError(0xdeadbeef);
  EXPECT_EQ(IcmpParseReplies(&reply, sizeof reply), 0U);
  EXPECT_EQ(GetLastError(), 0U);

  reply.Status = 12345;
  EXPECT_EQ(IcmpParseReplies(&reply, sizeof reply), 0U);
  EXPECT_EQ(GetLastError(), 12345U);
  EXPECT_EQ(reply.Status, 12345U);

  for (const USHORT count : {USHORT{1}, USHORT{3}}) {
    SetLastError(0xdeadbeef);
    reply.Reserved = count;
    EXPECT_EQ(IcmpParseReplies(&reply, sizeof reply), count);
    EXPECT_EQ(GetLastError(), 0xdeadbeefU);
    EXPECT_EQ(reply.Reserved, 0);
    EXPECT_EQ(reply.Status, 12345U);
  }
  EXPECT_EQ(IcmpParseReplies(nullptr, sizeof reply), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

}  // namespace
}  // namespace icmpwire::test
