// Two packets beside each other: what agrees, what differs, and what only one of both has.
#include "packet/side_by_side.h"

#include <gtest/gtest.h>

#include "packet/text.h"

namespace icmpwire {
namespace {

// An echo request, as in 01-plain.pcap.
const Octets plain = {0x45, 0,    0, 0x24, 0,   1,   0,   0,   0x40, 1,   0x62, 0xc3,
                      10,   9,    1, 1,    10,  9,   3,   3,   8,    0,   0x54, 0x35,
                      0x12, 0x34, 0, 1,    'a', 'b', 'c', 'd', 'e',  'f', 'g',  'h'};

std::string beside(const Octets& left, const Octets& right) {
  return side_by_side(dissect(left, LinkType::raw), "recorded", dissect(right, LinkType::raw), "sent");
}

TEST(SideBySide, MarksTheLinesThatDiffer) {
  Octets other = plain;
  other[8] = 63;
  other[35] = 'H';
  const std::string text = beside(plain, other);
  EXPECT_EQ(text.find("                              recorded                sent\n"), 0U) << text;
  EXPECT_NE(text.find("\n  ip.version                  4                       4\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n! ip.ttl                      64                      63\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("\n! payload+0                   61 62 63 64 65 66 67 68 61 62 63 64 65 66 67 48\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(beside(plain, plain).find('!'), std::string::npos);
  const std::string masked = side_by_side(dissect(plain, LinkType::raw), "", dissect(other, LinkType::raw),
                                          "", *FieldMask::read("ip.ttl"));
  EXPECT_NE(masked.find("\n~ ip.ttl                      64"), std::string::npos) << masked;
  EXPECT_NE(masked.find("\n! payload+0"), std::string::npos) << masked;
}

TEST(SideBySide, ShowsWhatOnlyOneOfBothHas) {
  Octets shorter(plain.begin(), plain.end() - 8);
  shorter[3] = 0x1c;
  EXPECT_NE(beside(plain, shorter).find("\n! payload+0                   61 62 63 64 65 66 67 68\n"),
            std::string::npos);
  EXPECT_NE(
      beside(shorter, plain).find("\n! payload+0                                           61 62 63 64"),
      std::string::npos);
  EXPECT_NE(beside({}, plain).find("\n! ip.ttl                                              64\n"),
            std::string::npos);
}

TEST(SideBySide, IsNoWiderThanAPage) {
  Octets options = plain;
  options[0] = 0x47;
  const Octets route = {7, 7, 8, 10, 9, 1, 2, 0};
  options.insert(options.begin() + 20, route.begin(), route.end());
  const std::string text = beside(options, plain);
  EXPECT_NE(text.find("record_route.pointer"), std::string::npos) << text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    EXPECT_LE(end - begin, text_columns) << text.substr(begin, end - begin);
    begin = end + 1;
  }
}

}  // namespace
}  // namespace icmpwire
