// icmpapi.h over IPv6 on the live wire: what only a network can show.
#include <icmpapi.h>
#include <icmpwire.h>
#include <netinet/in.h>

#include <array>
#include <cstring>
#include <vector>

#include "tests/live/inside.h"
#include "tests/live/ipv6_wire.h"

namespace icmpwire::live {
namespace {

class LiveIcmp6Api : public LiveTest {
 protected:
  void TearDown() override {
    IcmpCloseHandle(handle_);
    icmpwire_shutdown();
  }

  // The handle that programs get; opened inside, closed before the namespace goes.
  void open() {
    handle_ = Icmp6CreateFile();
    ASSERT_NE(handle_, INVALID_HANDLE_VALUE) << IcmpwireFailureText();
  }

  DWORD echo(const IpAddress& to, WORD size = 32, PIP_OPTION_INFORMATION options = nullptr,
             DWORD timeout = 20'000) {
    sockaddr_in6 any{}, destination{};
    destination.sin6_family = AF_INET6;
    destination.sin6_scope_id = to.zone();
    std::memcpy(&destination.sin6_addr, to.octets().data(), to.octets().size());
    data_.resize(size);
    for (std::size_t i = 0; i < data_.size(); ++i) data_[i] = static_cast<char>(i * 7);
    buffer_.assign(sizeof(ICMPV6_ECHO_REPLY) + size + 8, 0);
    return Icmp6SendEcho2(handle_, nullptr, nullptr, nullptr, &any, &destination, data_.data(), size, options,
                          buffer_.data(), static_cast<DWORD>(buffer_.size()), timeout);
  }

  ICMPV6_ECHO_REPLY reply() const {
    ICMPV6_ECHO_REPLY reply;
    std::memcpy(&reply, buffer_.data(), sizeof reply);
    return reply;
  }
  Ipv6Address source() const {
    Ipv6Address address;
    const ICMPV6_ECHO_REPLY reply = this->reply();
    std::memcpy(address.octets.data(), &reply.Address.sin6_addr, address.octets.size());
    return address;
  }
  bool data_came_back() const {
    return std::memcmp(buffer_.data() + sizeof(ICMPV6_ECHO_REPLY), data_.data(), data_.size()) == 0;
  }

  HANDLE handle_ = INVALID_HANDLE_VALUE;
  std::vector<char> data_;
  std::vector<char> buffer_;
};

TEST_F(LiveIcmp6Api, NeighbourHostOwnAddressesAndLoopbackAnswer) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  const std::uint32_t zone = index_of("a0");
  for (const IpAddress& to :
       {IpAddress(r1_ipv6), IpAddress(h2_ipv6), IpAddress(h1_ipv6), IpAddress(Ipv6Address::loopback()),
        IpAddress(right_link_local, zone), IpAddress(left_link_local, zone), IpAddress(right_link_local)}) {
    ASSERT_EQ(echo(to), 1U) << to_text(to) << ": " << GetLastError();
    EXPECT_EQ(reply().Status, 0U) << to_text(to);
    EXPECT_EQ(source(), to.v6());
    const ULONG scope = reply().Address.sin6_scope_id;  // a copy: it lies unaligned there
    EXPECT_EQ(scope, to.needs_zone() ? zone : 0U) << to_text(to);
    EXPECT_TRUE(data_came_back());
  }
}

TEST_F(LiveIcmp6Api, RoutersThatEndTheHopLimitAreNamed) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  IP_OPTION_INFORMATION options{};
  options.Ttl = 1;
  ASSERT_EQ(echo(h2_ipv6, 32, &options), 1U);
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_HOP_LIMIT_EXCEEDED));
  EXPECT_EQ(source(), r1_ipv6);
  options.Ttl = 2;
  ASSERT_EQ(echo(h2_ipv6, 32, &options), 1U);
  EXPECT_EQ(source(), ipv6("fd00:9:2::2"));
}

TEST_F(LiveIcmp6Api, LargestRequestGoesAndComesInFragments) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  open();
  constexpr WORD largest = 65527;
  for (const Ipv6Address& to : {h2_ipv6, Ipv6Address::loopback()}) {
    ASSERT_EQ(echo(to, largest), 1U) << GetLastError();
    EXPECT_EQ(reply().Status, 0U);
    EXPECT_TRUE(data_came_back());
  }
}

// The first request tells of the narrow link; the next are cut to fit.
TEST_F(LiveIcmp6Api, PathMtuIsLearned) {
  const Topology net = Topology::two_routers();
  net.r1().ip("link set b0 mtu 1400");
  net.r2().ip("link set b1 mtu 1400");
  net.h2().ip("route replace default via fd00:9:3::2 mtu 1400");
  const Inside inside(net.h1());
  open();
  EXPECT_EQ(echo(h2_ipv6, 1452), 0U);
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_PACKET_TOO_BIG));
  EXPECT_EQ(source(), r1_ipv6);
  ASSERT_EQ(echo(h2_ipv6, 1452), 1U) << GetLastError();
  EXPECT_EQ(reply().Status, 0U);
  EXPECT_TRUE(data_came_back());
  IP_OPTION_INFORMATION options{};
  options.Ttl = 64;
  options.Flags = IP_FLAG_DF;
  EXPECT_EQ(echo(h2_ipv6, 1452, &options), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_PACKET_TOO_BIG));
}

TEST_F(LiveIcmp6Api, WhatCannotBeReachedIsToldAtOnce) {
  const Topology net = Topology::two_routers();
  net.r1().ip("route add prohibit fd05::/16");
  const Inside inside(net.h1());
  open();
  EXPECT_EQ(echo(ipv6("fd05::1")), 0U);
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_DEST_PROHIBITED));
  net.h1().ip("route del default via fe80::2 dev a0");
  EXPECT_EQ(echo(ipv6("fd06::1")), 0U);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NETWORK_UNREACHABLE));
}

TEST_F(LiveIcmp6Api, ASilentNeighbourIsUnreachableFromOurOwnAddress) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv6/neigh/a0/retrans_time_ms", "20");
  const Inside inside(net.h1());
  open();
  EXPECT_EQ(echo(ipv6("fd00:9:1::77")), 0U);
  EXPECT_EQ(reply().Status, static_cast<DWORD>(IP_DEST_HOST_UNREACHABLE));
  EXPECT_EQ(source(), h1_ipv6);
}

}  // namespace
}  // namespace icmpwire::live
