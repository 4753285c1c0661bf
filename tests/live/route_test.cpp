// Routes and devices: how destinations are reached, and why some are not.
#include <future>

#include "capture/open_wire.h"
#include "packet/fragment.h"
#include "packet/reassembly.h"
#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

constexpr Ipv4Address elsewhere{{172, 16, 0, 1}};

Reason why_no_route(TestWire& wire, const Ipv4Address& to, std::optional<IpAddress> from = std::nullopt) {
  const auto route = wire->route(to, from);
  return route ? Reason::interrupted : route.error().reason;
}

Reason why_not_opened(const std::string& spec) {
  const auto wire = open_wire(spec);
  return wire ? Reason::interrupted : wire.error().reason;
}

using LiveRoute = LiveTest;

TEST_F(LiveRoute, SaysSourceHopDeviceAndMtu) {
  const Topology net = Topology::two_routers();
  net.h1().ip("link set a0 mtu 1400");
  net.h1().run([] {
    TestWire wire;
    const auto route = wire->route(h2_address, std::nullopt);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(to_text(route->destination), "10.9.3.3");
    EXPECT_EQ(to_text(route->source), "10.9.1.1");
    EXPECT_EQ(to_text(route->next_hop), "10.9.1.2");
    EXPECT_EQ(route->device.name.view(), "a0");
    EXPECT_EQ(route->mtu, 1400U);
    EXPECT_EQ(route->kind, RouteKind::unicast);
  });
}

TEST_F(LiveRoute, TakesOurOwnSourcesOnly) {
  const Topology net = Topology::neighbours();
  net.h1().ip("address add 10.9.1.11/24 dev a0");
  net.h1().run([] {
    TestWire wire;
    const IpAddress second = Ipv4Address{{10, 9, 1, 11}};
    const auto route = wire->route(r1_address, second);
    ASSERT_TRUE(route) << to_text(route.error());
    EXPECT_EQ(route->source, second);
    EXPECT_EQ(why_no_route(wire, r1_address, Ipv4Address{{10, 9, 1, 99}}), Reason::source_not_ours);
  });
}

TEST_F(LiveRoute, FollowsTheKernelsChanges) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire;
    EXPECT_EQ(why_no_route(wire, elsewhere), Reason::no_route);
    net.h1().ip("route add default via 10.9.1.2");
    ASSERT_TRUE(wire->route(elsewhere, std::nullopt));
    net.h1().ip("route replace unreachable 172.16.0.0/16");
    EXPECT_EQ(why_no_route(wire, elsewhere), Reason::host_unreachable);
    net.h1().ip("route replace blackhole 172.16.0.0/16");
    EXPECT_EQ(why_no_route(wire, elsewhere), Reason::host_unreachable);
    net.h1().ip("route del blackhole 172.16.0.0/16");
    EXPECT_TRUE(wire->route(elsewhere, std::nullopt));
  });
}

TEST_F(LiveRoute, GatewayReplacesTheKernels) {
  const Topology net = Topology::two_routers();
  net.h1().ip("route del default");
  net.h1().run([] {
    TestWire wire("live?gateway=10.9.1.2");
    EXPECT_TRUE(wire.answers(h2_address));
    EXPECT_TRUE(wire.answers(loopback_address, {.sequence = 2}));
    TestWire astray("live?gateway=172.16.0.1");
    EXPECT_EQ(why_no_route(astray, h2_address), Reason::no_route);
  });
}

TEST_F(LiveRoute, OneDeviceOnly) {
  const Topology net = Topology::two_routers();
  net.r1().run([] {
    TestWire wire("live:b0");
    EXPECT_TRUE(wire.answers(Ipv4Address{{10, 9, 2, 2}}));
    EXPECT_EQ(wire->route(h1_address, std::nullopt)->device.name.view(), "b0");
    EXPECT_EQ(why_no_route(wire, r1_address), Reason::no_route);
    EXPECT_EQ(why_no_route(wire, loopback_address), Reason::no_route);
    TestWire loopback("live:lo");
    EXPECT_TRUE(loopback.answers(loopback_address));
  });
}

TEST_F(LiveRoute, SpecificationsAreChecked) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    EXPECT_EQ(why_not_opened("live:nosuch"), Reason::no_such_device);
    EXPECT_EQ(why_not_opened("live:any"), Reason::device_cannot_inject);
    EXPECT_EQ(why_not_opened("live?gateway=here"), Reason::bad_spec);
    EXPECT_EQ(why_not_opened("live?speed=1"), Reason::bad_spec);
    const auto missing = open_wire("live:nosuch");
    EXPECT_NE(missing.error().instead.find("live:a0"), std::string::npos) << missing.error().instead;
  });
}

