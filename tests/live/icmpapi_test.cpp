// icmpapi.h on the live wire: every row of the argument table, and what only a network can show.
#include <array>

#include "tests/api/icmp6_cases.h"
#include "tests/api/send_echo2_cases.h"
#include "tests/api/send_echo_cases.h"
#include "tests/live/allocation_count.h"
#include "tests/live/inside.h"
#include "tests/live/live_test.h"

namespace icmpwire::test {

// A machine whose own addresses answer.
struct OnAMachine : Surroundings {
  live::NetworkNamespace machine;
  std::unique_ptr<live::Inside> inside;
  OnAMachine() {
    // Everything beyond the machine itself is behind a link on which nobody answers.
    machine.ip(
        "link set lo up\nlink add silent type veth peer name far\nlink set far up\naddress add 10.9.1.1/24 "
        "dev silent\n"
        "link set silent up\nroute add default via 10.9.1.2");
    machine.ip("neighbour add 10.9.1.2 lladdr 02:00:00:00:00:02 dev silent");
    inside = std::make_unique<live::Inside>(machine);
  }
};

std::unique_ptr<Surroundings> surroundings_of(const std::string&) {
  live::require_namespaces();
  if (!live::why_no_namespaces().empty()) return nullptr;
  return std::make_unique<OnAMachine>();
}

INSTANTIATE_TEST_SUITE_P(Live, SendEcho, testing::Values("live"));
INSTANTIATE_TEST_SUITE_P(Live, SendEcho2, testing::Values("live"));
INSTANTIATE_TEST_SUITE_P(Live, Icmp6, testing::Values("live"));
INSTANTIATE_TEST_SUITE_P(Live, Icmp6Echo, testing::Values("live"));

}  // namespace icmpwire::test

namespace icmpwire::live {
namespace {

using test::ip_address;

class LiveIcmpApi : public LiveTest {
 protected:
  static constexpr DWORD reply_size = sizeof(ICMP_ECHO_REPLY);

  void TearDown() override {
    IcmpCloseHandle(handle_);
    icmpwire_shutdown();
  }

  // The handle that programs get; opened inside, closed before the namespace goes.
  void open() {
    handle_ = IcmpCreateFile();
    ASSERT_NE(handle_, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
  }
  DWORD echo(IPAddr to, PIP_OPTION_INFORMATION options = nullptr, WORD size = 32, DWORD timeout = 4000) {
    return IcmpSendEcho(handle_, to, data_, size, options, buffer_, sizeof buffer_, timeout);
  }
  ICMP_ECHO_REPLY reply() const {
    ICMP_ECHO_REPLY reply;
    std::memcpy(&reply, buffer_, sizeof reply);
    return reply;
  }

  HANDLE handle_ = INVALID_HANDLE_VALUE;
  char data_[4000] = "Data Buffer";
  alignas(8) char buffer_[reply_size + 40 + sizeof data_];
};

TEST_F(LiveIcmpApi, NeighbourOwnAddressAndLoopbackAnswer) {
  const Topology net = Topology::neighbours();
  const Inside inside(net.h1());
  open();
  for (const IPAddr to : {ip_address(10, 9, 1, 2), ip_address(10, 9, 1, 1), ip_address(127, 0, 0, 1),
                          ip_address(127, 5, 6, 7)}) {
    ASSERT_EQ(echo(to), 1U) << GetLastError();
    EXPECT_EQ(reply().Address, to);
    EXPECT_EQ(reply().Status, 0U);
    EXPECT_EQ(reply().DataSize, 32);
    EXPECT_STREQ(static_cast<const char*>(reply().Data), "Data Buffer");
  }
}

TEST_F(LiveIcmpApi, RoutersThatEndTheTtlAreNamedWithTheirRoundTrip) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  IP_OPTION_INFORMATION options{};
  options.Ttl = 1;
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), &options), 1U);
  EXPECT_EQ(reply().Address, ip_address(10, 9, 1, 2));
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_TTL_EXPIRED_TRANSIT));
  EXPECT_EQ(reply().DataSize, 0);
  options.Ttl = 2;
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), &options), 1U);
  EXPECT_EQ(reply().Address, ip_address(10, 9, 2, 2));
  options.Ttl = 3;
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), &options), 1U);
  EXPECT_EQ(reply().Status, 0U);
  EXPECT_EQ(reply().Options.Ttl, 62);
}

