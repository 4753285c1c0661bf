#include "packet/reassembly.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "packet/checksum.h"
#include "packet/fragment.h"
#include "packet/icmp.h"
#include "tests/support/pieces.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using test::add;
using test::header_of;
using test::octets_of;

Octets whole_of(std::size_t length) { return octets_of({0, length, false}); }

// Cut by hand, not by fragment(): at the given places.
std::vector<Octets> cut_at(std::size_t length, std::vector<std::size_t> places) {
  places.push_back(length);
  std::vector<Octets> pieces;
  std::size_t begin = 0;
  for (const std::size_t end : places) {
    pieces.push_back(octets_of({begin, end - begin, end != length}));
    begin = end;
  }
  return pieces;
}

TEST(Reassembly, PutsTheRecordedReplyTogetherInAnyOrder) {
  const auto seen = test::recorded_datagrams("35-frag-options-mtu600.pcap");
  ASSERT_EQ(seen.size(), 3U);
  const Ipv4Datagram request = *parse_ipv4(seen[0]);
  for (const bool swapped : {false, true}) {
    Reassembly reassembly;
    EXPECT_FALSE(add(reassembly, seen[swapped ? 2 : 1]));
    const auto whole = add(reassembly, seen[swapped ? 1 : 2]);
    ASSERT_TRUE(whole);
    const Ipv4Datagram reply = *parse_ipv4(*whole);
    EXPECT_EQ(reply.header.total_length, 1052) << "44 octets of header, 552 + 456 of data";
    EXPECT_FALSE(reply.header.is_fragment());
    EXPECT_TRUE(ipv4_checksum_ok(reply.header_octets));
    EXPECT_TRUE(equal(reply.options, parse_ipv4(seen[1])->options)) << "the first fragment's, either way";
    EXPECT_EQ(parse_icmp(reply.payload)->type(), IcmpType::echo_reply);
    EXPECT_TRUE(checksum_holds(reply.payload)) << "Linux' own ICMP checksum, over both fragments";
    EXPECT_TRUE(equal(reply.payload.subspan(8), request.payload.subspan(8)));
    EXPECT_EQ(reassembly.held_datagrams(), 0U);
  }
}

TEST(Reassembly, PutsTheRequestTogetherThatTheRouterCut) {
  const auto seen = test::recorded_datagrams("35-frag-options-mtu600.r2-inside.pcap");
  ASSERT_EQ(seen.size(), 4U);
  Reassembly reassembly;
  EXPECT_FALSE(add(reassembly, seen[0]));
  EXPECT_FALSE(add(reassembly, seen[2])) << "the other direction's";
  EXPECT_EQ(reassembly.held_datagrams(), 2U);
  const auto request = add(reassembly, seen[1]);
  const auto sent = test::recorded_datagrams("35-frag-options-mtu600.pcap");
  ASSERT_TRUE(request);
  EXPECT_TRUE(equal(parse_ipv4(*request)->payload, parse_ipv4(sent[0])->payload));
  EXPECT_TRUE(add(reassembly, seen[3]));
}

TEST(Reassembly, TakesFragmentsInEveryOrder) {
  const Octets whole = whole_of(100);
  const std::vector<Octets> pieces = cut_at(100, {8, 24, 56, 96});
  std::vector<std::size_t> order(pieces.size());
  std::iota(order.begin(), order.end(), 0U);
  Reassembly reassembly;
  do {
    for (std::size_t i = 0; i + 1 < order.size(); ++i) EXPECT_FALSE(add(reassembly, pieces[order[i]]));
    EXPECT_EQ(add(reassembly, pieces[order.back()]), whole);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(reassembly.counters().completed, 120U);
  EXPECT_EQ(reassembly.held_octets(), 0U);
}

TEST(Reassembly, UndoesFragmentWithOptions) {
  IpOptions options = record_route(3);
  ASSERT_TRUE(options.append(router_alert().octets()));
  const Octets whole = octets_of({0, 4000, false}, header_of(9), options);
  for (std::uint32_t mtu = 68; mtu < 2000; mtu += 37) {
    Octets octets;
    std::vector<std::size_t> sizes;
    ASSERT_TRUE(fragment(whole, mtu, octets, sizes));
    Reassembly reassembly;
    std::optional<Octets> result;
    std::size_t end = octets.size();
    for (auto size = sizes.rbegin(); size != sizes.rend(); ++size) {
      EXPECT_FALSE(result);
      end -= *size;
      result = add(reassembly, Bytes(octets).subspan(end, *size));
    }
    EXPECT_EQ(result, whole) << "MTU " << mtu;
  }
}

TEST(Reassembly, UndoesRandomCutsWithRepetitions) {
  std::mt19937 random(1);  // the same cuts in every run
  Reassembly reassembly;
  for (int round = 0; round < 300; ++round) {
    const std::size_t length = 1 + random() % 3000;
    std::vector<std::size_t> places;
    for (std::size_t at = 8 * (1 + random() % 40); at < length; at += 8 * (1 + random() % 40))
      places.push_back(at);
    std::vector<Octets> pieces = cut_at(length, places);
    std::shuffle(pieces.begin(), pieces.end(), random);
    const std::size_t different = pieces.size();
    for (std::size_t i = 1; i < different; ++i) {  // some come twice, but not after the end
      if (random() % 3 == 0) pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i), pieces[i - 1]);
    }
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) ASSERT_FALSE(add(reassembly, pieces[i]));
    ASSERT_EQ(add(reassembly, pieces.back()), whole_of(length)) << "round " << round;
  }
}

