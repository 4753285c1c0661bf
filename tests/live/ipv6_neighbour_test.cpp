// Neighbours over IPv6: asked for by the kernel or by us, silent, gone; and the frames that go to them.
#include "capture/system/local_sender.h"
#include "packet/ethernet.h"
#include "tests/live/ipv6_wire.h"
#include "tests/live/privilege.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

const Ipv6Address nobody = ipv6("fd00:9:1::77");

// Who asks for neighbours.
enum class Asker { kernel, wire };

class LiveIpv6Neighbour : public LiveTest, public testing::WithParamInterface<Asker> {
 protected:
  static void become_asker() {
    if (GetParam() == Asker::wire) drop_capability(CAP_NET_ADMIN);
  }
};

TEST_P(LiveIpv6Neighbour, IsFound) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    become_asker();
    Ipv6Wire wire;
    EXPECT_TRUE(wire.send({}, r1_ipv6).held);
    EXPECT_TRUE(wire.await(Icmpv6Type::echo_reply));
    EXPECT_FALSE(wire.send({.sequence = 2}, r1_ipv6).held);
    EXPECT_TRUE(wire.await(Icmpv6Type::echo_reply));
  });
}

TEST_P(LiveIpv6Neighbour, SilentOneIsReportedUnreachable) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv6/neigh/a0/retrans_time_ms", "50");
  net.h1().run([] {
    become_asker();
    Ipv6Wire wire;
    const Octets request = Ipv6Echo{.identifier = 99, .data_octets = 16}.datagram(h1_ipv6, nobody);
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route);
    const auto sent = wire->send(request, *route);
    ASSERT_TRUE(sent);
    EXPECT_TRUE(sent->held);
    const auto error = wire.await([](const ReceivedIpv6&) { return true; });
    ASSERT_TRUE(error);
    EXPECT_TRUE(error->is(Icmpv6Type::destination_unreachable, 3));
    EXPECT_TRUE(error->frame.local);
    EXPECT_EQ(error->frame.direction, Direction::inbound);
    EXPECT_EQ(error->datagram.header.source, h1_ipv6);
    EXPECT_EQ(error->datagram.header.destination, h1_ipv6);
    const auto message = parse_icmpv6(error->datagram.payload);
    ASSERT_TRUE(message);
    EXPECT_TRUE(equal(quoted_datagram(*message), request));
  });
}

TEST_P(LiveIpv6Neighbour, StaleOneIsUsedAtOnce) {
  const Topology net = Topology::neighbours();
  net.r1().ip("link set a1 address 02:00:00:00:00:22");
  net.h1().ip("neighbour replace fd00:9:1::2 dev a0 nud stale lladdr 02:00:00:00:00:22");
  net.h1().run([] {
    become_asker();
    Ipv6Wire wire;
    EXPECT_FALSE(wire.send({}, r1_ipv6).held);
    EXPECT_TRUE(wire.await(Icmpv6Type::echo_reply));
  });
}

TEST_P(LiveIpv6Neighbour, AfterATimeoutAnOldAddressIsAskedForAnew) {
  const Topology net = Topology::neighbours();
  const std::string gone = " dev a0 nud stale lladdr 02:00:00:00:00:66";
  net.h1().ip("neighbour replace fd00:9:1::2" + gone + "\nneighbour replace 10.9.1.2" + gone);
  net.h1().run([] {
    become_asker();
    Ipv6Wire v6;
    TestWire v4;
    const Sent lost = v6.send({}, r1_ipv6);
    v6->unanswered(lost.frame.at + Nanos(1));
    EXPECT_FALSE(lost.held);
    EXPECT_TRUE(v6.send({.sequence = 2}, r1_ipv6).held);
    EXPECT_TRUE(v6.await(Icmpv6Type::echo_reply));
    const Sent lost_too = v4.send({}, r1_address);
    v4->unanswered(lost_too.frame.at + Nanos(1));
    EXPECT_FALSE(lost_too.held);
    EXPECT_TRUE(v4.send({.sequence = 2}, r1_address).held);
    EXPECT_TRUE(v4.await(IcmpType::echo_reply));
  });
}

INSTANTIATE_TEST_SUITE_P(By, LiveIpv6Neighbour, testing::Values(Asker::kernel, Asker::wire),
                         [](const auto& parameter) {
                           return parameter.param == Asker::kernel ? "Kernel" : "Wire";
                         });

using LiveIpv6NeighbourFrame = LiveTest;

