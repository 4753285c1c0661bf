// Frames with VLAN tags: they are read, but come once where a VLAN's own device is open too.
#include "capture/live_devices.h"
#include "packet/ethernet.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

using LiveVlan = LiveTest;

// An Ethernet frame to all, tagged for VLAN 7.
Octets tagged_frame(Bytes datagram) {
  constexpr std::size_t header = layout<EthernetHeader>.octets, tag = layout<VlanTag>.octets;
  Octets frame(header + tag);
  encode(EthernetHeader{{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, {{2, 0, 0, 0, 0, 1}}, EtherType::vlan},
         frame);
  encode(VlanTag{0, false, 7, EtherType::ipv4}, MutableBytes(frame).subspan(header));
  frame.insert(frame.end(), datagram.begin(), datagram.end());
  return frame;
}

TEST_F(LiveVlan, TaggedFrameIsRead) {
  const Topology net = Topology::neighbours();
  Witness peer(net.r1(), "a1", "icmp");
  net.h1().run([&] {
    TestWire wire;
    ASSERT_TRUE(wire->route(r1_address, std::nullopt));  // opens a0
    const Octets frame = tagged_frame(Echo{.sequence = 9}.datagram(r1_address, h1_address));
    peer.inject(frame);
    const auto received = wire.await([](const Received&) { return true; });
    ASSERT_TRUE(received);
    EXPECT_EQ(received->octets, frame);
    EXPECT_EQ(received->frame.datagram_at, 18U);
  });
}

TEST_F(LiveVlan, DeviceKnowsOfTheVlanOverIt) {
  const Topology net = Topology::two_routers();
  net.r1().run([&] {
    auto tables = NetworkTables::open();
    auto wait_set = WaitSet::open();
    ASSERT_TRUE(tables && wait_set);
    LiveDevices devices(*wait_set);
    const auto under = (*tables)->device("a1");
    auto over = (*tables)->device("b0");
    ASSERT_TRUE(under && over);
    over->parent = under->index;  // as if b0 were a VLAN on a1
    const auto lower = devices.open(*under);
    ASSERT_TRUE(lower);
    EXPECT_FALSE((*lower)->under_vlan());
    const auto upper = devices.open(*over);
    ASSERT_TRUE(upper);
    EXPECT_TRUE((*lower)->under_vlan());
    EXPECT_FALSE((*upper)->under_vlan());
  });
}

}  // namespace
}  // namespace icmpwire::live
