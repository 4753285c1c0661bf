// Echoes to neighbours, through routers and to ourselves.
#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

using LiveEcho = LiveTest;

TEST_F(LiveEcho, NeighbourAnswers) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const Echo echo{.identifier = 0x4321, .sequence = 7, .data_octets = 56};
    wire.send(echo, r1_address);
    const auto reply = wire.await(IcmpType::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(to_text(reply->header.source), "10.9.1.2");
    EXPECT_EQ(to_text(reply->header.destination), "10.9.1.1");
    const auto message = std::get<IcmpEcho>(*reply->icmp());
    EXPECT_EQ(message.identifier, 0x4321);
    EXPECT_EQ(message.sequence, 7);
    EXPECT_EQ(reply->payload.size(), 8U + 56U);
    EXPECT_EQ(reply->frame.device.name.view(), "a0");
    EXPECT_EQ(reply->frame.link, LinkType::ethernet);
    EXPECT_EQ(reply->frame.direction, Direction::inbound);
    EXPECT_FALSE(reply->frame.local);
    EXPECT_FALSE(reply->frame.is_cut());
  });
}

TEST_F(LiveEcho, ReplyComesAfterDeparture) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    const Nanos before = wire->now();
    const Sent sent = wire.send({.sequence = 2}, r1_address);
    ASSERT_FALSE(sent.held);
    const auto reply = wire.await(IcmpType::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_LE(before, sent.frame.at);
    EXPECT_LT(sent.frame.at, reply->frame.at);
    EXPECT_LE(reply->frame.at, wire->now());
  });
}

TEST_F(LiveEcho, HeldDatagramIsGivenWhenItLeaves) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const Sent sent = wire.send({}, r1_address);
    EXPECT_TRUE(sent.held);
    const auto left = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(left);
    EXPECT_EQ(left->frame.direction, Direction::outbound);
    EXPECT_TRUE(left->is(IcmpType::echo_request));
    EXPECT_GE(left->frame.at, sent.frame.at);
    const auto reply = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->is(IcmpType::echo_reply));
    EXPECT_GT(reply->frame.at, left->frame.at);
  });
}

TEST_F(LiveEcho, HostBehindTwoRoutersAnswers) {
  const Topology net = Topology::two_routers();
  net.h1().run([] {
    TestWire wire;
    wire.send({}, h2_address);
    const auto reply = wire.await(IcmpType::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header.source, h2_address);
    EXPECT_EQ(reply->header.ttl, 62);
  });
}

TEST_F(LiveEcho, RouterReportsExpiredTtl) {
  const Topology net = Topology::two_routers();
  net.h1().run([] {
    TestWire wire;
    wire.send({.ttl = 1}, h2_address);
    const auto error = wire.await(IcmpType::time_exceeded);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->header.source, r1_address);
  });
}

TEST_F(LiveEcho, RouterReportsMtu) {
  const Topology net = Topology::two_routers();
  net.r1().ip("link set b0 mtu 600");
  net.h1().run([] {
    TestWire wire;
    // Twice: what the kernel learns from the first answer must not hide the second.
    for (const std::uint16_t sequence : {std::uint16_t{1}, std::uint16_t{2}}) {
      wire.send({.sequence = sequence, .data_octets = 1000, .dont_fragment = true}, h2_address);
      const auto error = wire.await(IcmpType::destination_unreachable, 4);
      ASSERT_TRUE(error);
      EXPECT_EQ(std::get<IcmpUnreachable>(*error->icmp()).next_hop_mtu, 600);
    }
  });
}

class LocalEcho : public LiveTest, public testing::WithParamInterface<Ipv4Address> {};

TEST_P(LocalEcho, Answers) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const auto route = wire->route(GetParam(), std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->kind, RouteKind::local);
    EXPECT_EQ(route->device.name.view(), "lo");
    wire.send({.sequence = 3}, GetParam());
    // The first frame: our own request, which passes over lo too, is not given.
    const auto reply = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->is(IcmpType::echo_reply));
    EXPECT_EQ(reply->header.source, GetParam());
  });
}

TEST_P(LocalEcho, AnswersTheLargest) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(GetParam()));
    wire.send({.sequence = 2, .data_octets = 65507}, GetParam());
    const auto reply = wire.await(IcmpType::echo_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->payload.size(), 65515U);
    EXPECT_FALSE(reply->frame.is_cut());
  });
}

INSTANTIATE_TEST_SUITE_P(Addresses, LocalEcho, testing::Values(loopback_address, h1_address));

TEST_F(LiveEcho, LocalFrameIsWhatTheKernelMadeOfIt) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const auto route = wire->route(loopback_address, std::nullopt);
    ASSERT_TRUE(route);
    Octets datagram = Echo{}.datagram(loopback_address, loopback_address);
    write_u16(datagram, 10, 0xbad0);  // header checksum
    const auto sent = wire->send(datagram, *route);
    ASSERT_TRUE(sent);
    const auto left = parse_ipv4(sent->frame.datagram());
    ASSERT_TRUE(left);
    EXPECT_TRUE(ipv4_checksum_ok(left->header_octets));
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
  });
}

}  // namespace
}  // namespace icmpwire::live
