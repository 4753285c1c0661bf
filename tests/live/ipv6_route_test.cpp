// Routes over IPv6: sources, next hops, zones, and why some destinations are not reached.
#include "tests/live/ipv6_wire.h"

namespace icmpwire::live {
namespace {

using LiveIpv6Route = LiveTest;

Reason why_no_route(TestWire& wire, const IpAddress& to, std::optional<IpAddress> from = std::nullopt) {
  const auto route = wire->route(to, from);
  return route ? Reason::interrupted : route.error().reason;
}

TEST_F(LiveIpv6Route, SaysSourceHopDeviceAndMtu) {
  const Topology net = Topology::two_routers();
  net.h1().ip("link set a0 mtu 1400");
  net.h1().run([] {
    TestWire wire;
    const auto route = wire->route(h2_ipv6, std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->destination, IpAddress(h2_ipv6));
    EXPECT_EQ(route->source, IpAddress(h1_ipv6));
    EXPECT_EQ(route->next_hop, IpAddress(right_link_local, index_of("a0")));
    EXPECT_EQ(route->device.name.view(), "a0");
    EXPECT_EQ(route->mtu, 1400U);
    EXPECT_EQ(route->kind, RouteKind::unicast);
  });
}

TEST_F(LiveIpv6Route, MtuMayBeSmallerForIpv6) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv6/conf/a0/mtu", "1300");
  net.h1().run([] {
    TestWire wire;
    EXPECT_EQ(wire->route(r1_ipv6, std::nullopt)->mtu, 1300U);
    EXPECT_EQ(wire->route(r1_address, std::nullopt)->mtu, 1500U);
  });
}

TEST_F(LiveIpv6Route, TakesOurOwnSourcesOnly) {
  const Topology net = Topology::neighbours();
  net.h1().ip("address add fd00:9:1::11/64 dev a0");
  net.h1().await_devices();
  net.h1().run([] {
    TestWire wire;
    const IpAddress second = ipv6("fd00:9:1::11");
    const auto route = wire->route(r1_ipv6, second);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->source, second);
    EXPECT_EQ(wire->route(r1_ipv6, Ipv6Address{})->source, wire->route(r1_ipv6, std::nullopt)->source);
    EXPECT_EQ(wire->route(r1_address, Ipv4Address{})->source, IpAddress(h1_address));
    for (const char* other : {"fd00:9:1::99", "::ffff:10.9.1.1", "::ffff:0.0.0.0", "fe80::99"}) {
      EXPECT_EQ(why_no_route(wire, r1_ipv6, ipv6(other)), Reason::source_not_ours) << other;
    }
    EXPECT_EQ(why_no_route(wire, r1_ipv6, h1_address), Reason::source_not_ours);
    EXPECT_EQ(why_no_route(wire, r1_address, h1_ipv6), Reason::source_not_ours);
  });
}

TEST_F(LiveIpv6Route, FollowsTheKernelsChanges) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire;
    const IpAddress elsewhere = ipv6("fd05::1");
    EXPECT_EQ(why_no_route(wire, elsewhere), Reason::no_route);
    net.h1().ip("route add default via fd00:9:1::2");
    ASSERT_TRUE(wire->route(elsewhere, std::nullopt));
    for (const std::string refusal : {"unreachable", "blackhole", "prohibit"}) {
      net.h1().ip("route add " + refusal + " fd05::/16");
      EXPECT_EQ(why_no_route(wire, elsewhere), Reason::host_unreachable) << refusal;
      net.h1().ip("route del " + refusal + " fd05::/16");
    }
    EXPECT_TRUE(wire->route(elsewhere, std::nullopt));
    net.h1().ip("address del fd00:9:1::1/64 dev a0\naddress add fd00:9:1::12/64 dev a0");
    net.h1().await_devices();
    EXPECT_EQ(wire->route(r1_ipv6, std::nullopt)->source, IpAddress(ipv6("fd00:9:1::12")));
  });
}

