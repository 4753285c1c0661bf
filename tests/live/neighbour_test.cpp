// Neighbours: asked for by the kernel or by us, silent, replaced; and the frames that go to them.
#include "capture/link.h"
#include "capture/system/local_sender.h"
#include "tests/live/live_test.h"
#include "tests/live/privilege.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

constexpr Ipv4Address nobody{{10, 9, 1, 77}};

// Who asks for neighbours.
enum class Asker { kernel, wire };

class LiveNeighbour : public LiveTest, public testing::WithParamInterface<Asker> {
 protected:
  static void become_asker() {
    if (GetParam() == Asker::wire) drop_capability(CAP_NET_ADMIN);
  }
};

TEST_P(LiveNeighbour, IsFound) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    become_asker();
    TestWire wire;
    EXPECT_TRUE(wire.send({}, r1_address).held);
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
    EXPECT_FALSE(wire.send({.sequence = 2}, r1_address).held);
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
  });
}

TEST_P(LiveNeighbour, SilentOneIsReportedUnreachable) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv4/neigh/a0/retrans_time_ms", "50");
  net.h1().run([] {
    become_asker();
    TestWire wire;
    const Octets request = Echo{.identifier = 99, .data_octets = 16}.datagram(h1_address, nobody);
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route);
    const auto sent = wire->send(request, *route);
    ASSERT_TRUE(sent);
    EXPECT_TRUE(sent->held);
    const auto error = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->is(IcmpType::destination_unreachable, 1));
    EXPECT_TRUE(error->frame.local);
    EXPECT_EQ(error->frame.direction, Direction::inbound);
    EXPECT_EQ(error->header.source, h1_address);
    EXPECT_EQ(error->header.destination, h1_address);
    const auto message = parse_icmp(error->payload);
    ASSERT_TRUE(message);
    EXPECT_TRUE(equal(quoted_datagram(*message), request));
  });
}

TEST_P(LiveNeighbour, StaleOneIsUsedAtOnce) {
  const Topology net = Topology::neighbours();
  const std::string stale = "neighbour replace 10.9.1.2 dev a0 nud stale lladdr ";
  net.r1().ip("link set a1 address 02:00:00:00:00:22");
  net.h1().ip(stale + "02:00:00:00:00:22");
  net.h1().run([] {
    become_asker();
    TestWire wire;
    EXPECT_FALSE(wire.send({}, r1_address).held);
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
  });
}

TEST_P(LiveNeighbour, ManyFragmentsAreHeld) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    become_asker();
    TestWire wire;
    constexpr std::uint16_t many = 45;
    for (std::uint16_t i = 0; i < many; ++i) EXPECT_TRUE(wire.send({.sequence = i}, r1_address).held);
    for (std::uint16_t i = 0; i < many; ++i) ASSERT_TRUE(wire.await(IcmpType::echo_reply)) << i;
  });
}

INSTANTIATE_TEST_SUITE_P(By, LiveNeighbour, testing::Values(Asker::kernel, Asker::wire),
                         [](const auto& parameter) {
                           return parameter.param == Asker::kernel ? "Kernel" : "Wire";
                         });

using LiveNeighbourChange = LiveTest;

TEST_F(LiveNeighbourChange, NewAddressIsUsedOnceTheKernelAnnouncesIt) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    net.r1().ip("link set a1 address 02:00:00:00:00:33");
    net.h1().ip("neighbour replace 10.9.1.2 dev a0 nud reachable lladdr 02:00:00:00:00:33");
    wire->receive(wire->now());  // reads the announcement, which is there before ip(8) has ended
    EXPECT_TRUE(wire.answers(r1_address, {.sequence = 2}));
  });
}

TEST_F(LiveNeighbourChange, TooManyHeldAreRefused) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route);
    const Octets datagram = Echo{}.datagram(h1_address, nobody);
    for (int i = 0; i < 128; ++i) ASSERT_TRUE(wire->send(datagram, *route)) << i;
    const auto refused = wire->send(datagram, *route);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::no_resources);
  });
}

TEST_F(LiveNeighbourChange, UnreachableIsReportedAsTheKernelDoes) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv4/neigh/a0/retrans_time_ms", "50");
  Witness kernels(net.h1(), "lo", "icmp[icmptype] = icmp-unreach");
  net.h1().run([&] {
    const Octets request = Echo{.data_octets = 600}.datagram(h1_address, nobody);
    const auto sender = LocalSender::open();
    ASSERT_TRUE(sender);
    ASSERT_TRUE(sender->send(request, nobody));
    const auto frame = kernels.next();
    ASSERT_TRUE(frame);
    const auto theirs = parse_ipv4(Bytes(*frame).subspan(14));
    ASSERT_TRUE(theirs);

    TestWire wire;
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route && wire->send(request, *route));
    const auto ours = wire.await(IcmpType::destination_unreachable, 1);
    ASSERT_TRUE(ours);
    EXPECT_EQ(to_hex(ours->payload), to_hex(theirs->payload));
    EXPECT_EQ(ours->header.tos, theirs->header.tos);
    EXPECT_EQ(ours->header.ttl, theirs->header.ttl);
    EXPECT_EQ(ours->header.source, theirs->header.source);
    EXPECT_EQ(ours->header.destination, theirs->header.destination);
  });
}

using LiveFrame = LiveTest;

TEST_F(LiveFrame, PeerSeesWhatSendSays) {
  const Topology net = Topology::neighbours();
  Witness witness(net.r1(), "a1", "icmp[icmptype] = icmp-echo");
  net.h1().run([&] {
    TestWire wire;
    // Held first, then at once.
    wire.send({}, r1_address);
    const auto left = wire.await(IcmpType::echo_request);
    ASSERT_TRUE(left);
    EXPECT_EQ(witness.next(), left->octets);
    const Sent sent = wire.send({.sequence = 2, .data_octets = 1400, .ttl = 3}, r1_address);
    const Octets octets(sent.frame.octets.begin(), sent.frame.octets.end());
    EXPECT_EQ(witness.next(), octets);
    EXPECT_EQ(datagram_offset(octets, sent.frame.link), sent.frame.datagram_at);
  });
}

TEST_F(LiveFrame, BroadcastAndMulticastHaveTheirAddressesByRule) {
  const Topology net = Topology::neighbours();
  net.h1().ip("route add default dev a0");
  net.r1().set("ipv4/icmp_echo_ignore_broadcasts", "0");
  Witness witness(net.r1(), "a1", "icmp[icmptype] = icmp-echo");
  const auto destination = [&](TestWire& wire, const Ipv4Address& to) -> std::string {
    EXPECT_FALSE(wire.send({}, to).held);
    const auto frame = witness.next();
    if (!frame) return "nothing";
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
    MacAddress address;
    std::copy_n(frame->begin(), address.octets.size(), address.octets.begin());
    return to_text(address);
  };
  net.h1().run([&] {
    TestWire wire;
    EXPECT_EQ(destination(wire, {{10, 9, 1, 255}}), "ff:ff:ff:ff:ff:ff");
    EXPECT_EQ(destination(wire, {{255, 255, 255, 255}}), "ff:ff:ff:ff:ff:ff");
    EXPECT_EQ(destination(wire, {{224, 0, 0, 1}}), "01:00:5e:00:00:01");
    EXPECT_EQ(wire->route(Ipv4Address{{10, 9, 1, 255}}, std::nullopt)->kind, RouteKind::broadcast);
    EXPECT_EQ(wire->route(Ipv4Address{{224, 0, 0, 1}}, std::nullopt)->kind, RouteKind::multicast);
  });
}

}  // namespace
}  // namespace icmpwire::live
