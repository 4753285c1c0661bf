// What nobody should send: contradictions, storms, and more than the limits allow.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "packet/reassembly.h"
#include "tests/support/pieces.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using std::chrono::seconds;
using test::add;
using test::header_of;
using test::octets_of;
using test::Piece;

struct HostileRow {
  const char* what;
  std::vector<Piece> pieces;
  std::uint64_t malformed;
  std::uint64_t overlapping;
  std::size_t held;  // datagrams afterwards
};

TEST(ReassemblyLimits, StandsHostileFragments) {
  const HostileRow rows[] = {
      {"no data at all", {{0, 0, true}, {8, 0, false}}, 2, 0, 0},
      {"a cut between units", {{0, 12, true}}, 1, 0, 0},
      {"beyond the largest datagram", {{65512, 8, false}}, 1, 0, 0},
      {"ping of death: the last fragment runs over", {{65528, 1400, false}}, 1, 0, 0},
      {"teardrop: the second lies in the first and differs", {{0, 40, true}, {24, 4, false, 1}}, 1, 0, 0},
      {"a differing second one that reaches further", {{0, 40, true}, {24, 40, false, 1}}, 0, 1, 0},
      {"two last fragments, the second shorter", {{80, 20, false}, {80, 8, false}}, 1, 0, 0},
      {"two last fragments, the second longer", {{80, 8, false}, {80, 16, false}}, 1, 0, 0},
      {"a last fragment before what was seen", {{80, 16, true}, {0, 8, false}}, 1, 0, 0},
      {"a fragment behind the last one", {{16, 8, false}, {24, 8, true}}, 1, 0, 0},
      {"a first fragment again, with other octets", {{0, 8, true}, {0, 8, true, 1}}, 0, 1, 0},
      {"tiny fragments with a hole", {{0, 8, true}, {8, 8, true}, {24, 8, false}}, 0, 0, 1},
      {"the same fragment for ever", {{8, 8, true}, {8, 8, true}, {8, 8, true}, {8, 8, true}}, 0, 0, 1},
  };
  for (const HostileRow& row : rows) {
    Reassembly reassembly;
    for (const Piece& piece : row.pieces) EXPECT_FALSE(add(reassembly, octets_of(piece))) << row.what;
    EXPECT_EQ(reassembly.counters().malformed, row.malformed) << row.what;
    EXPECT_EQ(reassembly.counters().overlapping, row.overlapping) << row.what;
    EXPECT_EQ(reassembly.held_datagrams(), row.held) << row.what;
    EXPECT_EQ(reassembly.counters().completed, 0U) << row.what;
  }
}

TEST(ReassemblyLimits, ForgetsAfterItsLifetime) {
  Reassembly reassembly;
  EXPECT_FALSE(add(reassembly, octets_of({0, 8, true}), seconds(100)));
  EXPECT_FALSE(add(reassembly, octets_of({8, 8, true}), seconds(130))) << "renews nothing";
  EXPECT_TRUE(add(reassembly, octets_of({16, 8, false}), seconds(160))) << "just in time";

  EXPECT_FALSE(add(reassembly, octets_of({0, 8, true}), seconds(200)));
  EXPECT_FALSE(add(reassembly, octets_of({8, 8, false}), seconds(260) + Nanos(1)));
  EXPECT_EQ(reassembly.counters().expired, 1U);
  EXPECT_EQ(reassembly.held_datagrams(), 1U) << "what came too late begins anew";
}

TEST(ReassemblyLimits, TheLongestWaitingMakesRoom) {
  Reassembly::Limits limits;
  limits.datagrams = 3;
  Reassembly reassembly(limits);
  for (const unsigned identification : {1U, 2U, 3U, 4U}) {
    EXPECT_FALSE(add(reassembly, octets_of({0, 8, true}, header_of(identification))));
  }
  EXPECT_EQ(reassembly.held_datagrams(), 3U);
  EXPECT_EQ(reassembly.counters().evicted, 1U);
  EXPECT_TRUE(add(reassembly, octets_of({8, 8, false}, header_of(2))));
  EXPECT_FALSE(add(reassembly, octets_of({8, 8, false}, header_of(1)))) << "that one had to go";
}

