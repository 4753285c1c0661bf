#include "packet/ipv6.h"

#include <gtest/gtest.h>

#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

Ipv6Address address(std::string_view text) { return parse_ipv6_address(text).value(); }

TEST(ParseIpv6, ReadsARecordedEcho) {
  const Octets octets = recorded_ipv6_datagrams("59-ipv6-extension-headers.pcap").at(1);
  const auto datagram = parse_ipv6(octets);
  ASSERT_TRUE(datagram);
  Ipv6Header expected;
  expected.traffic_class = 0xb9;
  expected.flow_label = 0x9614a;
  expected.payload_length = 16;
  expected.hop_limit = 62;
  expected.source = address("2001:db8:9:3::3");
  expected.destination = address("2001:db8:9:1::1");
  EXPECT_EQ(datagram->header, expected);
  EXPECT_EQ(datagram->protocol, Protocol::icmpv6);
  EXPECT_EQ(datagram->header_octets.size(), 40U);
  EXPECT_EQ(datagram->payload.size(), 16U);
  EXPECT_FALSE(datagram->fragment);
}

TEST(ParseIpv6, WalksExtensionHeaders) {
  const Octets octets = recorded_ipv6_datagrams("59-ipv6-extension-headers.pcap").at(0);
  const auto datagram = parse_ipv6(octets);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(datagram->header.next_header, Protocol::hop_by_hop);
  EXPECT_EQ(datagram->header.flow_label, 0xbeef5U);
  EXPECT_EQ(datagram->protocol, Protocol::icmpv6);
  EXPECT_EQ(to_hex(datagram->extensions), "3c 00 05 02 00 00 01 00 3a 00 1e 04 61 62 63 64");
  EXPECT_EQ(datagram->payload[0], 128);
}

TEST(ParseIpv6, ReadsTheFragmentHeader) {
  const std::vector<Octets> datagrams = recorded_ipv6_datagrams("55-ipv6-fragments.pcap");
  const auto first = parse_ipv6(datagrams.at(0)).value();
  EXPECT_TRUE(first.is_fragment());
  EXPECT_FALSE(first.is_later_fragment());
  EXPECT_EQ(first.protocol, Protocol::icmpv6);
  EXPECT_EQ(first.fragment_at, 40);
  EXPECT_EQ(first.fragment->identification, 0x2e17936aU);
  EXPECT_EQ(first.payload.size(), 1448U);
  const auto last = parse_ipv6(datagrams.at(2)).value();
  EXPECT_TRUE(last.is_later_fragment());
  EXPECT_FALSE(last.fragment->more_fragments);
  EXPECT_EQ(last.fragment->fragment_offset * 8, 2896);
  const Octets atomic = recorded_ipv6_datagrams("61-ipv6-atomic-fragment.pcap").at(0);
  EXPECT_TRUE(parse_ipv6(atomic)->fragment->is_atomic());
  EXPECT_FALSE(parse_ipv6(atomic)->is_fragment());
}

// What a later fragment holds is data, even where the header in the first one would be walked.
TEST(ParseIpv6, WalksNothingBehindALaterFragmentsHeader) {
  Ipv6Header header;
  header.next_header = Protocol::fragment;
  Octets extension(8);
  encode(Ipv6FragmentHeader{Protocol::destination_options, 0, 1, 0, false, 7}, extension);
  const Octets octets = build_ipv6(header, extension, Octets(3, 0xff));
  const auto datagram = parse_ipv6(octets).value();
  EXPECT_EQ(datagram.protocol, Protocol::destination_options);
  EXPECT_EQ(to_hex(datagram.payload), "ff ff ff");
}

