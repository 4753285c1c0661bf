// Echoes over IPv6: to neighbours, through routers, to ourselves, to groups; and the errors of routers.
#include <poll.h>

#include <set>

#include "tests/live/ipv6_wire.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

using LiveIpv6Echo = LiveTest;

TEST_F(LiveIpv6Echo, NeighbourAnswers) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    Ipv6Wire wire;
    wire.send({.identifier = 0x4321, .sequence = 7, .data_octets = 56}, r1_ipv6);
    const auto reply = wire.await(Icmpv6Type::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->datagram.header.source, r1_ipv6);
    EXPECT_EQ(reply->datagram.header.destination, h1_ipv6);
    const auto message = std::get<Icmpv6Echo>(*reply->icmp());
    EXPECT_EQ(message.identifier, 0x4321);
    EXPECT_EQ(message.sequence, 7);
    EXPECT_EQ(reply->datagram.payload.size(), 8U + 56U);
    EXPECT_EQ(reply->frame.device.name.view(), "a0");
    EXPECT_EQ(reply->frame.direction, Direction::inbound);
    EXPECT_FALSE(reply->frame.local);
  });
}

TEST_F(LiveIpv6Echo, HostBehindTwoRoutersAnswers) {
  const Topology net = Topology::two_routers();
  net.h1().run([] {
    Ipv6Wire wire;
    const Sent sent = wire.send({}, h2_ipv6);
    const auto reply = wire.await(Icmpv6Type::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->datagram.header.source, h2_ipv6);
    EXPECT_EQ(reply->datagram.header.hop_limit, 62);
    EXPECT_LT(sent.frame.at, reply->frame.at);
  });
}

TEST_F(LiveIpv6Echo, RouterReportsExpiredHopLimit) {
  const Topology net = Topology::two_routers();
  net.h1().run([] {
    Ipv6Wire wire;
    wire.send({.hop_limit = 1}, h2_ipv6);
    const auto error = wire.await(Icmpv6Type::time_exceeded);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->datagram.header.source, r1_ipv6);
  });
}

TEST_F(LiveIpv6Echo, RoutersReportWhyNot) {
  const Topology net = Topology::two_routers();
  net.r1().ip("route add prohibit fd05::/16");
  net.r2().set("ipv6/neigh/c0/retrans_time_ms", "20");
  net.h1().run([] {
    Ipv6Wire wire;
    constexpr std::uint8_t no_route = 0, prohibited = 1, address = 3;
    wire.send({}, ipv6("2001:db8::1"));
    EXPECT_TRUE(wire.await(Icmpv6Type::destination_unreachable, no_route));
    wire.send({}, ipv6("fd05::1"));
    EXPECT_TRUE(wire.await(Icmpv6Type::destination_unreachable, prohibited));
    wire.send({}, ipv6("fd00:9:3::77"));
    const auto silent = wire.await(Icmpv6Type::destination_unreachable, address);
    ASSERT_TRUE(silent);
    EXPECT_EQ(silent->datagram.header.source, ipv6("fd00:9:2::2"));
  });
}

TEST_F(LiveIpv6Echo, RouterReportsMtuAndTheRouteLearnsIt) {
  const Topology net = Topology::two_routers();
  net.r1().ip("link set b0 mtu 1400");
  net.h1().run([] {
    Ipv6Wire wire;
    EXPECT_EQ(wire->route(h2_ipv6, std::nullopt)->mtu, 1500U);
    wire.send({.data_octets = 1452}, h2_ipv6);
    const auto error = wire.await(Icmpv6Type::packet_too_big);
    ASSERT_TRUE(error);
    EXPECT_EQ(std::get<Icmpv6PacketTooBig>(*error->icmp()).mtu, 1400U);
    // The kernel hears of it in the same moment as we do.
    const Nanos until = wire->now() + std::chrono::seconds(5);
    std::uint32_t mtu = 0;
    while (mtu != 1400 && wire->now() < until) mtu = wire->route(h2_ipv6, std::nullopt)->mtu;
    EXPECT_EQ(mtu, 1400U);
    EXPECT_EQ(wire->route(r1_ipv6, std::nullopt)->mtu, 1500U);
  });
}

TEST_F(LiveIpv6Echo, LinkLocalAddressesInTheirZones) {
  const Topology net = Topology::two_routers();
  net.r1().run([] {
    Ipv6Wire wire;
    // The same address on both links is two hosts.
    EXPECT_TRUE(wire.answers({left_link_local, index_of("a1")}));
    wire.send({.sequence = 2}, {right_link_local, index_of("b0")});
    const auto reply = wire.await(Icmpv6Type::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->frame.device.name.view(), "b0");
    EXPECT_EQ(reply->datagram.header.source, right_link_local);
    EXPECT_EQ(reply->datagram.header.destination, left_link_local);
  });
}

