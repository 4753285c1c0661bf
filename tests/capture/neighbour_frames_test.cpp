// Questions for link addresses and their answers, with libtins as the other side; the kernel is it in
// tests/live/neighbour_test.cpp.
#include "capture/neighbour_frames.h"

#include <gtest/gtest.h>
#include <tins/tins.h>

#include "packet/checksum.h"

namespace icmpwire {
namespace {

constexpr MacAddress own{{2, 0, 0, 0, 0, 1}};
constexpr MacAddress station{{2, 0, 0, 0, 0, 0x4d}};
constexpr Ipv4Address own_v4{{10, 9, 1, 1}};
constexpr Ipv4Address other_v4{{10, 9, 1, 77}};
const Ipv6Address own_v6 = *parse_ipv6_address("fe80::1");
const Ipv6Address other_v6 = *parse_ipv6_address("fe80::4d");
constexpr std::uint32_t device = 7;

TEST(NeighbourFrames, ArpQuestionIsWhatLibtinsMakes) {
  auto theirs = Tins::ARP::make_arp_request("10.9.1.77", "10.9.1.1", "02:00:00:00:00:01");
  const Octets ours = neighbour_question(other_v4, own_v4, own, std::nullopt);
  // libtins pads to what Ethernet wants; here the device does.
  EXPECT_EQ(to_hex(ours), to_hex(first_at_most(theirs.serialize(), ours.size())));
}

TEST(NeighbourFrames, ArpAnswerOfLibtinsIsRead) {
  auto theirs = Tins::ARP::make_arp_reply("10.9.1.1", "10.9.1.77", "02:00:00:00:00:01", "02:00:00:00:00:4d");
  const auto answer = read_neighbour_answer(theirs.serialize(), device);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->address, IpAddress(other_v4));
  EXPECT_EQ(answer->link_address, station);
  EXPECT_TRUE(answer->overrides);
}

TEST(NeighbourFrames, OnlyWholeArpRepliesAreRead) {
  Octets frame = neighbour_question(other_v4, own_v4, own, station);
  EXPECT_FALSE(read_neighbour_answer(frame, device));  // a question
  frame[21] = 2;
  EXPECT_TRUE(read_neighbour_answer(frame, device));
  EXPECT_FALSE(read_neighbour_answer(Bytes(frame).first(41), device));
  Octets longer_address = frame;
  longer_address[18] = 8;
  EXPECT_FALSE(read_neighbour_answer(longer_address, device));
  frame[13] = 0x00;  // IPv4
  EXPECT_FALSE(read_neighbour_answer(frame, device));
}

TEST(NeighbourFrames, SolicitationIsWhatLibtinsMakes) {
  const auto theirs = [](const char* link_address, const char* to) {
    Tins::ICMPv6 question(Tins::ICMPv6::NEIGHBOUR_SOLICIT);
    question.target_addr("fe80::4d");
    question.source_link_layer_addr(Tins::HWAddress<6>("02:00:00:00:00:01"));
    Tins::IPv6 datagram = Tins::IPv6(to, "fe80::1") / question;
    datagram.hop_limit(255);
    Tins::EthernetII frame =
        Tins::EthernetII(Tins::HWAddress<6>(link_address), Tins::HWAddress<6>("02:00:00:00:00:01")) /
        datagram;
    return frame.serialize();
  };
  EXPECT_EQ(to_hex(neighbour_question({other_v6, device}, {own_v6, device}, own, std::nullopt)),
            to_hex(theirs("33:33:ff:00:00:4d", "ff02::1:ff00:4d")));
  EXPECT_EQ(to_hex(neighbour_question({other_v6, device}, {own_v6, device}, own, station)),
            to_hex(theirs("02:00:00:00:00:4d", "fe80::4d")));
}

// What libtins is asked to make, and the rule of RFC 4861 7.1.2 that it breaks.
struct Advertisement {
  bool solicited = true;
  bool override_cached = true;
  bool names_station = true;
  std::uint8_t hop_limit = 255;
  std::uint8_t code = 0;
  std::uint8_t type = 136;
  const char* to = "fe80::1";
  const char* target = "fe80::4d";

  Octets frame() const {
    Tins::ICMPv6 message(Tins::ICMPv6::NEIGHBOUR_ADVERT);
    message.type(static_cast<Tins::ICMPv6::Types>(type));
    message.code(code);
    message.target_addr(target);
    message.solicited(solicited ? 1 : 0);
    message.override(override_cached ? 1 : 0);
    if (names_station) message.target_link_layer_addr(Tins::HWAddress<6>("02:00:00:00:00:4d"));
    Tins::IPv6 datagram = Tins::IPv6(to, "fe80::4d") / message;
    datagram.hop_limit(hop_limit);
    return (Tins::EthernetII(Tins::HWAddress<6>("02:00:00:00:00:01"),
                             Tins::HWAddress<6>("02:00:00:00:00:4d")) /
            datagram)
        .serialize();
  }
};

TEST(NeighbourFrames, AdvertisementOfLibtinsIsRead) {
  const auto answer = read_neighbour_answer(Advertisement{}.frame(), device);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->address, IpAddress(other_v6, device));
  EXPECT_EQ(answer->link_address, station);
  EXPECT_TRUE(answer->overrides);
  const auto brief = read_neighbour_answer(
      Advertisement{.override_cached = false, .names_station = false, .target = "fd00::4d"}.frame(), device);
  ASSERT_TRUE(brief);
  EXPECT_EQ(brief->address, IpAddress(*parse_ipv6_address("fd00::4d")));
  EXPECT_EQ(brief->link_address, std::nullopt);
  EXPECT_FALSE(brief->overrides);
}

TEST(NeighbourFrames, AdvertisementsThatBreakTheRulesAreNot) {
  const Advertisement broken[] = {{.solicited = false}, {.hop_limit = 254}, {.code = 1},
                                  {.type = 135},        {.to = "ff02::1"},  {.target = "ff02::1"}};
  for (const Advertisement& advertisement : broken) {
    EXPECT_FALSE(read_neighbour_answer(advertisement.frame(), device)) << to_hex(advertisement.frame());
  }
  const Octets right = Advertisement{}.frame();
  for (std::size_t size = 0; size < right.size(); ++size) {
    EXPECT_FALSE(read_neighbour_answer(Bytes(right).first(size), device)) << size;
  }
  constexpr std::size_t checksum_at = 14 + 40 + 2, option_at = 14 + 40 + 24;
  Octets wrong = right;
  write_u16(wrong, checksum_at, static_cast<std::uint16_t>(read_u16(right, checksum_at) ^ 1));
  EXPECT_FALSE(read_neighbour_answer(wrong, device));
  // An option without length, the checksum right again.
  const std::uint16_t before = read_u16(right, option_at), after = before & 0xff00;
  wrong = right;
  write_u16(wrong, option_at, after);
  write_u16(wrong, checksum_at, updated_checksum(read_u16(right, checksum_at), before, after));
  EXPECT_FALSE(read_neighbour_answer(wrong, device));
}

}  // namespace
}  // namespace icmpwire