TEST_F(LiveIcmpApi, ARecordedRouteComesBackAsInRecording02) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  std::uint8_t route[40] = {1, 7, 39, 4};
  IP_OPTION_INFORMATION options{};
  options.Ttl = 64;
  options.OptionsData = route;
  options.OptionsSize = sizeof route;
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), &options), 1U);
  const ICMP_ECHO_REPLY reply = this->reply();
  ASSERT_EQ(reply.Options.OptionsSize, 40);
  const std::uint8_t recorded[] = {7, 39, 28, 10, 9, 2,  1, 10, 9, 3,  2, 10, 9, 3,
                                   3, 10, 9,  3,  3, 10, 9, 2,  2, 10, 9, 1,  2};
  EXPECT_EQ(std::memcmp(reply.Options.OptionsData, recorded, sizeof recorded), 0);
}

TEST_F(LiveIcmpApi, WhatExceedsTheMtuLeavesAndComesInFragments) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  for (std::size_t i = 0; i < sizeof data_; ++i) data_[i] = static_cast<char>(i * 7);
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), nullptr, 4000), 1U);
  EXPECT_EQ(reply().DataSize, 4000);
  EXPECT_EQ(std::memcmp(reply().Data, data_, 4000), 0);

  IP_OPTION_INFORMATION options{};
  options.Flags = IP_FLAG_DF;
  EXPECT_EQ(echo(ip_address(10, 9, 3, 3), &options, 4000), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_PACKET_TOO_BIG));
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_PACKET_TOO_BIG));
}

TEST_F(LiveIcmpApi, ALearnedPathMtuHoldsForTheNextRequest) {
  const Topology net = Topology::two_routers();
  net.r1().ip("link set b0 mtu 600");
  net.r2().ip("link set b1 mtu 600");
  const Inside inside(net.h1());
  open();
  IP_OPTION_INFORMATION options{};
  options.Ttl = 64;
  options.Flags = IP_FLAG_DF;
  ASSERT_EQ(echo(ip_address(10, 9, 3, 3), &options, 1000), 1U);  // the router's word
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_PACKET_TOO_BIG));
  EXPECT_EQ(echo(ip_address(10, 9, 3, 3), &options, 1000), 0U);  // ours
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_PACKET_TOO_BIG));
  EXPECT_EQ(echo(ip_address(10, 9, 3, 3), nullptr, 1000), 1U);
  EXPECT_EQ(reply().Status, 0U);
}

TEST_F(LiveIcmpApi, WithoutARouteTheCallFailsAtOnce) {
  const NetworkNamespace machine;
  machine.ip("link set lo up");
  const Inside inside(machine);
  open();
  EXPECT_EQ(echo(ip_address(10, 9, 3, 3)), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NETWORK_UNREACHABLE));
}

TEST_F(LiveIcmpApi, ASilentNeighbourIsUnreachableFromOurOwnAddress) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv4/neigh/a0/retrans_time_ms", "20");
  const Inside inside(net.h1());
  open();
  ASSERT_EQ(echo(ip_address(10, 9, 1, 77), nullptr, 32, 20'000), 1U) << GetLastError();
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_DEST_HOST_UNREACHABLE));
  EXPECT_EQ(reply().Address, ip_address(10, 9, 1, 1));
}

TEST_F(LiveIcmpApi, BroadcastCollectsEveryHostOnTheLink) {
  const Topology net = Topology::neighbours();
  net.r1().set("ipv4/icmp_echo_ignore_broadcasts", "0");
  const Inside inside(net.h1());
  open();
  EXPECT_EQ(echo(ip_address(10, 9, 1, 255), nullptr, 32, 300), 1U);
  EXPECT_EQ(reply().Address, ip_address(10, 9, 1, 2));
}

TEST_F(LiveIcmpApi, AnEchoAllocatesNothingOnceWarm) {
  const Topology net = Topology::neighbours();
  const Inside inside(net.h1());
  open();
  for (int i = 0; i < 100; ++i) ASSERT_EQ(echo(ip_address(10, 9, 1, 2)), 1U);
  const std::uint64_t before = allocation_count();
  DWORD replies = 0;
  for (int i = 0; i < 100; ++i) replies += echo(ip_address(10, 9, 1, 2));
  EXPECT_EQ(allocation_count() - before, 0U);
  EXPECT_EQ(replies, 100U);
}

TEST_F(LiveIcmpApi, TheCountOfAllocationsCounts) {
  const std::uint64_t before = allocation_count();
  const auto allocated = std::make_unique<std::array<int, 100>>();
  EXPECT_GT(allocation_count(), before);
}

}  // namespace
}  // namespace icmpwire::live
