// What differs between packets, on recordings of what routers did to them.
#include "packet/field_difference.h"

#include <gtest/gtest.h>

#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

// The datagram of a recorded frame, and the one that an error without options of its own quotes.
Octets datagram_of(const std::string& file, std::size_t frame) {
  const Octets octets = test::recorded_frames(file).at(frame);
  return {octets.begin() + 14, octets.end()};
}
Octets quote_of(const std::string& file, std::size_t header_octets) {
  const Octets error = datagram_of(file, 1);
  return {error.begin() + static_cast<std::ptrdiff_t>(header_octets + 8), error.end()};
}

std::vector<std::string> lines(const std::vector<FieldDifference>& differences) {
  std::vector<std::string> texts;
  for (const FieldDifference& difference : differences) {
    texts.push_back(std::to_string(difference.at) + ": " + to_text(difference));
  }
  return texts;
}

using Lines = std::vector<std::string>;

TEST(FieldDifference, NoneWhereTheOctetsAreTheSame) {
  const Octets frame = test::recorded_frames("27-rr-ra-lsrr-combined.pcap").at(0);
  EXPECT_TRUE(differences(frame, frame, LinkType::ethernet).empty());
}

// The router wrote its address, moved the pointer, and left the checksum as it was.
TEST(FieldDifference, RouteRecordedInAQuote) {
  const std::string file = "19-rr9-ttl1-time-exceeded.pcap";
  EXPECT_EQ(lines(differences(datagram_of(file, 0), quote_of(file, 60), LinkType::raw)),
            (Lines{"23: record_route.pointer 4 -> 8", "24: record_route.address 0.0.0.0 -> 10.9.1.2"}));
}

TEST(FieldDifference, SourceRouteFollowedInAQuote) {
  const std::string file = "11-lsrr-ttl2-time-exceeded.pcap";
  EXPECT_EQ(lines(differences(datagram_of(file, 0), quote_of(file, 28), LinkType::raw)),
            (Lines{"8: ip.ttl 2 -> 1", "10: ip.checksum 0x7a1a -> 0x7a17",
                   "16: ip.destination 10.9.1.2 -> 10.9.2.2", "23: loose_source_route.pointer 4 -> 8",
                   "24: loose_source_route.address 10.9.2.2 -> 10.9.2.1"}));
}

TEST(FieldDifference, WhatAKernelRewrites) {
  const Octets asked = datagram_of("01-plain.pcap", 0);
  Octets sent = asked;
  write_u16(sent, 4, 0xbeef);
  write_u16(sent, 10, 0x5c2e);
  sent.back() ^= 0xff;
  const auto found = differences(asked, sent, LinkType::raw);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].field, "ip.identification");
  EXPECT_EQ(found[1].field, "ip.checksum");
  EXPECT_EQ(found[1].at, 10U);
  EXPECT_EQ(found[1].after, "0x5c2e");
  EXPECT_EQ(to_text(found[2]), "payload octet 7: 68 -> 97");
}

// NOP and record route became a security option: one difference, and the comparison goes on behind it.
TEST(FieldDifference, OptionsOfOtherKindsAreComparedAsOctets) {
  const Octets before = datagram_of("02-rr9.pcap", 0);
  Octets after = before;
  after[20] = 0x82;
  after[21] = 40;
  after.back() ^= 0xff;
  const auto found = differences(before, after, LinkType::raw);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].field, "ip.parts");
  EXPECT_EQ(found[0].at, 20U);
  EXPECT_EQ(found[0].before, to_hex(Bytes(before).subspan(20, 40)));
  EXPECT_EQ(found[0].after, to_hex(Bytes(after).subspan(20, 40)));
  EXPECT_EQ(found[1].field, "payload");
}

TEST(FieldDifference, OtherHeadersEndTheComparison) {
  const Octets before = datagram_of("01-plain.pcap", 0);
  Octets after = before;
  after[9] = 17;
  const auto found = differences(before, after, LinkType::raw);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].field, "ip.protocol");
  EXPECT_EQ(found.back().field, "headers");
  EXPECT_EQ(found.back().at, 20U);
}

}  // namespace
}  // namespace icmpwire
