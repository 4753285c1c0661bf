#include "packet/fragment.h"

#include <gtest/gtest.h>

#include <numeric>

#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

Octets octets_from(std::string_view hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex, octets)) << hex;
  return octets;
}

Octets counting_octets(std::size_t count) {
  Octets octets(count);
  std::iota(octets.begin(), octets.end(), std::uint8_t{0});
  return octets;
}

Ipv4Header some_header() {
  Ipv4Header header;
  header.tos = 0xb9;
  header.identification = 0x1234;
  header.ttl = 7;
  header.source = {{10, 9, 1, 1}};
  header.destination = {{10, 9, 3, 3}};
  return header;
}

// Record Route (not copied), Router Alert (copied), Timestamp (not copied), Loose Source Route (copied).
IpOptions some_options() {
  const auto options =
      IpOptions::from_octets(octets_from("07 07 04 00 00 00 00  94 04 00 00  44 08 05 00 00 00 00 00 "
                                         "83 07 04 0a 09 02 02"));
  return *options;
}

// What fragment() answered, taken apart.
struct Cut {
  Octets octets;
  std::vector<std::size_t> sizes;
  Result<void> result;

  std::vector<Ipv4Datagram> pieces() const& {  // they lie in `octets`
    std::vector<Ipv4Datagram> pieces;
    std::size_t at = 0;
    for (const std::size_t size : sizes) {
      const auto piece = parse_ipv4(Bytes(octets).subspan(at, size));
      EXPECT_TRUE(piece && piece->octets.size() == size);
      if (piece) pieces.push_back(*piece);
      at += size;
    }
    EXPECT_EQ(at, octets.size());
    return pieces;
  }
  std::vector<Ipv4Datagram> pieces() const&& = delete;
};

Cut cut(Bytes datagram, std::uint32_t mtu) {
  Cut made;
  made.octets.assign(3, 0xa5);  // left from another time
  made.sizes.assign(3, 1);
  made.result = fragment(datagram, mtu, made.octets, made.sizes);
  return made;
}

// The laws that all fragments of all datagrams obey (RFC 791 3.2).
void expect_lawful(Bytes datagram, std::uint32_t mtu) {
  SCOPED_TRACE("MTU " + std::to_string(mtu) + ", " + std::to_string(datagram.size()) + " octets");
  const Ipv4Datagram whole = *parse_ipv4(datagram);
  const Cut made = cut(datagram, mtu);
  ASSERT_TRUE(made.result);
  const std::vector<Ipv4Datagram> pieces = made.pieces();
  Octets data;
  for (const Ipv4Datagram& piece : pieces) {
    EXPECT_LE(piece.octets.size(), mtu);
    EXPECT_TRUE(ipv4_checksum_ok(piece.header_octets));
    EXPECT_EQ(piece.header.fragment_offset * 8U, whole.header.fragment_offset * 8U + data.size());
    const bool is_last = &piece == &pieces.back();
    EXPECT_EQ(piece.header.more_fragments, !is_last || whole.header.more_fragments);
    EXPECT_TRUE(is_last || piece.octets.size() + 8 > mtu) << "a piece could hold more";
    Ipv4Header header = piece.header;
    header.ihl = whole.header.ihl;
    header.total_length = whole.header.total_length;
    header.checksum = whole.header.checksum;
    header.more_fragments = whole.header.more_fragments;
    header.fragment_offset = whole.header.fragment_offset;
    EXPECT_EQ(header, whole.header) << "all other fields are the datagram's";
    data.insert(data.end(), piece.payload.begin(), piece.payload.end());
  }
  EXPECT_TRUE(equal(data, whole.payload));
  EXPECT_TRUE(equal(pieces.front().options, whole.options));
}