TEST_F(LiveIpv6Route, WithoutAZoneTheOnlyLinkIsMeant) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    Ipv6Wire wire;
    const auto route = wire->route(right_link_local, std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->destination, IpAddress(right_link_local, index_of("a0")));
    EXPECT_EQ(route->source, IpAddress(left_link_local, index_of("a0")));
    EXPECT_TRUE(wire.answers(right_link_local));
    net.h1().ip("address del fe80::1/64 dev a0");
    TestWire later;
    EXPECT_EQ(why_no_route(later, right_link_local), Reason::no_route);
  });
}

TEST_F(LiveIpv6Route, AmongSeveralLinksAZoneIsNeeded) {
  const Topology net = Topology::two_routers();
  net.r1().run([] {
    TestWire wire;
    for (const Ipv6Address& to : {left_link_local, ipv6("ff02::1")}) {
      const auto route = wire->route(to, std::nullopt);
      ASSERT_FALSE(route);
      EXPECT_EQ(route.error().reason, Reason::no_route);
      EXPECT_EQ(route.error().detail, "such addresses are on several links: it needs a zone");
      EXPECT_NE(route.error().instead.find(to_text(IpAddress(to, index_of("b0")))), std::string::npos);
    }
    // The source's zone, or the wire's only device, will do.
    const IpAddress from(left_link_local, index_of("b0"));
    EXPECT_EQ(wire->route(right_link_local, from)->device.name.view(), "b0");
    TestWire one("live:b0");
    EXPECT_EQ(one->route(ipv6("ff02::1"), std::nullopt)->device.name.view(), "b0");
    EXPECT_EQ(why_no_route(one, {left_link_local, index_of("a1")}), Reason::no_route);
    // A link-local source belongs to its own link.
    EXPECT_EQ(why_no_route(wire, {left_link_local, index_of("a1")}, IpAddress(left_link_local)),
              Reason::source_not_ours);
    EXPECT_EQ(why_no_route(wire, {right_link_local, 4711}), Reason::no_such_device);
  });
}

TEST_F(LiveIpv6Route, ZoneWhoseDeviceIsDown) {
  const Topology net = Topology::neighbours();
  net.h1().ip("link set a0 down");
  net.h1().run([] {
    TestWire wire;
    EXPECT_EQ(why_no_route(wire, {right_link_local, index_of("a0")}), Reason::device_down);
    EXPECT_EQ(why_no_route(wire, r1_ipv6), Reason::no_route);
  });
}

TEST_F(LiveIpv6Route, GatewayReplacesTheKernels) {
  const Topology net = Topology::two_routers();
  net.h1().ip("route del default via fe80::2 dev a0");
  net.h1().run([] {
    Ipv6Wire wire("live?gateway=fd00:9:1::2");
    EXPECT_TRUE(wire.answers(h2_ipv6));
    EXPECT_TRUE(wire.answers(ipv6("::1")));
    EXPECT_TRUE(wire->route(h2_address, std::nullopt));  // goes its own way
    Ipv6Wire by_link_local("live:a0?gateway=fe80::2");
    EXPECT_TRUE(by_link_local.answers(h2_ipv6));
    TestWire astray("live?gateway=fd77::1");
    EXPECT_EQ(why_no_route(astray, h2_ipv6), Reason::no_route);
  });
}

TEST_F(LiveIpv6Route, OneDeviceDoesNotReachOurselves) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    Ipv6Wire wire("live:a0");
    EXPECT_TRUE(wire.answers(r1_ipv6));
    for (const IpAddress to : {IpAddress(ipv6("::1")), IpAddress(h1_ipv6), IpAddress(left_link_local)}) {
      EXPECT_EQ(why_no_route(wire, to), Reason::no_route) << to_text(to);
    }
  });
}

TEST_F(LiveIpv6Route, TooLongForTheDevice) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    Ipv6Wire wire;
    ASSERT_TRUE(wire.answers(r1_ipv6));
    const auto route = wire->route(r1_ipv6, std::nullopt);
    const auto sent = wire->send(Ipv6Echo{.data_octets = 1453}.datagram(h1_ipv6, r1_ipv6), *route);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().reason, Reason::too_big);
    EXPECT_EQ(sent.error().mtu, 1500U);
  });
}

}  // namespace
}  // namespace icmpwire::live
