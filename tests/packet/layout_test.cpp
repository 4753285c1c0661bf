// The field table's corners that no header of ours reaches.
#include "packet/layout.h"

#include <gtest/gtest.h>

#include "packet/address.h"

namespace icmpwire {

struct Corners {
  std::uint8_t three = 0;
  std::uint64_t across = 0;  // 58 bits over eight octets, from within an octet to within an octet
  std::uint8_t last = 0;
  std::uint64_t whole = 0;
  Ipv6Address wide;
};

template <>
struct Table<Corners> {
  static constexpr std::string_view name = "corners", title = "Corners", purpose = "tests", source = "none";
  static constexpr auto rows = std::make_tuple(
      row<&Corners::three, 0, 3>({"three", "Three", "three bits", "none"}),
      row<&Corners::across, 3, 58>({"across", "Across", "odd bits", "none", Format::hex}),
      row<&Corners::last, 61, 3>({"last", "Last", "three bits", "none"}),
      row<&Corners::whole, 64, 64>({"whole", "Whole", "eight octets", "none", Format::hex}),
      row<&Corners::wide, 128, 128>({"wide", "Wide", "sixteen octets", "none", Format::ipv6}));
};

namespace {

constexpr std::array<std::uint8_t, 32> octets = {0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfa,  //
                                                 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,  //
                                                 0x20, 0x01, 0x0d, 0xb8, 0x00, 0x00, 0x00, 0x00,  //
                                                 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01};

TEST(Layout, FieldsMayBeginAndEndWithinOctets) {
  constexpr Corners header = decode_fixed<Corners>(octets);
  static_assert(header.three == 0b101);
  EXPECT_EQ(header.across, 0x3ffffffffffffffU);
  EXPECT_EQ(header.last, 0b010);
  EXPECT_EQ(header.whole, 0x0123456789abcdefU);
  EXPECT_EQ(to_text(header.wide), "2001:db8::1");
}

TEST(Layout, EncodingWritesTheFieldsBack) {
  std::array<std::uint8_t, 32> written;
  written.fill(0xa5);
  encode(decode_fixed<Corners>(octets), written);
  EXPECT_EQ(to_hex(written), to_hex(octets));
}

TEST(Layout, AValueIsCutToItsField) {
  Corners header;
  header.three = 0xff;
  std::array<std::uint8_t, 32> written{};
  encode(header, written);
  EXPECT_EQ(written[0], 0xe0);
  EXPECT_EQ(written[1], 0);
}

TEST(Layout, AFieldWiderThanANumberCannotBeSetByOne) {
  Corners header = decode_fixed<Corners>(octets);
  EXPECT_FALSE(set_field(header, "wide", 1));
  EXPECT_EQ(to_text(header.wide), "2001:db8::1");
  EXPECT_TRUE(set_field(header, "whole", ~std::uint64_t{0}));
  EXPECT_EQ(header.whole, ~std::uint64_t{0});
}

TEST(Layout, FieldValueReadsAnyPlace) {
  const auto fields = layout<Corners>.fields;
  EXPECT_EQ(field_value(fields[0], octets), 0b101U);
  EXPECT_EQ(field_value(fields[1], octets), 0x3ffffffffffffffU);
  EXPECT_EQ(field_value(fields[2], octets), 0b010U);
  EXPECT_EQ(field_value(fields[3], octets), 0x0123456789abcdefU);
}

}  // namespace
}  // namespace icmpwire
