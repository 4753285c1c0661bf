// Frames whose link header the caller wrote leave as they are, or are refused.
#include "packet/ethernet.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

using LiveFrame = LiveTest;

TEST_F(LiveFrame, BeginsWithTheAddressesOfTheLink) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const Octets datagram = Echo{}.datagram(h1_address, r1_address);
    const auto route = wire->route(r1_address, std::nullopt);
    ASSERT_TRUE(route);
    const auto framed = wire->framed(datagram, *route);  // waits for the neighbour
    ASSERT_TRUE(framed) << to_text(framed.error());
    const Octets expected(framed->octets.begin(), framed->octets.end());
    EXPECT_EQ(framed->link, LinkType::ethernet);
    const auto sent = wire->send(datagram, *route);
    ASSERT_TRUE(sent);
    ASSERT_FALSE(sent->held);
    EXPECT_EQ(to_hex(sent->frame.octets), to_hex(expected));
    EXPECT_TRUE(wire.await(IcmpType::echo_reply));
  });
}

TEST_F(LiveFrame, NobodyHasTheAddress) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv4/neigh/a0/retrans_time_ms", "50");
  net.h1().run([] {
    TestWire wire;
    const Ipv4Address nobody{{10, 9, 1, 77}};
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route);
    const auto framed = wire->framed(Echo{}.datagram(h1_address, nobody), *route);
    ASSERT_FALSE(framed);
    EXPECT_EQ(framed.error().reason, Reason::host_unreachable);
    EXPECT_EQ(framed.error().object, "10.9.1.77");
  });
}

// What comes while the neighbour is asked for is received behind it.
TEST_F(LiveFrame, WaitingForTheNeighbourLosesNothing) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv4/neigh/a0/retrans_time_ms", "50");
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));
    wire.send({.sequence = 2}, r1_address);
    const Ipv4Address nobody{{10, 9, 1, 77}};
    const auto route = wire->route(nobody, std::nullopt);
    ASSERT_TRUE(route);
    EXPECT_FALSE(wire->framed(Echo{}.datagram(h1_address, nobody), *route));
    const auto reply = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->is(IcmpType::echo_reply));
    EXPECT_EQ(std::get<IcmpEcho>(*reply->icmp()).sequence, 2);
  });
}

TEST_F(LiveFrame, LeavesAsItIsWritten) {
  const Topology net = Topology::neighbours();
  Witness peer(net.r1(), "a1", "ether src 02:00:00:00:00:77");
  net.h1().run([&] {
    TestWire wire;
    const Octets datagram = Echo{}.datagram(h1_address, r1_address);
    const auto route = wire->route(r1_address, std::nullopt);
    ASSERT_TRUE(route);
    auto framed = wire->framed(datagram, *route);
    ASSERT_TRUE(framed);
    Octets octets(18);
    const auto header = decode<EthernetHeader>(framed->octets);
    encode(EthernetHeader{header->destination, {{2, 0, 0, 0, 0, 0x77}}, EtherType::vlan}, octets);
    encode(VlanTag{3, false, 5, EtherType::ipv4}, MutableBytes(octets).subspan(14));
    octets.insert(octets.end(), datagram.begin(), datagram.end());
    framed->octets = octets;
    framed->datagram_at = 18;
    const auto sent = wire->send_frame(*framed, *route);
    ASSERT_TRUE(sent) << to_text(sent.error());
    EXPECT_EQ(to_hex(sent->frame.octets), to_hex(octets));
    const auto seen = peer.next();
    ASSERT_TRUE(seen);
    EXPECT_EQ(to_hex(*seen), to_hex(octets));
  });
}

TEST_F(LiveFrame, IsRefusedWhereTheKernelWritesTheHeaderOrTheDeviceHasAnother) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    const Octets datagram = Echo{}.datagram(loopback_address, loopback_address);
    Frame frame;
    frame.octets = datagram;
    for (const Ipv4Address& to : {loopback_address, h1_address, r1_address}) {
      const auto route = wire->route(to, std::nullopt);
      ASSERT_TRUE(route);
      const auto sent = wire->send_frame(frame, *route);
      ASSERT_FALSE(sent);
      EXPECT_EQ(sent.error().reason, Reason::device_cannot_inject);
      EXPECT_EQ(sent.error().object, to == r1_address ? "a0" : "lo");
    }
  });
}

}  // namespace
}  // namespace icmpwire::live
