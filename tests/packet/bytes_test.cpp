#include "packet/bytes.h"

#include <gtest/gtest.h>

namespace icmpwire {
namespace {

TEST(Bytes, NumbersAreInNetworkOrder) {
  Octets octets(7, 0xa5);
  write_u16(octets, 0, 0x1234);
  write_u32(octets, 3, 0x89abcdef);
  EXPECT_EQ(octets, (Octets{0x12, 0x34, 0xa5, 0x89, 0xab, 0xcd, 0xef}));
  EXPECT_EQ(read_u16(octets, 0), 0x1234);
  EXPECT_EQ(read_u32(octets, 3), 0x89abcdefU);
}

TEST(Bytes, EqualComparesLengthAndOctets) {
  const Octets octets = {1, 2, 3};
  EXPECT_TRUE(equal(octets, Octets{1, 2, 3}));
  EXPECT_FALSE(equal(octets, Octets{1, 2, 4}));
  EXPECT_FALSE(equal(octets, Octets{1, 2}));
  EXPECT_FALSE(equal({}, octets));
  EXPECT_TRUE(equal({}, {}));
}

TEST(Bytes, FirstAtMostNeverRunsOver) {
  const Octets octets = {1, 2, 3};
  EXPECT_EQ(first_at_most(octets, 2).size(), 2U);
  EXPECT_EQ(first_at_most(octets, 4).size(), 3U);
}

TEST(Bytes, HexIsLowerCaseWithBlanks) {
  EXPECT_EQ(to_hex(Octets{0x45, 0x00, 0xab}), "45 00 ab");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Bytes, HexIsReadInTheFormsPeoplePaste) {
  const Octets expected = {0x45, 0x00, 0xab, 0xcd};
  for (const std::string_view text :
       {"45 00 ab cd", "4500ABCD", "45:00:ab:cd", "0x45 0x00 0xAB 0XCD", " 4500\r\n\tabcd\n", "0x4500abcd"}) {
    Octets octets = {0xa5};
    EXPECT_TRUE(from_hex(text, octets)) << text;
    EXPECT_EQ(octets, expected) << text;
  }
}

TEST(Bytes, HexSaysWhereItCannotBeRead) {
  struct Case {
    std::string_view text;
    std::size_t at;
  };
  for (const Case& wrong : {Case{"45 0g", 4}, Case{"zz", 0}, Case{"45 0", 4}, Case{"45 0 0", 4},
                            Case{"45,00", 2}, Case{"450x", 3}, Case{"0xq", 1}, Case{"0x", 1}}) {
    Octets octets;
    std::size_t at = 99;
    const bool read = from_hex(wrong.text, octets, &at);
    EXPECT_FALSE(read) << wrong.text;
    EXPECT_EQ(at, wrong.at) << wrong.text;
  }
  Octets octets;
  EXPECT_FALSE(from_hex("q", octets));
}

}  // namespace
}  // namespace icmpwire
