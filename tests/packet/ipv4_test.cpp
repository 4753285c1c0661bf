#include "packet/ipv4.h"

#include "packet/checksum.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// Recording 12's request: 24 octets of header, 16 of payload.
Octets router_alert_request() { return recorded_datagrams("12-router-alert.pcap").at(0); }

TEST(ParseIpv4, ReadsWhatWasRecorded) {
  const Octets octets = router_alert_request();
  const auto datagram = parse_ipv4(octets);
  ASSERT_TRUE(datagram);
  const Ipv4Header& header = datagram->header;
  EXPECT_EQ(header.version, 4);
  EXPECT_EQ(header.ihl, 6);
  EXPECT_EQ(header.total_length, 40);
  EXPECT_EQ(header.identification, 1);
  EXPECT_EQ(header.ttl, 64);
  EXPECT_EQ(header.protocol, Protocol::icmp);
  EXPECT_EQ(header.checksum, 0xcdba);
  EXPECT_EQ(to_text(header.source), "10.9.1.1");
  EXPECT_EQ(to_text(header.destination), "10.9.3.3");
  EXPECT_FALSE(header.is_fragment());
  EXPECT_EQ(to_hex(datagram->options), "94 04 00 00");
  EXPECT_EQ(datagram->header_octets.size(), 24U);
  EXPECT_EQ(datagram->payload.size(), 16U);
  EXPECT_EQ(datagram->octets.size(), 40U);
  EXPECT_FALSE(datagram->truncated);
  EXPECT_TRUE(ipv4_checksum_ok(datagram->header_octets));
}

TEST(ParseIpv4, LeavesOutWhatTheLinkPadded) {
  Octets octets = router_alert_request();
  octets.resize(46, 0xee);
  const auto datagram = parse_ipv4(octets);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(datagram->octets.size(), 40U);
  EXPECT_EQ(datagram->payload.size(), 16U);
}

TEST(ParseIpv4, PointsToWhatIsWrong) {
  struct Case {
    std::size_t at;
    std::uint8_t value;
    Malformed expected;
  };
  for (const Case& one : {Case{0, 0x66, {Why::bad_version, 0}}, Case{0, 0x44, {Why::bad_header_length, 0}},
                          Case{0, 0x4f, {Why::bad_header_length, 0}}, Case{3, 23, {Why::bad_total_length, 2}},
                          Case{3, 41, {Why::bad_total_length, 2}}}) {
    Octets octets = router_alert_request();
    octets[one.at] = one.value;
    const auto datagram = parse_ipv4(octets);
    ASSERT_FALSE(datagram);
    EXPECT_EQ(datagram.error(), one.expected);
  }
}

TEST(ParseIpv4, FewerOctetsThanAHeaderAreTruncated) {
  const Octets octets = router_alert_request();
  for (std::size_t size = 0; size < 20; ++size) {
    const Malformed expected = {Why::truncated, static_cast<std::uint16_t>(size)};
    EXPECT_EQ(parse_ipv4(Bytes(octets).first(size)).error(), expected);
    EXPECT_EQ(parse_quoted_ipv4(Bytes(octets).first(size)).error(), expected);
  }
}

TEST(ParseIpv4, TakesAnyChecksum) {
  Octets octets = router_alert_request();
  octets[10] ^= 0xff;
  const auto datagram = parse_ipv4(octets);
  ASSERT_TRUE(datagram);
  EXPECT_FALSE(ipv4_checksum_ok(datagram->header_octets));
}

TEST(ParseQuotedIpv4, TakesADatagramThatWasCut) {
  const Octets octets = router_alert_request();
  const auto quote = parse_quoted_ipv4(Bytes(octets).first(32));
  ASSERT_TRUE(quote);
  EXPECT_TRUE(quote->truncated);
  EXPECT_EQ(quote->payload.size(), 8U);
  EXPECT_EQ(quote->octets.size(), 32U);
}

TEST(ParseQuotedIpv4, TakesATotalLengthThatIsWrong) {
  for (const std::uint16_t total_length :
       std::to_array<std::uint16_t>({0, 10, 23})) {  // shorter than the header: all there is may belong to it
    Octets octets = router_alert_request();
    write_u16(octets, 2, total_length);
    const auto quote = parse_quoted_ipv4(octets);
    ASSERT_TRUE(quote) << total_length;
    EXPECT_EQ(quote->payload.size(), 16U) << total_length;
    EXPECT_FALSE(quote->truncated) << total_length;
  }
}

TEST(ParseQuotedIpv4, EndsAtATotalLengthThatCanBeRight) {
  Octets octets = router_alert_request();
  octets.resize(128);
  const auto quote = parse_quoted_ipv4(octets);
  ASSERT_TRUE(quote);
  EXPECT_EQ(quote->octets.size(), 40U);
  EXPECT_FALSE(quote->truncated);
}

