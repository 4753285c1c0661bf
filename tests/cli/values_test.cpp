// Values as they are typed.
#include "cli/values.h"

#include <gtest/gtest.h>

#include "packet/nearest.h"

namespace icmpwire::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Times, ArePlainSecondsOrHaveAUnit) {
  EXPECT_EQ(parse_time("1"), Nanos(seconds(1)));
  EXPECT_EQ(parse_time("1s"), Nanos(seconds(1)));
  EXPECT_EQ(parse_time("500ms"), Nanos(milliseconds(500)));
  EXPECT_EQ(parse_time("250us"), Nanos(std::chrono::microseconds(250)));
  EXPECT_EQ(parse_time("2m"), Nanos(minutes(2)));
  EXPECT_EQ(parse_time("0"), Nanos(0));
}

TEST(Times, HaveFractionsToTheNanosecond) {
  EXPECT_EQ(parse_time("0.2"), Nanos(milliseconds(200)));
  EXPECT_EQ(parse_time(".5"), Nanos(milliseconds(500)));
  EXPECT_EQ(parse_time("1."), Nanos(seconds(1)));
  EXPECT_EQ(parse_time("0.123456789"), Nanos(123456789));
  EXPECT_EQ(parse_time("0.1234567899"), Nanos(123456789));
  EXPECT_EQ(parse_time("1.5m"), Nanos(seconds(90)));
  EXPECT_EQ(parse_time("0.0005us"), Nanos(0));
}

class NoTime : public testing::TestWithParam<const char*> {};
TEST_P(NoTime, IsRefused) { EXPECT_FALSE(parse_time(GetParam())); }
INSTANTIATE_TEST_SUITE_P(Texts, NoTime,
                         testing::Values("", ".", "s", "-1", "+1", "1h", "1 s", "1e3", "0x10", "1.2.3", "1ss",
                                         "99999999999999999999", "9999999999m", " 1"));

TEST(Times, ReachAHundredYears) {
  EXPECT_EQ(parse_time("3153600000"), Nanos(seconds(3153600000)));
  EXPECT_FALSE(parse_time("9000000000"));
}

TEST(Numbers, AreDecimalOrHexadecimal) {
  EXPECT_EQ(parse_number("255", 0, 255), 255U);
  EXPECT_EQ(parse_number("0xff", 0, 255), 255U);
  EXPECT_EQ(parse_number("010", 0, 255), 10U);
}

TEST(Numbers, SayTheirBounds) {
  EXPECT_EQ(parse_number("256", 1, 255).error(), "'256' is no number from 1 to 255");
  EXPECT_FALSE(parse_number("0", 1, 255));
  EXPECT_FALSE(parse_number("", 0, 255));
  EXPECT_FALSE(parse_number("0x", 0, 255));
  EXPECT_FALSE(parse_number("-1", 0, 255));
  EXPECT_FALSE(parse_number("1x", 0, 255));
  EXPECT_FALSE(parse_number("18446744073709551616", 0, UINT64_MAX));
}

struct NamedTos {
  const char* text;
  int octet;
};
class TypeOfService : public testing::TestWithParam<NamedTos> {};
TEST_P(TypeOfService, IsTheOctet) { EXPECT_EQ(parse_tos(GetParam().text), GetParam().octet); }
INSTANTIATE_TEST_SUITE_P(Texts, TypeOfService,
                         testing::Values(NamedTos{"ef", 0xb8}, NamedTos{"af11", 0x28}, NamedTos{"af41", 0x88},
                                         NamedTos{"af43", 0x98}, NamedTos{"cs0", 0}, NamedTos{"cs6", 0xc0},
                                         NamedTos{"va", 0xb0}, NamedTos{"le", 0x04}, NamedTos{"ect0", 2},
                                         NamedTos{"ect1", 1}, NamedTos{"ce", 3}, NamedTos{"ef+ce", 0xbb},
                                         NamedTos{"0xb8", 0xb8}, NamedTos{"184", 184}));

class NoTypeOfService : public testing::TestWithParam<const char*> {};
TEST_P(NoTypeOfService, IsRefused) { EXPECT_FALSE(parse_tos(GetParam())); }
INSTANTIATE_TEST_SUITE_P(Texts, NoTypeOfService,
                         testing::Values("", "af", "af10", "af14", "af51", "cs8", "csx", "EF", "ef+", "256"));

TEST(Patterns, AreUpToSixteenOctets) {
  EXPECT_EQ(parse_pattern("ff"), Octets{0xff});
  EXPECT_EQ(parse_pattern("0123"), (Octets{0x01, 0x23}));
  EXPECT_TRUE(parse_pattern(std::string(32, 'a')));
  EXPECT_FALSE(parse_pattern(std::string(34, 'a')));
  EXPECT_FALSE(parse_pattern(""));
  EXPECT_FALSE(parse_pattern("f"));
  EXPECT_FALSE(parse_pattern("xy"));
}

TEST(Prefixes, AreAddressesWithBits) {
  const auto v4 = parse_prefix("10.9.1.1/16");
  ASSERT_TRUE(v4);
  EXPECT_EQ(to_text(v4->address), "10.9.1.1");
  EXPECT_EQ(v4->length, 16);
  const auto v6 = parse_prefix("fd00:9:1::1");
  ASSERT_TRUE(v6);
  EXPECT_EQ(to_text(v6->address), "fd00:9:1::1");
  EXPECT_EQ(v6->length, 128);
  for (const char* text : {"", "10.9.1.1/33", "fd00::/129", "10.9.1.1/", "10.9.1/16", "10.9.1.1/-1"})
    EXPECT_FALSE(parse_prefix(text)) << text;
}

TEST(Nearest, ForgivesAThirdOfTheLetters) {
  constexpr std::array<std::string_view, 3> words = {"--count", "--interval", "--ttl"};
  EXPECT_EQ(nearest("--cuont", words), "--count");
  EXPECT_EQ(nearest("--intervall", words), "--interval");
  EXPECT_EQ(nearest("--tll", words), "--ttl");
  EXPECT_EQ(nearest("--zebra", words), "");
}

}  // namespace
}  // namespace icmpwire::cli
