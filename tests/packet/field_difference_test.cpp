// What differs between packets, on recordings of what routers did to them.
#include "packet/field_difference.h"

#include <gtest/gtest.h>

#include "packet/icmp.h"
#include "packet/ipv4.h"
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
            (Lines{"23: record_route.pointer 4 -> 8", "24: record_route[1].address 0.0.0.0 -> 10.9.1.2"}));
}

TEST(FieldDifference, SourceRouteFollowedInAQuote) {
  const std::string file = "11-lsrr-ttl2-time-exceeded.pcap";
  EXPECT_EQ(lines(differences(datagram_of(file, 0), quote_of(file, 28), LinkType::raw)),
            (Lines{"8: ip.ttl 2 -> 1", "10: ip.checksum 0x7a1a -> 0x7a17",
                   "16: ip.destination 10.9.1.2 -> 10.9.2.2", "23: loose_source_route.pointer 4 -> 8",
                   "24: loose_source_route[1].address 10.9.2.2 -> 10.9.2.1"}));
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

TEST(FieldDifference, OfAnotherProtocolIsTheHeader) {
  const Octets before = datagram_of("01-plain.pcap", 0);
  Octets after = before;
  after[9] = 17;
  EXPECT_EQ(lines(differences(before, after, LinkType::raw)),
            (Lines{"9: ip.protocol 1 (ICMP) -> 17 (UDP)", "20: icmp 8 octets -> nothing",
                   "28: payload.length 8 -> 16"}));
}

// The same echo with these options; the checksum follows from them.
Octets echo_with(const IpOptions& options) {
  Octets message(8);
  build_icmp(IcmpEcho{}, {}, message);
  return build_ipv4({}, options, message);
}

std::string differences_of_options(const IpOptions& before, const IpOptions& after) {
  std::string text;
  for (const FieldDifference& difference : differences(echo_with(before), echo_with(after), LinkType::raw)) {
    if (!difference.field.starts_with("ip.")) text += to_text(difference) + "\n";
  }
  return text;
}

// A router that takes an option away, or writes No Operation over it, leaves the others where they can be
// compared.
TEST(FieldDifference, FindsWhatFollowsAnOptionThatIsGone) {
  IpOptions both = record_route(1), covered = no_operation(7);
  ASSERT_TRUE(both.append(router_alert().octets()));
  ASSERT_TRUE(covered.append(router_alert(7).octets()));
  EXPECT_EQ(differences_of_options(both, router_alert()),
            "record_route 7 octets -> nothing\nend_of_list 1 octet -> nothing\n");
  EXPECT_EQ(
      differences_of_options(both, covered),
      "record_route 7 octets -> nothing\nno_operation nothing -> 7 octets\nrouter_alert.value 0 (examine "
      "the packet) -> 7\n");
}

TEST(FieldDifference, OfAQuoteEndsWhereTheQuoteEnds) {
  const std::vector<Octets> frames = test::recorded_frames("19-rr9-ttl1-time-exceeded.pcap");
  const Dissection request = dissect(frames.at(0), LinkType::ethernet);
  Octets cut = frames.at(1);
  cut.resize(cut.size() - 4);
  const Dissection error = dissect(cut, LinkType::ethernet);
  const auto found = differences(datagram_part(request), quoted_part(error), Extent::cut);
  EXPECT_EQ(lines(found),
            (Lines{"37: record_route.pointer 4 -> 8", "38: record_route[1].address 0.0.0.0 -> 10.9.1.2"}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].after_at, 105U);
  EXPECT_EQ(found[1].length, 4U);
  EXPECT_TRUE(quoted_part(request).layers.empty());
}

}  // namespace
}  // namespace icmpwire