TEST(Fragment, KeepsTheLawsAtEveryMtuAndLength) {
  for (const std::size_t length : {1U, 7U, 8U, 9U, 100U, 1000U}) {
    const Octets plain = build_ipv4(some_header(), {}, counting_octets(length));
    for (std::uint32_t mtu = 28; mtu <= 160; ++mtu) expect_lawful(plain, mtu);
    const Octets with_options = build_ipv4(some_header(), some_options(), counting_octets(length));
    for (std::uint32_t mtu = 56; mtu <= 160; ++mtu) expect_lawful(with_options, mtu);
  }
}

TEST(Fragment, LeavesADatagramThatFitsAsItIs) {
  Ipv4Header header = some_header();
  header.checksum = 0xdead;  // a wrong one too
  header.dont_fragment = true;
  const Octets datagram = build_ipv4(header, {}, counting_octets(80));
  const Cut made = cut(datagram, 100);
  ASSERT_TRUE(made.result);
  EXPECT_EQ(made.octets, datagram);
  EXPECT_EQ(made.sizes, std::vector<std::size_t>{100});
}

TEST(Fragment, TheLastPieceNeedNotEndOnAUnit) {
  // 100 octets of data where 86 fit: 80 and, in a piece that could not be another one, 20.
  const Cut made = cut(build_ipv4(some_header(), {}, counting_octets(100)), 106);
  EXPECT_EQ(made.sizes, (std::vector<std::size_t>{100, 40}));
  // 166 = 80 + 86: the last piece takes all that the MTU allows.
  EXPECT_EQ(cut(build_ipv4(some_header(), {}, counting_octets(166)), 106).sizes,
            (std::vector<std::size_t>{100, 106}));
  EXPECT_EQ(cut(build_ipv4(some_header(), {}, counting_octets(167)), 106).sizes,
            (std::vector<std::size_t>{100, 100, 27}));
}

TEST(Fragment, LaterPiecesHaveOnlyCopiedOptionsAndMoreRoom) {
  const Octets datagram = build_ipv4(some_header(), some_options(), counting_octets(120));
  const Cut made = cut(datagram, 68);
  const std::vector<Ipv4Datagram> pieces = made.pieces();
  ASSERT_EQ(pieces.size(), 5U);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    EXPECT_EQ(to_hex(pieces[i].options), "94 04 00 00 83 07 04 0a 09 02 02 00");
  }
  EXPECT_EQ(pieces[0].payload.size(), 16U);
  EXPECT_EQ(pieces[1].payload.size(), 32U);
}

struct CopiedRow {
  const char* area;
  const char* copied;
  const char* why;
};

TEST(Fragment, CopiesOptionsByTheirFlag) {
  const CopiedRow rows[] = {
      {"", "", "nothing of nothing"},
      {"01 01 01 00", "", "NOP and End of Option List are padding, not options to copy"},
      {"07 07 04 00 00 00 00 00", "", "Record Route: first fragment only (RFC 791 3.1)"},
      {"44 08 05 00 00 00 00 00", "", "Timestamp: not copied"},
      {"94 04 00 00", "94 04 00 00", "Router Alert: copied (RFC 2113 2.1)"},
      {"01 89 07 04 0a 09 02 02", "89 07 04 0a 09 02 02", "a source route without the NOP that aligned it"},
      {"82 03 ff 07 03 04 de 04 61 62 00 00", "82 03 ff de 04 61 62", "packed where others were between"},
      {"94 04 00 00 00 94 04 00", "94 04 00 00", "nothing counts behind End of Option List"},
      {"94 04 00 00 83 01 00 00", "94 04 00 00", "a length under 2 ends what can be understood"},
      {"94 04 00 00 83 09 00 00", "94 04 00 00", "and so does one beyond the area"},
  };
  for (const CopiedRow& row : rows) {
    EXPECT_EQ(to_hex(copied_options(octets_from(row.area)).octets()), row.copied) << row.why;
  }
}

