// Frames that the live wire makes itself; the kernel's own are the measure in tests/live/neighbour_test.cpp.
#include "capture/live_frames.h"

#include <gtest/gtest.h>

#include "capture/system/local_sender.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

constexpr Ipv4Address own{{10, 9, 1, 1}};
constexpr Ipv4Address other{{10, 9, 1, 77}};
constexpr MacAddress own_mac{{2, 0, 0, 0, 0, 1}};
constexpr MacAddress station{{2, 0, 0, 0, 0, 2}};

Octets datagram(Protocol protocol, Bytes payload, std::uint16_t fragment_offset = 0) {
  Ipv4Header header;
  header.protocol = protocol;
  header.fragment_offset = fragment_offset;
  header.source = own;
  header.destination = other;
  return build_ipv4(header, {}, payload);
}

TEST(LiveFrames, MulticastGroupsHaveTheirAddressByRule) {
  EXPECT_EQ(to_text(multicast_mac(Ipv4Address{{224, 0, 0, 1}})), "01:00:5e:00:00:01");
  EXPECT_EQ(to_text(multicast_mac(Ipv4Address{{239, 255, 1, 2}})), "01:00:5e:7f:01:02");
  EXPECT_EQ(to_text(multicast_mac(IpAddress(*parse_ipv6_address("ff02::1:ff00:2a")))), "33:33:ff:00:00:2a");
}

TEST(LiveFrames, FrameAroundADatagramReusesItsScratch) {
  Octets scratch;
  frame_datagram(Octets(1000, 0x45), true, LinkType::ethernet, {own_mac, station}, scratch);
  const std::uint8_t* place = scratch.data();
  const Bytes frame = frame_datagram(Octets{0x45, 1}, true, LinkType::ethernet, {own_mac, station}, scratch);
  EXPECT_EQ(to_hex(frame), "02 00 00 00 00 02 02 00 00 00 00 01 08 00 45 01");
  EXPECT_EQ(frame.data(), place);
  EXPECT_EQ(to_hex(frame_datagram(Octets{0x45, 1}, true, LinkType::raw, {}, scratch)), "45 01");
  // The frame says what the route is for, whatever version the datagram claims.
  EXPECT_EQ(to_hex(Bytes(frame_datagram(Octets{0x45}, false, LinkType::ethernet, {}, scratch)).subspan(12)),
            "86 dd 45");
}

TEST(LiveFrames, NoErrorAboutErrorsAndLaterFragments) {
  const Octets echo = {8, 0, 0xf7, 0xff, 0, 0, 0, 0};
  const Octets error = {3, 1, 0xfc, 0xfe, 0, 0, 0, 0};
  EXPECT_TRUE(unreachable(datagram(Protocol::icmp, echo), own));
  EXPECT_TRUE(unreachable(datagram(Protocol::udp, error), own));
  EXPECT_FALSE(unreachable(datagram(Protocol::icmp, error), own));
  EXPECT_FALSE(unreachable(datagram(Protocol::icmp, echo, 1), own));
  EXPECT_FALSE(unreachable(Octets{0x45}, own));
}

TEST(LiveFrames, NoIpv6ErrorAboutErrorsGroupsAndLaterFragments) {
  const Ipv6Address us = *parse_ipv6_address("fd00:9:1::1"), them = *parse_ipv6_address("fd00:9:1::77");
  const auto about = [&](Bytes extensions, Protocol next, const Ipv6Address& to, std::uint8_t type) {
    Ipv6Header header;
    header.next_header = next;
    header.source = us;
    header.destination = to;
    return unreachable(build_ipv6(header, extensions, Octets{type, 0, 0, 0, 0, 0, 0, 0}), us);
  };
  constexpr std::uint8_t echo = 128, error = 1;
  const Octets first = {58, 0, 0, 1, 0, 0, 0, 7}, later = {58, 0, 0, 9, 0, 0, 0, 7};
  EXPECT_TRUE(about({}, Protocol::icmpv6, them, echo));
  EXPECT_TRUE(about(first, Protocol::fragment, them, echo));
  EXPECT_FALSE(about(later, Protocol::fragment, them, echo));
  EXPECT_FALSE(about({}, Protocol::icmpv6, them, error));
  EXPECT_FALSE(about({}, Protocol::icmpv6, *parse_ipv6_address("ff02::1"), echo));
  EXPECT_FALSE(unreachable(Octets{0x60}, us));
}

TEST(LiveFrames, WhoTellsAnMtu) {
  Octets v4 = datagram(Protocol::icmp, Octets{3, 4, 0, 0, 0, 0, 2, 88});
  EXPECT_TRUE(tells_mtu(v4));
  v4[21] = 1;  // host unreachable
  EXPECT_FALSE(tells_mtu(v4));
  EXPECT_FALSE(tells_mtu(datagram(Protocol::udp, Octets{3, 4, 0, 0, 0, 0, 2, 88})));
  EXPECT_FALSE(tells_mtu(Bytes(v4).first(21)));
  Octets v6 = build_ipv6(Ipv6Header{}, {}, Octets{2, 0, 0, 0, 0, 0, 5, 0});
  EXPECT_TRUE(tells_mtu(v6));
  v6[40] = 1;
  EXPECT_FALSE(tells_mtu(v6));
  EXPECT_FALSE(tells_mtu(Bytes(v6).first(40)));
  EXPECT_FALSE(tells_mtu({}));
}

TEST(LiveFrames, KernelsRepairs) {
  Octets octets = datagram(Protocol::icmp, Octets{8, 0, 0xf7, 0xff, 0, 0, 0, 0});
  const Octets right = octets;
  write_u16(octets, 2, 9999);     // total length
  write_u16(octets, 10, 0xbad0);  // checksum
  write_u32(octets, 12, 0);       // source
  repair_as_kernel(octets, own);
  EXPECT_EQ(octets, right);
  Octets impossible = {0x4f, 0, 0, 20};
  const Octets before = impossible;
  repair_as_kernel(impossible, own);
  EXPECT_EQ(impossible, before);
}

}  // namespace
}  // namespace icmpwire