using LiveDeviceState = LiveTest;

TEST_F(LiveDeviceState, DownAndUpAgain) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire any, one("live:a0");
    ASSERT_TRUE(any.answers(r1_address));
    const auto before = any->route(r1_address, std::nullopt);
    net.h1().ip("link set a0 down");
    // Announcements are looked at once in a few milliseconds; the other wire lets them pass.
    EXPECT_TRUE(one->receive(one->now() + std::chrono::milliseconds(20)));
    EXPECT_EQ(why_no_route(any, r1_address), Reason::no_route);
    EXPECT_EQ(why_no_route(one, r1_address), Reason::device_down);
    const auto sent = any->send(Echo{}.datagram(h1_address, r1_address), *before);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().reason, Reason::device_down);
    net.h1().ip("link set a0 up");
    net.h1().await_devices();
    EXPECT_TRUE(any.answers(r1_address, {.sequence = 2}));
    EXPECT_TRUE(one.answers(r1_address, {.sequence = 3}));
  });
}

TEST_F(LiveDeviceState, WithoutCarrierIsDown) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire;
    net.r1().ip("link set a1 down");
    EXPECT_EQ(why_no_route(wire, r1_address), Reason::device_down);
  });
}

TEST_F(LiveDeviceState, GoneAndMadeAnew) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    net.h1().ip("link del a0");
    EXPECT_EQ(why_no_route(wire, r1_address), Reason::no_route);
    net.h1().ip("link add a0 index 10 type veth peer name a1 index 20 netns " + net.r1().path() +
                "\naddress add 10.9.1.1/24 dev a0\nlink set a0 up");
    net.r1().ip("address add 10.9.1.2/24 dev a1\nlink set a1 up");
    net.h1().await_devices();
    EXPECT_FALSE(*wire->receive(wire->now()));  // reads that its neighbours have gone too
    EXPECT_TRUE(wire.answers(r1_address, {.sequence = 2}));
  });
}

TEST_F(LiveDeviceState, TooLongForTheDevice) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    const auto route = wire->route(r1_address, std::nullopt);
    const auto sent = wire->send(Echo{.data_octets = 1473}.datagram(h1_address, r1_address), *route);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().reason, Reason::too_big);
    EXPECT_EQ(sent.error().mtu, 1500U);
  });
}

TEST_F(LiveDeviceState, LargestDatagramComesBackInFragments) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    const auto route = wire->route(r1_address, std::nullopt);
    const Octets request = Echo{.sequence = 2, .data_octets = 65507}.datagram(h1_address, r1_address);
    Octets fragments;
    std::vector<std::size_t> sizes;
    ASSERT_TRUE(fragment(request, route->mtu, fragments, sizes));
    EXPECT_EQ(sizes.size(), 45U);
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
      ASSERT_TRUE(wire->send(Bytes(fragments).subspan(at, size), *route));
      at += size;
    }
    Reassembly reassembly;
    Octets whole;
    ASSERT_TRUE(wire.await([&](const Received& received) {
      const auto datagram = parse_ipv4(received.frame.datagram());
      if (!datagram || !datagram->header.is_fragment()) return false;
      if (const auto done = reassembly.add(*datagram, received.frame.at))
        whole.assign(done->begin(), done->end());
      return !whole.empty();
    }));
    EXPECT_EQ(whole.size(), 65535U);
    EXPECT_EQ(wire->dropped(), 0U);
  });
}

using LiveReceive = LiveTest;

TEST_F(LiveReceive, InterruptEndsThisReceiveOrTheNext) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    wire->interrupt();
    EXPECT_FALSE(*wire->receive(forever));
    auto waiting = std::async(std::launch::async, [&] { return wire->receive(forever).value().has_value(); });
    wire->interrupt();
    EXPECT_FALSE(waiting.get());
  });
}

TEST_F(LiveReceive, TimePassesUntilItWasToEnd) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const Nanos until = wire->now() + std::chrono::milliseconds(3);
    EXPECT_FALSE(*wire->receive(until));
    EXPECT_GE(wire->now(), until);
  });
}

}  // namespace
}  // namespace icmpwire::live
