// What a live wire sees: ICMP that may answer, and what else it is told to look at.
#include "packet/ethernet.h"
#include "packet/ipv6.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"

namespace icmpwire::live {
namespace {

using LiveSees = LiveTest;

// A frame to all stations.
Octets frame_around(EtherType type, Bytes datagram) {
  Octets frame(layout<EthernetHeader>.octets);
  encode(EthernetHeader{{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, {{2, 0, 0, 0, 0, 1}}, type}, frame);
  frame.insert(frame.end(), datagram.begin(), datagram.end());
  return frame;
}

Octets udp_frame() {
  Ipv4Header header;
  header.protocol = Protocol::udp;
  header.source = r1_address;
  header.destination = h1_address;
  return frame_around(EtherType::ipv4, build_ipv4(header, {}, Octets{0, 53, 0, 53, 0, 8, 0, 0}));
}

Octets router_advertisement_frame() {
  Ipv6Header header;
  header.next_header = Protocol::icmpv6;
  header.hop_limit = 255;
  Octets message(16);
  message[0] = 134;
  return frame_around(EtherType::ipv6, build_ipv6(header, {}, message));
}

// The first frame that the wire hands out of these; the last of them is an echo reply, which every wire sees.
Octets first_seen(const std::string& spec, const std::vector<Octets>& frames) {
  const Topology net = Topology::neighbours();
  Witness peer(net.r1(), "a1", "icmp");
  Octets seen;
  net.h1().run([&] {
    TestWire wire(spec);
    if (!wire->route(r1_address, std::nullopt)) throw std::runtime_error("no route");
    for (const Octets& frame : frames) peer.inject(frame);
    const Nanos until = wire->now() + std::chrono::seconds(20);
    const auto frame = wire->receive(until);
    if (frame && *frame) seen.assign((*frame)->octets.begin(), (*frame)->octets.end());
  });
  return seen;
}

Octets echo_reply_frame() {
  Octets datagram = Echo{}.datagram(r1_address, h1_address);
  datagram[20] = 0;
  return frame_around(EtherType::ipv4, datagram);
}

TEST_F(LiveSees, OtherProtocolsAreSeenWhereTheyAreAskedFor) {
  const std::vector<Octets> frames = {udp_frame(), echo_reply_frame()};
  EXPECT_EQ(to_hex(first_seen("live", frames)), to_hex(echo_reply_frame()));
  EXPECT_EQ(to_hex(first_seen("live?also=udp%20and%20src%20host%2010.9.1.2", frames)), to_hex(udp_frame()));
  EXPECT_EQ(to_hex(first_seen("live?witness=on&also=src%20host%2010.9.1.2", frames)), to_hex(udp_frame()));
}

TEST_F(LiveSees, RouterAdvertisementsAreSeenWhereTheyAreAskedFor) {
  const std::vector<Octets> frames = {router_advertisement_frame(), echo_reply_frame()};
  EXPECT_EQ(to_hex(first_seen("live", frames)), to_hex(echo_reply_frame()));
  EXPECT_EQ(to_hex(first_seen("live?also=icmp6", frames)), to_hex(router_advertisement_frame()));
}

TEST_F(LiveSees, AnswersToOtherQueriesAreSeen) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire("live?witness=on");
    IcmpTimestamp query;
    query.originate = 1000;
    Octets message(layout<IcmpTimestamp>.octets);
    build_icmp(query, {}, message);
    Ipv4Header header;
    header.source = h1_address;
    header.destination = r1_address;
    ASSERT_TRUE(wire->send(build_ipv4(header, {}, message), *wire->route(r1_address, std::nullopt)));
    const auto reply = wire.await(IcmpType::timestamp_reply);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header.source, r1_address);
  });
}

TEST_F(LiveSees, AFilterThatIsNoneIsRefused) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire("live?also=no%20such%20words");
    const auto route = wire->route(r1_address, std::nullopt);
    ASSERT_FALSE(route);
    EXPECT_EQ(route.error().reason, Reason::bad_spec);
    EXPECT_EQ(route.error().object, "a0");
  });
}

}  // namespace
}  // namespace icmpwire::live
