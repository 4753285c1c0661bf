// Checksums worked out: their ends agree with the rule, whatever the packet.
#include "packet/checksum_steps.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "packet/check.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::size_t times(const std::string& text, std::string_view words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

TEST(ChecksumSteps, ShowWordsCarriesAndComplement) {
  const Octets frame = test::recorded_frames("26-bad-icmp-cksum-noreply.pcap").at(0);
  const std::string text = checksum_steps(dissect(frame, LinkType::ethernet));
  EXPECT_NE(text.find("Internet Protocol, version 4, octets 14-33\n"
                      " octet  word  sum\n"
                      "    14  4500  04500\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("    24  0000  "), std::string::npos) << text;
  EXPECT_NE(text.find("the checksum itself, taken as zero\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\ncomplement: 5435; the field holds 1111, which is wrong\n"), std::string::npos)
      << text;
}

// Where the checks find a wrong checksum the steps do too, and nowhere else.
TEST(ChecksumSteps, AgreeWithTheChecksOnEveryRecording) {
  std::size_t right = 0;
  for (const std::string& file : test::plain_recordings()) {
    for (const auto& [octets, link] : test::recorded_packets(file)) {
      const Dissection packet = dissect(octets, link);
      const std::vector<Finding> findings = check(packet);
      const bool wrong = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.field == "ip.checksum" || finding.field == "icmp.checksum" ||
               finding.field == "icmpv6.checksum";
      });
      const std::string text = checksum_steps(packet);
      EXPECT_EQ(times(text, "which is wrong") > 0, wrong) << file << "\n" << text;
      right += times(text, "which is right");
    }
  }
  EXPECT_GT(right, 200U);
}

TEST(ChecksumSteps, BeginWithThePseudoHeaderInIpv6AndPadOddOctets) {
  const Ipv6Address one{{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
  Octets message(layout<Icmpv6Echo>.octets + 3);
  build_icmpv6(Icmpv6Echo{}, Octets{'o', 'd', 'd'}, one, one, message);
  Ipv6Header header;
  header.source = header.destination = one;
  header.next_header = Protocol::icmpv6;
  const Octets datagram = build_ipv6(header, {}, message);
  const std::string text = checksum_steps(dissect(datagram, LinkType::raw));
  EXPECT_EQ(times(text, "pseudo-header"), 20U) << text;
  EXPECT_EQ(times(text, "an odd octet, padded with zero"), 1U) << text;
  EXPECT_EQ(times(text, "which is right"), 1U) << text;
}

TEST(ChecksumSteps, LeaveTheMiddleOfLongSumsOut) {
  const Octets frame = test::recorded_frames("35-frag-options-mtu600.pcap").at(0);
  const std::string text = checksum_steps(dissect(frame, LinkType::ethernet));
  EXPECT_LT(times(text, "\n"), 80U);
  EXPECT_EQ(checksum_steps(dissect(Octets{1, 2, 3}, LinkType::ethernet)),
            "no checksum that could be worked out\n");
}

}  // namespace
}  // namespace icmpwire
