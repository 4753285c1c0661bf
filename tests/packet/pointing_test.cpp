// Pointers point at octets of the packet, and the text draws an arrow to them.
#include "packet/pointing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packet/explain.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Dissection recorded(const std::string& recording, std::size_t number) {
  static std::vector<Octets> kept;  // a dissection refers to its octets
  kept.push_back(test::recorded_frames(recording).at(number - 1));
  return dissect(kept.back(), LinkType::ethernet);
}

std::vector<std::uint32_t> targets(const Dissection& packet) {
  std::vector<std::uint32_t> all;
  for (const Pointing& pointing : pointings(packet)) all.push_back(pointing.to);
  return all;
}

TEST(Pointing, CountsTheOctetsOfItsOptionFromOne) {
  EXPECT_THAT(targets(recorded("02-rr9.pcap", 1)), ElementsAre(38));  // 4 in an option at octet 35
  EXPECT_THAT(targets(recorded("02-rr9.pcap", 2)), ElementsAre(61));  // 28 in one at 34
}

TEST(Pointing, CountsTheOctetsOfAQuoteFromZero) {
  EXPECT_THAT(targets(recorded("15-rr-len2-malformed.pcap", 2)), ElementsAre(63));  // 21 in one at 42
}

TEST(Pointing, PastTheEndOfItsOptionIsNowhere) {
  EXPECT_THAT(targets(recorded("03-rr3-full.pcap", 2)), IsEmpty());
}

TEST(Pointing, IsAnArrowBesideTheOctets) {
  const std::string text = annotated_octets(recorded("02-rr9.pcap", 2));
  EXPECT_THAT(text,
              HasSubstr("  36  1c --------------. pointer = 28             where the next slot begins; 1\n"
                        "                       |                          is the option's type\n"
                        "  37  0a 09 02 01      | recorded.address = 10.9.2.1  one hop of the route\n"));
  EXPECT_THAT(text, HasSubstr("  57  0a 09 01 02      | recorded.address = 10.9.1.2  one hop of the route\n"
                              "  61  00 00 00 00 <----' free.address = 0.0.0.0   one hop of the route\n"
                              "  65  00 00 00 00        free.address = 0.0.0.0   one hop of the route\n"));
  EXPECT_THAT(annotated_octets(recorded("03-rr3-full.pcap", 2)), Not(HasSubstr("-.")));
}

TEST(Pointing, IsAnArrowThroughTheQuote) {
  const std::string text = annotated_octets(recorded("15-rr-len2-malformed.pcap", 2));
  EXPECT_THAT(text,
              HasSubstr("  38  15 --------------. pointer = 21             the wrong octet of the quoted\n"));
  EXPECT_THAT(
      text, HasSubstr("  62  07               | type = 7 (Record Route)  copied flag (1 bit), class (2\n"
                      "                       |                          bits), number (5 bits)\n"
                      "  63  02 <-------------' length = 2               octets of the option, type and\n"));
}

}  // namespace
}  // namespace icmpwire