struct LocalCase {
  const char* address;
  const char* zone;
};

class LocalIpv6Echo : public LiveTest, public testing::WithParamInterface<LocalCase> {};

TEST_P(LocalIpv6Echo, AnswersAndIsSentAsItIs) {
  const Topology net = Topology::neighbours();
  Witness witness(net.h1(), "lo", "ip6[40] = 128");
  net.h1().run([&] {
    const IpAddress own(ipv6(GetParam().address), index_of(GetParam().zone));
    Ipv6Wire wire;
    const auto route = wire->route(own, std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->kind, RouteKind::local);
    EXPECT_EQ(route->device.name.view(), "lo");
    EXPECT_EQ(route->source.v6(), own.v6());
    const Sent sent = wire.send({.sequence = 3, .hop_limit = 9}, own);
    const Octets said(sent.frame.octets.begin(), sent.frame.octets.end());
    EXPECT_EQ(witness.next(), said);
    // The first frame: our own request, which passes over lo too, is not given.
    const auto reply = wire.await([](const ReceivedIpv6&) { return true; });
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->is(Icmpv6Type::echo_reply));
    EXPECT_EQ(reply->datagram.header.source, own.v6());
  });
}

TEST_P(LocalIpv6Echo, AnswersTheLargestThatLoTakes) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    const IpAddress own(ipv6(GetParam().address), index_of(GetParam().zone));
    Ipv6Wire wire;
    ASSERT_TRUE(wire.answers(own));
    wire.send({.sequence = 2, .data_octets = 65536 - 48}, own);
    const auto reply = wire.await(Icmpv6Type::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->datagram.octets.size(), 65536U);
    EXPECT_FALSE(reply->frame.is_cut());
  });
}

INSTANTIATE_TEST_SUITE_P(Addresses, LocalIpv6Echo,
                         testing::Values(LocalCase{"::1", ""}, LocalCase{"fd00:9:1::1", ""},
                                         LocalCase{"fe80::1", "a0"}));

TEST_F(LiveIpv6Echo, GroupAnswersManyTimes) {
  const Topology net = Topology::neighbours();
  const NetworkNamespace third;
  third.set("ipv6/conf/default/addr_gen_mode", "1");
  third.set("ipv6/conf/default/accept_dad", "0");
  third.ip("link set lo up");
  // A macvlan on the peer's device is one more station on the link.
  net.r1().ip("link add link a1 name m0 netns " + third.path() + " type macvlan mode bridge");
  third.ip("address add fe80::3/64 dev m0\nlink set m0 up");
  third.await_devices();
  Witness witness(net.r1(), "a1", "ip6[40] = 128");
  net.h1().run([&] {
    Ipv6Wire wire;
    const auto route = wire->route(ipv6("ff02::1"), std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->kind, RouteKind::multicast);
    EXPECT_EQ(route->source, IpAddress(left_link_local, index_of("a0")));
    wire.send({}, ipv6("ff02::1"));
    const auto frame = witness.next();
    ASSERT_TRUE(frame);
    EXPECT_EQ(to_hex(Bytes(*frame).first(6)), "33 33 00 00 00 01");
    std::set<Ipv6Address> sources;
    while (sources.size() < 2) {
      const auto reply = wire.await(Icmpv6Type::echo_reply);
      ASSERT_TRUE(reply) << sources.size();
      sources.insert(reply->datagram.header.source);
    }
    EXPECT_EQ(sources, (std::set<Ipv6Address>{right_link_local, ipv6("fe80::3")}));
  });
}

TEST_F(LiveIpv6Echo, DescriptorIsReadableWhileThereIsSomethingToReceive) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    Ipv6Wire wire;
    pollfd readable{wire->descriptor(), POLLIN, 0};
    ASSERT_GE(readable.fd, 0);
    EXPECT_EQ(poll(&readable, 1, 0), 0);
    // Held together, they leave together: that is several events at once.
    constexpr std::uint16_t many = 5;
    for (std::uint16_t i = 0; i < many; ++i) EXPECT_TRUE(wire.send({.sequence = i}, r1_ipv6).held);
    int outbound = 0, replies = 0;
    while (outbound < many || replies < many) {
      ASSERT_GT(poll(&readable, 1, 20'000), 0) << outbound << " and " << replies;
      const auto frame = wire->receive(wire->now());
      ASSERT_TRUE(frame);
      if (!*frame) continue;
      ++((*frame)->direction == Direction::outbound ? outbound : replies);
    }
    EXPECT_EQ(outbound, many);
    EXPECT_EQ(replies, many);
  });
}

}  // namespace
}  // namespace icmpwire::live
