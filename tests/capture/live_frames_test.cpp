// Frames that the live wire makes itself; the kernel's own are the measure in tests/live/neighbour_test.cpp.
#include "capture/live_frames.h"

#include <gtest/gtest.h>
#include <tins/tins.h>

#include "capture/system/local_sender.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr Ipv4Address own{{10, 9, 1, 1}};
constexpr Ipv4Address other{{10, 9, 1, 77}};
constexpr MacAddress own_mac{{2, 0, 0, 0, 0, 1}};

Octets datagram(Protocol protocol, Bytes payload, std::uint16_t fragment_offset = 0) {
  Ipv4Header header;
  header.protocol = protocol;
  header.fragment_offset = fragment_offset;
  header.source = own;
  header.destination = other;
  return build_ipv4(header, {}, payload);
}

TEST(LiveFrames, ArpQuestionIsWhatLibtinsMakes) {
  auto theirs = Tins::ARP::make_arp_request("10.9.1.77", "10.9.1.1", "02:00:00:00:00:01");
  const Octets ours = arp_question(other, own, {own_mac, broadcast_mac});
  // libtins pads to what Ethernet wants; here the device does.
  EXPECT_EQ(to_hex(ours), to_hex(first_at_most(theirs.serialize(), ours.size())));
}

TEST(LiveFrames, ArpAnswerOfLibtinsIsRead) {
  auto theirs = Tins::ARP::make_arp_reply("10.9.1.1", "10.9.1.77", "02:00:00:00:00:01", "02:00:00:00:00:4d");
  const auto answer = read_arp(theirs.serialize());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->operation, ArpOperation::reply);
  EXPECT_EQ(answer->sender_protocol, other);
  EXPECT_EQ(to_text(answer->sender_hardware), "02:00:00:00:00:4d");
}

TEST(LiveFrames, OnlyWholeArpOverEthernetIsRead) {
  Octets frame = arp_question(other, own, {own_mac, broadcast_mac});
  EXPECT_TRUE(read_arp(frame));
  EXPECT_FALSE(read_arp(Bytes(frame).first(41)));
  Octets longer_address = frame;
  longer_address[18] = 8;
  EXPECT_FALSE(read_arp(longer_address));
  frame[13] = 0x00;  // IPv4
  EXPECT_FALSE(read_arp(frame));
}

TEST(LiveFrames, MulticastGroupsHaveTheirAddressByRule) {
  EXPECT_EQ(to_text(multicast_mac({{224, 0, 0, 1}})), "01:00:5e:00:00:01");
  EXPECT_EQ(to_text(multicast_mac({{239, 255, 1, 2}})), "01:00:5e:7f:01:02");
}

TEST(LiveFrames, FrameAroundADatagramReusesItsScratch) {
  Octets scratch;
  frame_datagram(Octets(1000, 0x45), LinkType::ethernet, {own_mac, broadcast_mac}, scratch);
  const std::uint8_t* place = scratch.data();
  const Bytes frame = frame_datagram(Octets{0x45, 1}, LinkType::ethernet, {own_mac, broadcast_mac}, scratch);
  EXPECT_EQ(to_hex(frame), "ff ff ff ff ff ff 02 00 00 00 00 01 08 00 45 01");
  EXPECT_EQ(frame.data(), place);
  EXPECT_EQ(to_hex(frame_datagram(Octets{0x45, 1}, LinkType::raw, {}, scratch)), "45 01");
}

TEST(LiveFrames, NoErrorAboutErrorsAndLaterFragments) {
  const Octets echo = {8, 0, 0xf7, 0xff, 0, 0, 0, 0};
  const Octets error = {3, 1, 0xfc, 0xfe, 0, 0, 0, 0};
  EXPECT_TRUE(host_unreachable(datagram(Protocol::icmp, echo), own));
  EXPECT_TRUE(host_unreachable(datagram(Protocol::udp, error), own));
  EXPECT_FALSE(host_unreachable(datagram(Protocol::icmp, error), own));
  EXPECT_FALSE(host_unreachable(datagram(Protocol::icmp, echo, 1), own));
  EXPECT_FALSE(host_unreachable(Octets{0x45}, own));
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
