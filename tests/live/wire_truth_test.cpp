// A witnessed wire: what is reported as sent is what left, octet by octet, at the kernel's time, in order.
#include "packet/ethernet.h"
#include "packet/field_difference.h"
#include "tests/live/inside.h"
#include "tests/live/ipv6_wire.h"
#include "tests/live/witness.h"
#include "tests/support/command.h"
#include "tests/support/recordings.h"

namespace icmpwire::live {
namespace {

using LiveTruth = LiveTest;

// The next frame of any kind, with octets of its own.
struct Passed {
  Octets octets;
  Frame frame;

  Bytes datagram() const { return Bytes(octets).subspan(frame.datagram_at); }
};

Passed next_passed(Wire& wire) {
  const Nanos until = wire.now() + std::chrono::seconds(20);
  for (;;) {
    const auto frame = wire.receive(until);
    if (!frame || wire.now() >= until) throw std::runtime_error("nothing passes the wire");
    if (*frame) return {{(*frame)->octets.begin(), (*frame)->octets.end()}, **frame};
  }
}

Route route_to(Wire& wire, const Ipv4Address& to) {
  const auto route = wire.route(to, std::nullopt);
  if (!route) throw std::runtime_error(to_text(route.error()));
  return *route;
}

bool is_echo_reply(const Passed& passed) {
  const auto datagram = parse_ipv4(passed.datagram());
  return datagram && !datagram->payload.empty() && IcmpType{datagram->payload[0]} == IcmpType::echo_reply;
}

// Whatever is wrong in it on purpose.
std::vector<Octets> wrong_datagrams() {
  const Octets right = Echo{}.datagram(h1_address, r1_address);
  std::vector<Octets> datagrams;
  const auto with = [&](std::size_t at, std::uint16_t value) {
    datagrams.push_back(right);
    write_u16(datagrams.back(), at, value);
  };
  with(0, 0x6500);   // version 6
  with(0, 0x4400);   // a header of 16 octets
  with(0, 0x4f00);   // a header of 60 octets
  with(2, 0xffff);   // total length
  with(4, 0x0000);   // identification
  with(8, 0x0001);   // TTL 0
  with(10, 0xbad0);  // header checksum
  with(12, 0x0000);  // source 0.0.1.1
  with(22, 0xbad1);  // ICMP checksum
  datagrams.push_back(Octets(right.begin(), right.begin() + 20));
  return datagrams;
}

TEST_F(LiveTruth, ThePeerSeesExactlyWhatIsReportedAsSent) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire("live?witness=on");
    const Route route = route_to(*wire, r1_address);
    const auto framed = wire->framed(wrong_datagrams().front(), route);
    ASSERT_TRUE(framed);
    const std::string station = to_text(decode<EthernetHeader>(framed->octets)->source);
    Witness peer(net.r1(), "a1", "ether proto 0x0800 and ether src " + station);
    for (const Octets& datagram : wrong_datagrams()) {
      const auto sent = wire->send(datagram, route);
      ASSERT_TRUE(sent) << to_text(sent.error());
      EXPECT_TRUE(sent->held);
      Passed left = next_passed(*wire);
      while (left.frame.direction == Direction::inbound) left = next_passed(*wire);
      EXPECT_EQ(to_hex(left.datagram()), to_hex(datagram));
      const auto seen = peer.next();
      ASSERT_TRUE(seen);
      EXPECT_EQ(to_hex(*seen), to_hex(left.octets));
    }
  });
}

TEST_F(LiveTruth, DeparturesComeBeforeTheirAnswers) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire("live?witness=on");
    for (const Ipv4Address& to : {r1_address, loopback_address, h1_address}) {
      for (std::uint16_t sequence = 1; sequence <= 20; ++sequence) {
        const Echo echo{.sequence = sequence, .data_octets = sequence == 20 ? 1400U : 32U};
        const Sent sent = wire.send(echo, to);
        const Passed left = next_passed(*wire), came = next_passed(*wire);
        EXPECT_EQ(left.frame.direction, Direction::outbound);
        EXPECT_EQ(came.frame.direction, Direction::inbound);
        EXPECT_TRUE(is_echo_reply(came));
        EXPECT_LE(left.frame.at, came.frame.at);
        EXPECT_EQ(left.octets.size(), came.octets.size());
        EXPECT_EQ(sent.frame.device.name.view(), left.frame.device.name.view());
      }
    }
  });
}

// Lengths that a small ring would not take lie in the same ring: the order holds for them too.
TEST_F(LiveTruth, TheLargestToOurselvesIsSeenToo) {
  const Topology net = Topology::neighbours();
  net.h1().run([&] {
    TestWire wire("live?witness=on");
    for (const std::size_t size : {65507U, 32U, 65507U}) {
      wire.send({.data_octets = size}, loopback_address);
      const Passed left = next_passed(*wire), came = next_passed(*wire);
      EXPECT_EQ(left.frame.direction, Direction::outbound);
      EXPECT_EQ(left.datagram().size(), size + 28);
      EXPECT_FALSE(left.frame.is_cut());
      EXPECT_TRUE(is_echo_reply(came));
    }
  });
}