TEST(Fragment, CutsAFragmentFurther) {
  const Octets datagram = build_ipv4(some_header(), some_options(), counting_octets(1000));
  const Cut coarse = cut(datagram, 576);
  const std::vector<Ipv4Datagram> halves = coarse.pieces();
  ASSERT_EQ(halves.size(), 2U);
  for (const Ipv4Datagram& half : halves) expect_lawful(half.octets, 100);

  EXPECT_GT(halves[1].header.fragment_offset, 0) << "the laws were tried on a fragment that is not the first";
  const Cut fine = cut(halves[0].octets, 100);
  EXPECT_TRUE(fine.pieces().back().header.more_fragments) << "the last piece of a first half is not the last";
}

void expect_too_big(Bytes datagram, std::uint32_t mtu, const std::string& detail) {
  const Cut made = cut(datagram, mtu);
  ASSERT_FALSE(made.result);
  EXPECT_EQ(made.result.error().reason, Reason::too_big);
  EXPECT_EQ(made.result.error().mtu, mtu);
  EXPECT_EQ(made.result.error().detail, detail);
  EXPECT_TRUE(made.octets.empty() && made.sizes.empty());
}

TEST(Fragment, RefusesWhatCannotBeCut) {
  Ipv4Header header = some_header();
  const Octets plain = build_ipv4(header, {}, counting_octets(100));
  expect_too_big(plain, 27, "no room for its header and 8 octets of data");
  expect_too_big(plain, 0, "no room for its header and 8 octets of data");
  expect_too_big(build_ipv4(header, some_options(), counting_octets(100)), 55,
                 "no room for its header and 8 octets of data");

  header.dont_fragment = true;
  expect_too_big(build_ipv4(header, {}, counting_octets(100)), 119, "DF forbids to fragment it");

  header = some_header();
  header.fragment_offset = 8185;  // 7 units before the last possible one
  EXPECT_TRUE(cut(build_ipv4(header, {}, counting_octets(56)), 28).result);
  expect_too_big(build_ipv4(header, {}, counting_octets(57)), 28,
                 "it reaches beyond the largest fragment offset");

  header = some_header();
  header.version = 5;
  expect_too_big(build_ipv4(header, {}, counting_octets(100)), 100, std::string(to_text(Why::bad_version)));
}

// Two fragments that Linux made of a datagram which these two are all of. Its options in the second one are
// as long as in the first, those without the copied flag replaced by No Operation; all else must be ours.
void expect_cut_as_linux(const Ipv4Datagram& first, const Ipv4Datagram& second) {
  Ipv4Header header = first.header;
  header.total_length.reset();
  header.checksum.reset();
  header.more_fragments = false;
  Octets data(first.payload.begin(), first.payload.end());
  data.insert(data.end(), second.payload.begin(), second.payload.end());
  const Octets whole = build_ipv4(header, *IpOptions::from_octets(first.options), data);

  const Cut made = cut(whole, 600);
  const std::vector<Ipv4Datagram> pieces = made.pieces();
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_TRUE(equal(pieces[0].octets, first.octets));
  EXPECT_TRUE(equal(pieces[1].payload, second.payload));
  EXPECT_TRUE(equal(pieces[1].options, copied_options(second.options).octets()));
  Ipv4Header expected = second.header;
  expected.ihl = pieces[1].header.ihl;
  expected.total_length = pieces[1].header.total_length;
  expected.checksum = pieces[1].header.checksum;
  EXPECT_EQ(pieces[1].header, expected);
}

TEST(Fragment, CutsAsLinuxDoes) {
  const auto seen = test::recorded_datagrams("35-frag-options-mtu600.r2-inside.pcap");
  ASSERT_EQ(seen.size(), 4U);
  {
    SCOPED_TRACE("the request, cut by the router");
    expect_cut_as_linux(*parse_ipv4(seen[0]), *parse_ipv4(seen[1]));
    EXPECT_EQ(to_hex(copied_options(parse_ipv4(seen[1])->options).octets()), "94 04 00 00");
  }
  SCOPED_TRACE("the reply, cut by the host");
  expect_cut_as_linux(*parse_ipv4(seen[2]), *parse_ipv4(seen[3]));
}

}  // namespace
}  // namespace icmpwire
