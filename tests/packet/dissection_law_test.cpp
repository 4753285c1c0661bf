// Whatever the octets are: every one is explained or named, all findings lie in the packet, no view is too
// wide.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "packet/explain.h"
#include "packet/ipv4.h"
#include "tests/packet/all_headers.h"
#include "tests/support/dissection_cover.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

constexpr LinkType links[] = {LinkType::null_loopback, LinkType::ethernet,   LinkType::raw,
                              LinkType::loop,          LinkType::linux_sll,  LinkType::ipv4,
                              LinkType::ipv6,          LinkType::linux_sll2, LinkType{999}};

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

void expect_lawful(Bytes octets, LinkType link) {
  const Dissection packet = dissect(octets, link);
  ASSERT_TRUE(test::covers_every_octet(packet)) << to_hex(octets);
  for (const Finding& finding : check(packet)) {
    ASSERT_GE(finding.length, 1U) << finding.field;
    ASSERT_LE(finding.at + finding.length, octets.size()) << finding.field << ' ' << to_hex(octets);
  }
  ASSERT_LE(widest_line(explain(packet)), 80U) << to_hex(octets);
  ASSERT_LE(widest_line(summary(packet)), 80U) << to_hex(octets);
}

std::vector<test::RecordedPacket> all_packets() {
  std::vector<test::RecordedPacket> all;
  for (const std::string& file : test::plain_recordings()) {
    for (test::RecordedPacket& packet : test::recorded_packets(file)) all.push_back(std::move(packet));
  }
  return all;
}

// Ten times as many rounds where ./test --long asks for them.
unsigned rounds(unsigned usual) { return std::getenv("ICMPWIRE_LONG") == nullptr ? usual : 10 * usual; }

TEST(DissectionLaw, HoldsForRecordings) {
  const std::vector<test::RecordedPacket> packets = all_packets();
  ASSERT_GT(packets.size(), 100U);
  for (const auto& [octets, link] : packets) {
    expect_lawful(octets, link);
    EXPECT_FALSE(dissect(octets, link).layers.empty());
  }
}

// The last frame of a recording is the answer, where there is one: the most is in it.
TEST(DissectionLaw, HoldsForRecordingsCutAnywhere) {
  for (const std::string& file : test::plain_recordings()) {
    const auto [octets, link] = test::recorded_packets(file).back();
    const std::size_t headers = std::min<std::size_t>(octets.size(), 220);
    for (std::size_t size = 0; size <= headers; size += 2) expect_lawful(Bytes(octets).first(size), link);
  }
}

TEST(DissectionLaw, HoldsForMutatedRecordings) {
  test::RandomOctets random;
  for (auto [octets, link] : all_packets()) {
    for (unsigned round = 0; round < rounds(3); ++round) {
      const std::size_t headers = std::min<std::size_t>(octets.size(), 120);
      octets[random.below(headers)] = random.next(1)[0];
      expect_lawful(octets, link);
    }
  }
}

TEST(DissectionLaw, HoldsForRandomOctetsOfEveryLink) {
  test::RandomOctets random;
  for (unsigned round = 0; round < rounds(100); ++round) {
    for (const LinkType link : links) expect_lawful(random.next(random.below(120)), link);
  }
}

// Random option areas and ICMP messages behind an IP header that leads to them.
TEST(DissectionLaw, HoldsForRandomOctetsBehindAPlausibleHeader) {
  test::RandomOctets random;
  for (unsigned round = 0; round < rounds(1000); ++round) {
    Octets octets = random.next(20 + random.below(160));
    octets[0] = static_cast<std::uint8_t>(0x45 + random.below(11));
    write_u16(octets, 2, static_cast<std::uint16_t>(octets.size()));
    write_u16(octets, 6, 0);
    octets[9] = 1;
    expect_lawful(octets, LinkType::raw);
  }
}

// Errors that quote errors that quote errors: each takes 28 octets, so that the largest packet holds
// thousands.
TEST(DissectionLaw, HoldsForQuotesInQuotes) {
  Octets error(layout<IcmpTimeExceeded>.octets);
  encode(IcmpTimeExceeded{}, error);
  Octets octets;
  for (unsigned quotes = 0; quotes < 200; ++quotes) {
    Octets message = error;
    message.insert(message.end(), octets.begin(), octets.end());
    octets = build_ipv4(Ipv4Header{}, {}, message);
  }
  expect_lawful(octets, LinkType::ipv4);
}

TEST(DissectionLaw, AnEmptyPacketIsTruncated) {
  for (const LinkType link : links) {
    const Dissection packet = dissect({}, link);
    EXPECT_TRUE(packet.layers.empty());
    EXPECT_EQ(packet.stopped, (Malformed{Why::truncated, 0}));
    EXPECT_TRUE(check(packet).empty());
  }
}

}  // namespace
}  // namespace icmpwire