TEST(ParseIpv6, SaysWhatIsWrongAndWhere) {
  const Octets good = recorded_ipv6_datagrams("59-ipv6-extension-headers.pcap").at(0);
  for (std::size_t fewer = 0; fewer < 40; ++fewer) {
    EXPECT_EQ(parse_ipv6(Bytes(good).first(fewer)).error(),
              (Malformed{Why::truncated, static_cast<std::uint16_t>(fewer)}));
  }
  EXPECT_EQ(parse_ipv6(Bytes(good).first(71)).error(), (Malformed{Why::bad_payload_length, 4}));
  Octets other_version = good;
  other_version[0] = 0x4b;
  EXPECT_EQ(parse_ipv6(other_version).error(), (Malformed{Why::bad_version, 0}));
  Octets long_extension = good;
  long_extension[49] = 4;
  EXPECT_EQ(parse_ipv6(long_extension).error(), (Malformed{Why::bad_extension_header, 48}));
}

TEST(ParseIpv6, LeavesOutWhatTheLinkPadded) {
  Octets octets = recorded_ipv6_datagrams("59-ipv6-extension-headers.pcap").at(1);
  octets.resize(octets.size() + 6, 0xee);
  EXPECT_EQ(parse_ipv6(octets)->octets.size(), octets.size() - 6);
}

// A quote may end anywhere behind the fixed header.
TEST(ParseQuotedIpv6, ReadsWhatIsThere) {
  const Octets whole = recorded_ipv6_datagrams("59-ipv6-extension-headers.pcap").at(0);
  for (std::size_t count = 40; count <= whole.size(); ++count) {
    const auto quote = parse_quoted_ipv6(Bytes(whole).first(count));
    ASSERT_TRUE(quote);
    EXPECT_EQ(quote->truncated, count < whole.size());
    EXPECT_EQ(quote->protocol, count < 48   ? Protocol::hop_by_hop
                               : count < 56 ? Protocol::destination_options
                                            : Protocol::icmpv6);
    EXPECT_EQ(quote->payload.size(), count < 56 ? 0 : count - 56);
  }
}

TEST(ExtensionWalk, KnowsEachHeadersLength) {
  const Octets routing = {58, 2, 0, 0};
  EXPECT_EQ(extension_header_octets(Protocol::routing, routing), 24U);
  EXPECT_EQ(extension_header_octets(Protocol::fragment, routing), 8U);
  EXPECT_EQ(extension_header_octets(Protocol::authentication, routing), 16U);
  EXPECT_EQ(extension_header_octets(Protocol::hop_by_hop, Bytes(routing).first(1)), 0U);
}

TEST(ExtensionWalk, EndsBehindNoNextHeader) {
  const Octets octets = {59, 0, 1, 4, 0, 0, 0, 0, 1, 2, 3};
  ExtensionWalk walk(Protocol::destination_options, octets);
  const auto first = walk.next();
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->next_header, Protocol::no_next_header);
  const auto second = walk.next();
  EXPECT_TRUE(second && !*second);
  EXPECT_EQ(walk.at(), 8U);
}

// Hostile chains: every walk ends, and never beyond its octets.
TEST(ExtensionWalk, EndsOnAnyOctets) {
  RandomOctets random;
  for (int round = 0; round < 20000; ++round) {
    Octets octets = random.next(random.below(120));
    constexpr std::array<std::uint8_t, 6> kinds = {0, 43, 44, 51, 60, 58};
    for (std::size_t at = 0; at + 1 < octets.size(); at += 8) {
      octets[at] = kinds[random.below(kinds.size())];
      octets[at + 1] = static_cast<std::uint8_t>(random.below(4));
    }
    ExtensionWalk walk(Protocol{kinds[random.below(kinds.size())]}, octets);
    std::size_t next = 0;
    for (auto extension = walk.next(); extension && *extension; extension = walk.next()) {
      ASSERT_EQ((*extension)->at, next);
      next += (*extension)->octets.size();
      ASSERT_LE(next, octets.size());
    }
    ASSERT_EQ(walk.at(), next);
  }
}

TEST(BuildIpv6, SendsSetFieldsAsTheyAre) {
  Ipv6Header header;
  header.version = 5;
  header.payload_length = 999;
  const Octets octets = build_ipv6(header, {}, Octets(2, 0xab));
  EXPECT_EQ(octets[0] >> 4, 5);
  EXPECT_EQ(read_u16(octets, 4), 999);
  EXPECT_EQ(octets.size(), 42U);
}

}  // namespace
}  // namespace icmpwire::test
