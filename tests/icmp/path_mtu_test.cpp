#include "icmp/path_mtu.h"

#include <gtest/gtest.h>

namespace icmpwire::test {
namespace {

constexpr IpAddress v4 = Ipv4Address{{10, 9, 3, 3}};
const IpAddress v6 = parse_ipv6_address("2001:db8:9:3::3").value();
constexpr Nanos now = std::chrono::hours(1);

// What a link of 65535 octets is left with after one error about a datagram of `sent` octets.
std::uint32_t learned(const IpAddress& destination, std::uint32_t told, std::uint32_t sent) {
  PathMtus mtus;
  mtus.learn(destination, told, sent, now);
  return mtus.mtu(destination, 65535, now);
}

TEST(PathMtus, AreAsTold) {
  EXPECT_EQ(learned(v4, 600, 1500), 600U);
  EXPECT_EQ(learned(v6, 1280, 1500), 1280U);
}

TEST(PathMtus, StopAtTheLeastOfTheirVersion) {
  EXPECT_EQ(learned(v4, 20, 1500), 68U);
  EXPECT_EQ(learned(v6, 1279, 1500), 65535U) << "RFC 8201 4: not believed";
}

TEST(PathMtus, AreTheNextPlateauWhereNoneIsTold) {
  EXPECT_EQ(learned(v4, 0, 1500), 1492U);
  EXPECT_EQ(learned(v4, 0, 1492), 1006U);
  EXPECT_EQ(learned(v4, 0, 65507), 32000U);
  EXPECT_EQ(learned(v4, 0, 69), 68U);
  EXPECT_EQ(learned(v6, 0, 1500), 65535U);
}

TEST(PathMtus, AreNotWhatWasTooBig) {
  EXPECT_EQ(learned(v4, 1500, 1500), 65535U);
  EXPECT_EQ(learned(v4, 9000, 1500), 65535U);
  EXPECT_EQ(learned(v4, 0, 68), 65535U);
  EXPECT_EQ(learned(v6, 1500, 1400), 65535U);
}

TEST(PathMtus, OnlyLowerAndNeverRaiseTheFirstHops) {
  PathMtus mtus;
  mtus.learn(v4, 600, 1500, now);
  mtus.learn(v4, 1000, 1500, now);
  EXPECT_EQ(mtus.mtu(v4, 1500, now), 600U);
  EXPECT_EQ(mtus.mtu(v4, 500, now), 500U);
}

TEST(PathMtus, AreOfOneDestination) {
  PathMtus mtus;
  const Ipv6Address link_local = parse_ipv6_address("fe80::1").value();
  mtus.learn(IpAddress(link_local, 2), 1280, 1500, now);
  EXPECT_EQ(mtus.mtu(IpAddress(link_local, 2), 1500, now), 1280U);
  EXPECT_EQ(mtus.mtu(IpAddress(link_local, 3), 1500, now), 1500U);
  EXPECT_EQ(mtus.mtu(v6, 1500, now), 1500U);
}

TEST(PathMtus, AreForgottenAfterTenMinutes) {
  PathMtus mtus;
  mtus.learn(v4, 600, 1500, now);
  EXPECT_EQ(mtus.mtu(v4, 1500, now + std::chrono::minutes(10)), 600U);
  EXPECT_EQ(mtus.mtu(v4, 1500, now + std::chrono::minutes(10) + Nanos(1)), 1500U);
  mtus.learn(v4, 1000, 1500, now + std::chrono::minutes(11));
  EXPECT_EQ(mtus.mtu(v4, 1500, now + std::chrono::minutes(11)), 1000U);
}

TEST(PathMtus, OfTooManyTheOldestIsForgotten) {
  PathMtus mtus;
  const auto address = [](std::uint32_t number) { return IpAddress(Ipv4Address::from_value(number)); };
  for (std::uint32_t number = 0; number < 1025; ++number)
    mtus.learn(address(number), 600, 1500, now + Nanos(number));
  EXPECT_EQ(mtus.mtu(address(0), 1500, now), 1500U);
  for (std::uint32_t number = 1; number < 1025; ++number)
    ASSERT_EQ(mtus.mtu(address(number), 1500, now), 600U);
}

}  // namespace
}  // namespace icmpwire::test
