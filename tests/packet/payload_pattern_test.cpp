// The data of well-known pings: octets as their sources and captures show them.
#include "packet/payload_pattern.h"

#include <gtest/gtest.h>

#include <numeric>

#include "packet/time_text.h"

namespace icmpwire {
namespace {

std::string maker_of(const Octets& data) {
  const auto pattern = payload_pattern(data);
  return pattern ? pattern->maker : "nobody known";
}

Octets octets_of(std::string_view text) { return {text.begin(), text.end()}; }

// `time` and behind it octets that are their own places, up to 56 in all.
Octets counting_behind(std::string_view time) {
  Octets data(56);
  std::iota(data.begin(), data.end(), std::uint8_t{0});
  Octets first;
  from_hex(time, first);
  std::copy(first.begin(), first.end(), data.begin());
  return data;
}

// tv_sec 0x5f3759df, tv_usec 0x0003d090 (250000), as a 64-bit x86 and as macOS write them.
constexpr std::string_view little_endian_time = "df59375f00000000 90d0030000000000";
constexpr std::string_view network_order_time = "5f3759df 0003d090";

TEST(PayloadPattern, KnowsTheTimeThatPingsWrite) {
  for (const auto& [time, maker] :
       {std::pair{little_endian_time, "iputils"}, std::pair{network_order_time, "macOS or BSD"}}) {
    const auto pattern = payload_pattern(counting_behind(time));
    ASSERT_TRUE(pattern) << maker;
    EXPECT_EQ(pattern->maker, maker);
    ASSERT_TRUE(pattern->sent_at);
    EXPECT_EQ(microsecond_text(*pattern->sent_at), "2020-08-15T03:43:27.250000Z");
    EXPECT_EQ(pattern->meaning,
              "the time of sending, 2020-08-15T03:43:27.250000Z, and octets that count up from their own "
              "place");
  }
}

TEST(PayloadPattern, KnowsPrograms) {
  EXPECT_EQ(maker_of(octets_of("abcdefghijklmnopqrstuvwabcdefghi")), "Windows");
  EXPECT_EQ(maker_of(octets_of("HIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg")), "traceroute");
  EXPECT_EQ(maker_of(Octets(40, 'X')), "hping3");
  EXPECT_EQ(maker_of(Octets(56, 0)), "fping or mtr");
  EXPECT_EQ(maker_of({}), "hping3, nping or scapy, unless they are told to");
  EXPECT_EQ(maker_of(counting_behind("")), "icmpwire, or a ping that writes no time");
}

TEST(PayloadPattern, IsNoneWhereOneOctetDiffers) {
  EXPECT_EQ(maker_of(octets_of("abcdefghijklmnopqrstuvwxyzabcdef")), "nobody known");
  EXPECT_EQ(maker_of(octets_of("abcdefgh")), "nobody known") << "too short to tell";
  Octets data = counting_behind(little_endian_time);
  data.back() ^= 1;
  EXPECT_EQ(maker_of(data), "nobody known");
  EXPECT_EQ(maker_of(counting_behind("ffffffffffffffff ffffffffffffffff")), "nobody known") << "no time";
}

}  // namespace
}  // namespace icmpwire
