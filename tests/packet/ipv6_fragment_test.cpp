// Cutting and reassembling IPv6 datagrams (RFC 8200 4.5).
#include <gtest/gtest.h>

#include <algorithm>

#include "packet/fragment.h"
#include "packet/reassembly.h"
#include "tests/support/pieces.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using std::chrono::seconds;

Octets data_of(std::size_t octets) {
  Octets data(octets);
  for (std::size_t i = 0; i < octets; ++i) data[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  return data;
}

Ipv6Header header() {
  Ipv6Header header;
  header.source = parse_ipv6_address("2001:db8:9:1::1").value();
  header.destination = parse_ipv6_address("2001:db8:9:3::3").value();
  return header;
}

std::vector<Octets> cut(Bytes datagram, std::uint32_t mtu, std::uint32_t identification = 7) {
  Octets all;
  std::vector<std::size_t> sizes;
  EXPECT_TRUE(fragment(datagram, mtu, all, sizes, identification));
  std::vector<Octets> pieces;
  Bytes rest = all;
  for (const std::size_t size : sizes) {
    pieces.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
    rest = rest.subspan(size);
  }
  EXPECT_TRUE(rest.empty());
  return pieces;
}

std::optional<Octets> put_together(const std::vector<Octets>& pieces, Reassembly& reassembly) {
  std::optional<Octets> whole;
  for (const Octets& piece : pieces) {
    EXPECT_FALSE(whole);
    if (const auto octets = reassembly.add(parse_ipv6(piece).value(), {})) {
      whole.emplace(octets->begin(), octets->end());
    }
  }
  return whole;
}

TEST(ReassemblyIpv6, PutsRecordedFragmentsTogether) {
  std::vector<Octets> pieces = test::recorded_ipv6_datagrams("55-ipv6-fragments.pcap");
  ASSERT_EQ(pieces.size(), 6U);
  const std::vector<Octets> request(pieces.begin(), pieces.begin() + 3);
  Reassembly reassembly;
  const auto whole = put_together(request, reassembly);
  ASSERT_TRUE(whole);
  const auto datagram = parse_ipv6(*whole).value();
  EXPECT_EQ(datagram.header.payload_length, 3008);
  EXPECT_EQ(datagram.header.next_header, Protocol::icmpv6);
  EXPECT_TRUE(icmp_checksum_ok(datagram));
  // The kernel's own fragments of it are the ones that we cut.
  EXPECT_EQ(cut(*whole, 1500, 0x2e17936a), request);
}

TEST(FragmentIpv6, LeavesAloneWhatFits) {
  const Octets datagram = build_ipv6(header(), {}, data_of(100));
  EXPECT_EQ(cut(datagram, 140), std::vector<Octets>{datagram});
}

TEST(FragmentIpv6, PutsTogetherAgainAtEveryMtu) {
  const Octets datagram = build_ipv6(header(), {}, data_of(1000));
  for (std::uint32_t mtu = 56; mtu < 1040; ++mtu) {
    const std::vector<Octets> pieces = cut(datagram, mtu);
    for (const Octets& piece : pieces) ASSERT_LE(piece.size(), mtu);
    Reassembly reassembly;
    ASSERT_EQ(put_together(pieces, reassembly), datagram);
    std::vector<Octets> backwards(pieces.rbegin(), pieces.rend());
    ASSERT_EQ(put_together(backwards, reassembly), datagram);
  }
}

// Hop-by-hop and routing headers go into every fragment, destination options behind them only into the first.
TEST(FragmentIpv6, RepeatsWhatNodesOnTheWayRead) {
  const Octets extensions = {43, 0, 1, 4, 0, 0, 0, 0,  // hop-by-hop
                             60, 2, 0, 0, 0, 0, 0, 0, 0, 0,
                             0,  0, 0, 0, 0, 0, 0, 0, 0, 1,  // routing, 24 octets
                             0,  0, 0, 0,                    // its rest
                             58, 0, 1, 4, 0, 0, 0, 0};       // destination options
  Ipv6Header first = header();
  first.next_header = Protocol::hop_by_hop;
  const Octets datagram = build_ipv6(first, extensions, data_of(200));
  const std::vector<Octets> pieces = cut(datagram, 160);
  ASSERT_EQ(pieces.size(), 3U);
  for (const Octets& octets : pieces) {
    const auto piece = parse_ipv6(octets).value();
    EXPECT_EQ(piece.fragment_at, 72);
    EXPECT_EQ(piece.fragment->identification, 7U);
    EXPECT_EQ(piece.fragment->next_header, Protocol::destination_options);
    EXPECT_EQ(octets[48], static_cast<std::uint8_t>(Protocol::fragment));
  }
  Reassembly reassembly;
  EXPECT_EQ(put_together(pieces, reassembly), datagram);
}

TEST(FragmentIpv6, CutsFragmentsFurther) {
  const Octets datagram = build_ipv6(header(), {}, data_of(1000));
  std::vector<Octets> finer;
  for (const Octets& piece : cut(datagram, 600, 99)) {
    for (Octets& part : cut(piece, 120)) finer.push_back(std::move(part));
  }
  EXPECT_EQ(parse_ipv6(finer.back())->fragment->identification, 99U);
  Reassembly reassembly;
  EXPECT_EQ(put_together(finer, reassembly), datagram);
}

TEST(FragmentIpv6, SaysWhatMtuItNeeds) {
  const Octets datagram = build_ipv6(header(), {}, data_of(1000));
  Octets out;
  std::vector<std::size_t> sizes;
  const auto result = fragment(datagram, 55, out, sizes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::too_big);
  EXPECT_EQ(result.error().mtu, 55U);
  EXPECT_NE(result.error().needs.find("56"), std::string::npos);
}

// A fragment of one endless datagram.
Octets piece(std::size_t offset, std::size_t length, bool more, std::uint8_t differs_by = 0,
             std::uint32_t identification = 1) {
  Octets extension(8);
  encode(Ipv6FragmentHeader{Protocol::icmpv6, 0, static_cast<std::uint16_t>(offset / 8), 0, more,
                            identification},
         extension);
  const Octets all = data_of(offset + length);
  Octets data(all.begin() + static_cast<std::ptrdiff_t>(offset), all.end());
  if (!data.empty()) data[0] = static_cast<std::uint8_t>(data[0] + differs_by);
  Ipv6Header first = header();
  first.next_header = Protocol::fragment;
  return build_ipv6(first, extension, data);
}

struct Row {
  const char* what;
  std::vector<Octets> pieces;
  std::uint64_t overlapping;
  std::uint64_t malformed;
  std::uint64_t completed;
};

TEST(ReassemblyIpv6, DropsADatagramWithAnOverlapWhole) {
  const Row rows[] = {
      {"in order", {piece(0, 32, true), piece(32, 8, false)}, 0, 0, 1},
      {"the same fragment twice", {piece(0, 32, true), piece(0, 32, true), piece(32, 8, false)}, 0, 0, 1},
      {"the same last one twice", {piece(32, 8, false), piece(32, 8, false), piece(0, 32, true)}, 0, 0, 1},
      {"the same place, other octets",
       {piece(0, 32, true), piece(0, 32, true, 1), piece(32, 8, false)},
       1,
       0,
       0},
      {"the same octets, cut shorter",
       {piece(0, 32, true), piece(0, 16, true), piece(32, 8, false)},
       1,
       0,
       0},
      {"the same octets, cut within", {piece(0, 32, true), piece(8, 24, true), piece(32, 8, false)}, 1, 0, 0},
      {"over two that came",
       {piece(0, 16, true), piece(16, 16, true), piece(0, 32, true), piece(32, 8, false)},
       1,
       0,
       0},
      {"reaching further", {piece(0, 32, true), piece(24, 24, true), piece(48, 8, false)}, 1, 0, 0},
      {"two ends", {piece(32, 8, false), piece(40, 8, false), piece(0, 32, true)}, 0, 1, 0},
      {"no data", {piece(0, 0, true)}, 0, 1, 0},
      {"cut between units", {piece(0, 12, true)}, 0, 1, 0},
  };
  for (const Row& row : rows) {
    Reassembly reassembly;
    for (const Octets& octets : row.pieces) reassembly.add(parse_ipv6(octets).value(), {});
    EXPECT_EQ(reassembly.counters().overlapping, row.overlapping) << row.what;
    EXPECT_EQ(reassembly.counters().malformed, row.malformed) << row.what;
    EXPECT_EQ(reassembly.counters().completed, row.completed) << row.what;
    EXPECT_EQ(reassembly.held_octets(), 0U) << row.what;
  }
}

TEST(ReassemblyIpv6, RemembersADroppedDatagramForItsLifetimeOnly) {
  Reassembly reassembly;
  const auto add = [&](const Octets& octets, Nanos at) {
    return reassembly.add(parse_ipv6(octets).value(), at).has_value();
  };
  add(piece(0, 32, true), seconds(0));
  add(piece(8, 24, true), seconds(0));
  EXPECT_FALSE(add(piece(0, 32, true), seconds(1)));
  EXPECT_FALSE(add(piece(32, 8, false), seconds(60)));
  EXPECT_EQ(reassembly.held_datagrams(), 1U);
  EXPECT_FALSE(add(piece(0, 32, true), seconds(61)));
  EXPECT_TRUE(add(piece(32, 8, false), seconds(61)));
}

TEST(ReassemblyIpv6, RecordedOverlapIsDropped) {
  Reassembly reassembly;
  for (const Octets& octets : test::recorded_ipv6_datagrams("62-ipv6-overlapping-fragments-noreply.pcap")) {
    EXPECT_FALSE(reassembly.add(parse_ipv6(octets).value(), {}));
  }
  EXPECT_EQ(reassembly.counters().overlapping, 1U);
}

TEST(ReassemblyIpv6, KeepsDatagramsApartByIdentificationAndVersion) {
  Reassembly reassembly;
  EXPECT_FALSE(reassembly.add(parse_ipv6(piece(0, 32, true)).value(), {}));
  EXPECT_FALSE(reassembly.add(parse_ipv6(piece(32, 8, false, 0, 2)).value(), {}));
  EXPECT_FALSE(test::add(reassembly, test::octets_of({32, 8, false})));
  EXPECT_EQ(reassembly.held_datagrams(), 3U);
}

TEST(ReassemblyIpv6, TakesTheLargestDatagramAndNothingBeyond) {
  Octets datagram = build_ipv6(header(), {}, data_of(65535));
  Reassembly reassembly;
  EXPECT_EQ(put_together(cut(datagram, 1500), reassembly), datagram);
  EXPECT_FALSE(reassembly.add(parse_ipv6(piece(65528, 8, false)).value(), {}));
  EXPECT_EQ(reassembly.counters().malformed, 1U);
}

}  // namespace
}  // namespace icmpwire