TEST(Reassembly, KeepsDatagramsApartByAllFourParts) {
  std::vector<Ipv4Header> headers(5, header_of(1));
  headers[1].identification = 2;
  headers[2].source = {{10, 9, 3, 4}};
  headers[3].destination = {{10, 9, 1, 2}};
  headers[4].protocol = Protocol::udp;
  Reassembly reassembly;
  for (const Ipv4Header& header : headers) EXPECT_FALSE(add(reassembly, octets_of({0, 8, true}, header)));
  EXPECT_EQ(reassembly.held_datagrams(), headers.size());
  for (const Ipv4Header& header : headers) {
    EXPECT_EQ(add(reassembly, octets_of({8, 8, false}, header)), octets_of({0, 16, false}, header));
  }
}

TEST(Reassembly, OctetsThatComeTwiceMustBeTheSame) {
  Reassembly reassembly;
  EXPECT_FALSE(add(reassembly, octets_of({0, 32, true})));
  EXPECT_FALSE(add(reassembly, octets_of({16, 32, true}))) << "half of it known, and equal";
  EXPECT_EQ(add(reassembly, octets_of({40, 20, false})), whole_of(60));

  EXPECT_FALSE(add(reassembly, octets_of({0, 32, true})));
  EXPECT_FALSE(add(reassembly, octets_of({24, 16, true, 1})));
  EXPECT_EQ(reassembly.counters().overlapping, 1U);
  EXPECT_EQ(reassembly.held_datagrams(), 0U) << "nobody can say which octets are right";
  EXPECT_FALSE(add(reassembly, octets_of({40, 20, false})));
}

TEST(Reassembly, TheLargestDatagramFitsAndNoLargerOne) {
  const IpOptions options = router_alert();
  constexpr std::size_t data = 65535 - 24;
  const auto first = octets_of({0, 32768, true}, header_of(1), options);
  Reassembly reassembly;
  EXPECT_FALSE(add(reassembly, first));
  const auto whole = add(reassembly, octets_of({32768, data - 32768, false}));
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->size(), 65535U);
  EXPECT_EQ(*whole, octets_of({0, data, false}, header_of(1), options));

  // One octet more is possible without the options of the first fragment, but not with them.
  EXPECT_FALSE(add(reassembly, octets_of({32768, data + 1 - 32768, false})));
  EXPECT_FALSE(add(reassembly, first));
  EXPECT_EQ(reassembly.counters().malformed, 1U);
  EXPECT_EQ(reassembly.held_datagrams(), 0U);
}

TEST(Reassembly, AWrongHeaderChecksumStaysWrong) {
  Ipv4Header header = header_of(1);
  header.checksum = 0;  // as a capture shows where the device computes it
  Reassembly reassembly;
  EXPECT_FALSE(add(reassembly, octets_of({0, 8, true}, header)));
  const auto whole = add(reassembly, octets_of({8, 8, false}, header));
  ASSERT_TRUE(whole);
  EXPECT_FALSE(ipv4_checksum_ok(Bytes(*whole).first(20)));
}

TEST(Reassembly, MovesWithWhatItHolds) {
  Reassembly before;
  EXPECT_FALSE(add(before, octets_of({0, 8, true})));
  Reassembly after = std::move(before);
  EXPECT_TRUE(add(after, octets_of({8, 8, false})));
}

}  // namespace
}  // namespace icmpwire