TEST(ReassemblyLimits, HoldsNoMoreOctetsThanAllowed) {
  Reassembly::Limits limits;
  limits.octets = 4000;
  Reassembly reassembly(limits);
  EXPECT_FALSE(add(reassembly, octets_of({0, 2000, true}, header_of(1))));
  EXPECT_FALSE(add(reassembly, octets_of({2000, 2000, true}, header_of(1)))) << "too large, even alone";
  EXPECT_EQ(reassembly.held_octets(), 0U);
  EXPECT_FALSE(add(reassembly, octets_of({0, 2000, true}, header_of(2))));
  EXPECT_FALSE(add(reassembly, octets_of({2400, 8, true}, header_of(3))))
      << "a small one far off counts by its end";
  EXPECT_LE(reassembly.held_octets(), limits.octets);
  EXPECT_EQ(reassembly.held_datagrams(), 1U);
  EXPECT_EQ(reassembly.counters().evicted, 2U);

  limits.datagrams = 0;
  Reassembly none(limits);
  EXPECT_FALSE(add(none, octets_of({0, 8, true})));
  EXPECT_EQ(none.held_datagrams(), 0U);
}

TEST(ReassemblyLimits, KeepsItsLimitsInAStormOfRandomFragments) {
  std::mt19937 random(2);
  Reassembly::Limits limits;
  limits.datagrams = 5;
  limits.octets = 100'000;
  limits.lifetime = seconds(1);
  Reassembly reassembly(limits);
  Nanos at{};
  for (int round = 0; round < 20'000; ++round) {
    at += std::chrono::milliseconds(random() % 50);
    const std::size_t offset = random() % 4 == 0 ? random() % 65536 / 8 * 8 : random() % 8 * 8;
    const Piece piece{offset, random() % 5 * 4, random() % 4 != 0, random() % 16 == 0};
    const auto whole = add(reassembly, octets_of(piece, header_of(static_cast<unsigned>(random() % 8))), at);
    if (whole) {
      const auto datagram = parse_ipv4(*whole);
      ASSERT_TRUE(datagram);
      EXPECT_FALSE(datagram->header.is_fragment());
      EXPECT_TRUE(ipv4_checksum_ok(datagram->header_octets));
    }
    ASSERT_LE(reassembly.held_datagrams(), limits.datagrams);
    ASSERT_LE(reassembly.held_octets(), limits.octets);
  }
  const Reassembly::Counters& counters = reassembly.counters();
  EXPECT_GT(counters.completed, 0U);
  EXPECT_GT(counters.expired, 0U);
  EXPECT_GT(counters.evicted, 0U);
  EXPECT_GT(counters.overlapping, 0U);
  EXPECT_GT(counters.malformed, 0U);
}

TEST(ReassemblyLimits, StandsTheCapturesOfOtherProjects) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no captures: set ICMPWIRE_CAPTURES to their folder";
  Reassembly reassembly;
  std::size_t fragments = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
    if (entry.path().extension() != ".pcap") continue;
    for (const Octets& octets : test::datagrams_of(entry.path().string())) {
      const auto datagram = parse_quoted_ipv4(octets);
      if (!datagram || !datagram->header.is_fragment()) continue;
      ++fragments;
      reassembly.add(*datagram, Nanos{});
    }
  }
  EXPECT_GT(fragments, 0U);
  EXPECT_LE(reassembly.held_datagrams(), fragments);
  EXPECT_EQ(reassembly.counters().completed, 0U) << "they are all single fragments, most of them broken";
}

}  // namespace
}  // namespace icmpwire