TEST_F(LiveTruth, WhatTheKernelRewritesIsSeen) {
  const Topology net = Topology::neighbours();
  Witness self(net.h1(), "lo", "icmp[icmptype] = icmp-echo");
  net.h1().run([&] {
    TestWire wire("live?witness=on");
    const Route route = route_to(*wire, loopback_address);
    Octets asked = Echo{}.datagram({}, loopback_address);
    write_u16(asked, 2, 0x0400);   // total length
    write_u16(asked, 4, 0);        // identification
    write_u16(asked, 10, 0xbad0);  // header checksum
    ASSERT_TRUE(wire->send(asked, route));
    const Passed left = next_passed(*wire);
    EXPECT_EQ(left.frame.direction, Direction::outbound);
    const auto seen = self.next();
    ASSERT_TRUE(seen);
    EXPECT_EQ(to_hex(left.octets), to_hex(*seen));
    std::vector<std::string> fields;
    for (const auto& difference : differences(asked, left.datagram(), LinkType::raw)) {
      fields.push_back(difference.field);
      if (difference.field != "ip.total_length") continue;
      EXPECT_EQ(to_text(difference), "ip.total_length 1024 -> 60");
    }
    EXPECT_EQ(fields,
              (std::vector<std::string>{"ip.total_length", "ip.identification", "ip.checksum", "ip.source"}));
    EXPECT_TRUE(is_echo_reply(next_passed(*wire)));
  });
}

// A frame with a link header of the caller's, of a type that nobody looks for.
TEST_F(LiveTruth, AnyFrameIsSeen) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire("live?witness=on");
    const Octets datagram = Echo{}.datagram(h1_address, r1_address);
    const Route route = route_to(*wire, r1_address);
    auto framed = wire->framed(datagram, route);
    ASSERT_TRUE(framed);
    Octets octets(framed->octets.begin(), framed->octets.end());
    write_u32(octets, 6, 0x02000077);  // source
    write_u16(octets, 12, 0x88b5);     // EtherType, local experimental
    framed->octets = octets;
    ASSERT_TRUE(wire->send_frame(*framed, route));
    const Passed left = next_passed(*wire);
    EXPECT_EQ(left.frame.direction, Direction::outbound);
    EXPECT_EQ(to_hex(left.octets), to_hex(octets));
    EXPECT_EQ(left.frame.datagram_at, 14U);
  });
}

TEST_F(LiveTruth, HoldsOverIpv6) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    Ipv6Wire wire("live?witness=on");
    for (const Ipv6Address& to : {r1_ipv6, h1_ipv6}) {
      const Octets datagram = Ipv6Echo{}.datagram(h1_ipv6, to);
      ASSERT_TRUE(wire->send(datagram, *wire->route(to, std::nullopt)));
      const Passed left = next_passed(*wire);
      EXPECT_EQ(left.frame.direction, Direction::outbound);
      EXPECT_EQ(to_hex(left.datagram()), to_hex(datagram));
      const auto reply = wire.await(Icmpv6Type::echo_reply);
      ASSERT_TRUE(reply);
      EXPECT_LE(left.frame.at, reply->frame.at);
    }
  });
}

// The file has what the device saw: the identification is the kernel's where ours was zero.
TEST_F(LiveTruth, ASavedRunHoldsWhatLeft) {
  const Topology net = Topology::neighbours();
  Witness self(net.h1(), "lo", "icmp");
  const Inside inside(net.h1());
  const test::PublicFolder folder;
  const std::string file = folder.path() + "/saved.pcapng";
  const auto result = test::run_command(ICMPWIRE_PROGRAM " ping -c 1 127.0.0.1 --save " + file + " 2>&1");
  EXPECT_EQ(result.status, 0) << result.output;
  const std::vector<Octets> saved = test::datagrams_of(file);
  ASSERT_EQ(saved.size(), 2U);
  for (const Octets& datagram : saved) {
    const auto seen = self.next();
    ASSERT_TRUE(seen);
    EXPECT_EQ(to_hex(Bytes(*seen).subspan(14)), to_hex(datagram));
  }
}

// What other programs send is not ours.
TEST_F(LiveTruth, OthersDeparturesAreNotHandedOut) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire("live?witness=on"), other;
    ASSERT_TRUE(wire.answers(r1_address));
    ASSERT_TRUE(other.answers(r1_address, {.identifier = 7}));
    wire.send({.sequence = 2}, r1_address);
    const Passed first = next_passed(*wire), second = next_passed(*wire);
    EXPECT_TRUE(is_echo_reply(first));  // the other's
    EXPECT_EQ(second.frame.direction, Direction::outbound);
    EXPECT_EQ(read_u16(second.datagram(), 26), 2);
    EXPECT_TRUE(is_echo_reply(next_passed(*wire)));
  });
}

}  // namespace
}  // namespace icmpwire::live