TEST(ParseQuotedIpv4, StillNeedsAHeader) {
  Octets octets = router_alert_request();
  octets[0] = 0x64;
  EXPECT_EQ(parse_quoted_ipv4(octets).error(), (Malformed{Why::bad_version, 0}));
  octets[0] = 0x44;
  EXPECT_EQ(parse_quoted_ipv4(octets).error(), (Malformed{Why::bad_header_length, 0}));
  octets[0] = 0x46;
  EXPECT_EQ(parse_quoted_ipv4(Bytes(octets).first(23)).error(), (Malformed{Why::bad_header_length, 0}));
}

TEST(ParseIpv4, NoRandomOctetsLeadOutOfThem) {
  RandomOctets random;
  int read = 0;
  for (int round = 0; round < 100'000; ++round) {
    Octets octets = random.next(random.below(80));
    if (!octets.empty()) octets[0] = static_cast<std::uint8_t>(0x40 | (octets[0] & 0x0f));
    if (octets.size() > 3) write_u16(octets, 2, octets[3]);
    const auto datagram = parse_ipv4(octets);
    const auto quote = parse_quoted_ipv4(octets);
    if (!quote) {
      ASSERT_FALSE(datagram);
      ASSERT_LE(quote.error().at, octets.size());
      continue;
    }
    ASSERT_EQ(quote->octets.data(), octets.data());
    ASSERT_LE(quote->octets.size(), octets.size());
    ASSERT_EQ(quote->header_octets.size() + quote->payload.size(), quote->octets.size());
    if (!datagram) continue;
    ++read;
    ASSERT_EQ(datagram->octets.size(), *datagram->header.total_length);
    ASSERT_EQ(datagram->header_octets.size(), 20 + datagram->options.size());
  }
  EXPECT_GT(read, 1000);
}

TEST(BuildIpv4, ComputesWhatIsUnset) {
  Ipv4Header header;
  header.identification = 1;
  header.source = {{10, 9, 1, 1}};
  header.destination = {{10, 9, 3, 3}};
  const Octets recorded = router_alert_request();
  const Octets built = build_ipv4(header, router_alert(), parse_ipv4(recorded)->payload);
  EXPECT_EQ(to_hex(built), to_hex(recorded));
}

TEST(BuildIpv4, SendsWhatIsSet) {
  Ipv4Header header;
  header.version = 6;
  header.ihl = 15;
  header.total_length = 7;
  header.identification = 0xbeef;
  header.reserved = true;
  header.fragment_offset = 0x1fff;
  header.checksum = 0xdead;
  const Octets built = build_ipv4(header, {}, Octets{1, 2, 3});
  EXPECT_EQ(to_hex(built), "6f 00 00 07 be ef 9f ff 40 01 de ad 00 00 00 00 00 00 00 00 01 02 03");
}

TEST(BuildIpv4, PadsOptionsWithEndOfListAndLeavesNothingStale) {
  Octets out(100, 0xa5);
  const std::size_t size = build_ipv4({}, custom(0x5e, Octets{7, 7, 7}), Octets{9}, out);
  ASSERT_EQ(size, 29U);
  EXPECT_EQ(to_hex(Bytes(out).subspan(20, 9)), "5e 05 07 07 07 00 00 00 09");
  EXPECT_EQ(out[29], 0xa5);
  EXPECT_EQ(out[0], 0x47);
}

TEST(BuildIpv4, ThePayloadMayLieWhereItEndsUp) {
  Octets out(64, 0xa5);
  const Octets payload = {1, 2, 3, 4};
  std::copy(payload.begin(), payload.end(), out.begin() + 24);
  const std::size_t size = build_ipv4({}, router_alert(), Bytes(out).subspan(24, 4), out);
  EXPECT_EQ(to_hex(Bytes(out).first(size)), to_hex(build_ipv4({}, router_alert(), payload)));
}

TEST(BuildIpv4, TheChecksumFitsTheHeaderThatAReceiverReads) {
  for (const std::uint8_t ihl : Octets{5, 6, 7}) {  // 6 is the truth
    Ipv4Header header;
    header.ihl = ihl;
    const Octets built = build_ipv4(header, router_alert(), Octets{1, 2, 3, 4, 5, 6});
    EXPECT_TRUE(ipv4_checksum_ok(parse_ipv4(built).value().header_octets)) << int{ihl};
  }
  for (const std::uint8_t ihl : Octets{0, 4, 15}) {  // nobody can read these
    Ipv4Header header;
    header.ihl = ihl;
    const Octets built = build_ipv4(header, router_alert(), Octets{1, 2, 3, 4, 5, 6});
    EXPECT_TRUE(ipv4_checksum_ok(Bytes(built).first(24))) << int{ihl};
  }
}

}  // namespace
}  // namespace icmpwire::test