// The kernel is the measure of what we send in its place.
TEST_F(LiveIpv6NeighbourFrame, SolicitationIsTheKernels) {
  const Topology net = Topology::neighbours();
  Witness witness(net.r1(), "a1", "ip6[6] = 58 and ip6[40] = 135 and dst host ff02::1:ff00:2");
  net.h1().run([&] {
    const auto sender = LocalSender::open();
    ASSERT_TRUE(sender && sender->send(Ipv6Echo{}.datagram(h1_ipv6, r1_ipv6), r1_ipv6));
    const auto theirs = witness.next();
    net.h1().ip("neighbour flush dev a0");

    drop_capability(CAP_NET_ADMIN);
    Ipv6Wire wire;
    EXPECT_TRUE(wire.answers(r1_ipv6));
    const auto ours = witness.next();
    ASSERT_TRUE(theirs && ours);
    EXPECT_EQ(to_hex(*ours), to_hex(*theirs));
  });
}

TEST_F(LiveIpv6NeighbourFrame, UnreachableIsReportedAsTheKernelDoes) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv6/neigh/a0/retrans_time_ms", "50");
  Witness kernels(net.h1(), "lo", "ip6[40] = 1");
  net.h1().run([&] {
    const Octets request = Ipv6Echo{.data_octets = 1400}.datagram(h1_ipv6, nobody);
    const auto sender = LocalSender::open();
    ASSERT_TRUE(sender);
    ASSERT_TRUE(sender->send(request, nobody));
    const auto frame = kernels.next();
    ASSERT_TRUE(frame);

    Ipv6Wire wire;
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route && wire->send(request, *route));
    const auto ours = wire.await(Icmpv6Type::destination_unreachable, 3);
    ASSERT_TRUE(ours);
    // Behind the flow label, which the kernel chooses at random.
    constexpr std::size_t link = layout<EthernetHeader>.octets, flow = 4;
    EXPECT_EQ(to_hex(ours->frame.datagram().subspan(flow)), to_hex(Bytes(*frame).subspan(link + flow)));
  });
}

TEST_F(LiveIpv6NeighbourFrame, PeerSeesWhatSendSays) {
  const Topology net = Topology::neighbours();
  Witness witness(net.r1(), "a1", "ip6[40] = 128");
  net.h1().run([&] {
    Ipv6Wire wire;
    // Held first, then at once.
    wire.send({}, r1_ipv6);
    const auto left = wire.await(Icmpv6Type::echo_request);
    ASSERT_TRUE(left);
    EXPECT_EQ(left->frame.direction, Direction::outbound);
    EXPECT_EQ(witness.next(), left->octets);
    const Sent sent = wire.send({.sequence = 2, .data_octets = 1400, .hop_limit = 3}, r1_ipv6);
    const Octets octets(sent.frame.octets.begin(), sent.frame.octets.end());
    EXPECT_EQ(witness.next(), octets);
    EXPECT_EQ(sent.frame.datagram_at, layout<EthernetHeader>.octets);
  });
}

// pcap's own `icmp6` would let none of these pass.
TEST_F(LiveIpv6NeighbourFrame, WhatLiesBehindExtensionsAndInFragmentsIsReceived) {
  const Topology net = Topology::neighbours();
  Witness peer(net.r1(), "a1", "ip6");
  net.h1().run([&] {
    Ipv6Wire wire;
    ASSERT_TRUE(wire->route(r1_ipv6, std::nullopt));  // opens a0
    const Octets padded = {58, 0, 1, 4, 0, 0, 0, 0}, fragmented = {58, 0, 0, 1, 0, 0, 0, 7};
    const Octets routed = {58, 0, 4, 0, 0, 0, 0, 0};
    for (const auto& [next, extension] : {std::pair{Protocol::hop_by_hop, padded},
                                          {Protocol::destination_options, padded},
                                          {Protocol::routing, routed},
                                          {Protocol::fragment, fragmented}}) {
      Ipv6Header header;
      header.next_header = next;
      header.source = r1_ipv6;
      header.destination = h1_ipv6;
      Octets frame(layout<EthernetHeader>.octets);
      encode(EthernetHeader{{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, {{2}}, EtherType::ipv6}, frame);
      const Octets datagram = build_ipv6(header, extension, Octets{129, 0, 0, 0, 0, 7, 0, 1});
      frame.insert(frame.end(), datagram.begin(), datagram.end());
      peer.inject(frame);
      const auto received = wire.await([](const ReceivedIpv6&) { return true; });
      ASSERT_TRUE(received);
      EXPECT_EQ(to_hex(received->octets), to_hex(frame));
    }
  });
}

}  // namespace
}  // namespace icmpwire::live
