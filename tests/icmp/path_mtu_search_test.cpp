// The search for the path MTU on paths that are made up.
#include "icmp/path_mtu_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/icmp/survey_fixture.h"

namespace icmpwire::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Each;
using testing::Le;
using Limit = PathMtuSearch::Limit;

const IpAddress us = Ipv4Address{{10, 9, 1, 1}};
const IpAddress r1 = Ipv4Address{{10, 9, 1, 2}};
const IpAddress r2 = Ipv4Address{{10, 9, 2, 2}};
const IpAddress h2 = Ipv4Address{{10, 9, 3, 3}};

PathMtuSearch::Settings settings_to(const IpAddress& target, std::uint32_t first_hop = 1500) {
  PathMtuSearch::Settings settings;
  settings.request.to = target;
  settings.request.ttl = 64;
  settings.request.timeout = seconds(1);
  settings.first_hop = first_hop;
  return settings;
}

MadeUpPath path_with(std::vector<std::uint32_t> mtus, bool mute = false) {
  MadeUpPath path({us, r1, r2, h2});
  path.mtus = std::move(mtus);
  path.mute = mute;
  return path;
}

std::vector<std::size_t> sizes(const Driven& driven) {
  std::vector<std::size_t> all;
  for (const Octets& sent : driven.sent) all.push_back(sent.size());
  return all;
}

TEST(PathMtuSearch, IsThatOfOurLinkWhereAllPasses) {
  PathMtuSearch search(settings_to(h2));
  const Driven driven = drive(search, path_with({1500, 1500, 1500}));
  EXPECT_TRUE(driven.finished);
  EXPECT_EQ(search.finding().mtu, 1500U);
  EXPECT_EQ(search.finding().by, Limit::own_link);
  EXPECT_EQ(driven.elapsed, milliseconds(6)) << "one round trip";
  EXPECT_THAT(sizes(driven), Each(Le(1500U)));
  EXPECT_TRUE(parse_ipv4(driven.sent.front())->header.dont_fragment);
}

TEST(PathMtuSearch, IsWhatARouterTells) {
  PathMtuSearch search(settings_to(h2));
  const Driven driven = drive(search, path_with({1500, 1333, 1500}));
  EXPECT_TRUE(driven.finished);
  const auto found = search.finding();
  EXPECT_EQ(found.mtu, 1333U);
  EXPECT_EQ(found.by, Limit::told);
  ASSERT_NE(found.teller, nullptr);
  EXPECT_EQ(found.teller->answer->from, r1);
  EXPECT_LE(driven.elapsed, milliseconds(12)) << "two round trips";
}

TEST(PathMtuSearch, GoesOnToTheNarrowestLink) {
  PathMtuSearch search(settings_to(h2, 9000));
  EXPECT_TRUE(drive(search, path_with({9000, 1500, 777})).finished);
  EXPECT_EQ(search.finding().mtu, 777U);
  EXPECT_EQ(search.finding().teller->answer->from, r2);
}

TEST(PathMtuSearch, NeedsNoNumberInTheError) {
  PathMtuSearch search(settings_to(h2));
  MadeUpPath path = path_with({});
  path.at = [](std::size_t place, Passing& passing) {
    if (place == 2 && passing.datagram.size() > 1111) passing.answer = too_big_from(r2, passing.datagram, 0);
  };
  EXPECT_TRUE(drive(search, path).finished);
  EXPECT_EQ(search.finding().mtu, 1111U);
}

TEST(PathMtuSearch, BelievesNoNumberThatIsLessThanWhatPassed) {
  PathMtuSearch search(settings_to(h2));
  MadeUpPath path = path_with({});
  path.at = [](std::size_t place, Passing& passing) {
    if (place == 2 && passing.datagram.size() > 1111) passing.answer = too_big_from(r2, passing.datagram, 80);
  };
  EXPECT_TRUE(drive(search, path).finished);
  EXPECT_EQ(search.finding().mtu, 1111U);
}

class BlackHole : public testing::TestWithParam<std::uint32_t> {};
TEST_P(BlackHole, IsFoundToTheOctetWithinOneTimeout) {
  PathMtuSearch search(settings_to(h2));
  const Driven driven = drive(search, path_with({1500, GetParam(), 1500}, true));
  EXPECT_TRUE(driven.finished);
  EXPECT_EQ(search.finding().mtu, GetParam());
  EXPECT_EQ(search.finding().by, Limit::silence);
  const auto place = search.black_hole();
  ASSERT_TRUE(place);
  EXPECT_EQ(place->after, r1);
  EXPECT_EQ(place->before, r2);
  EXPECT_LT(driven.elapsed, seconds(2)) << "in virtual time";
}
INSTANTIATE_TEST_SUITE_P(Sizes, BlackHole, testing::Values(68U, 600U, 1399U, 1400U, 1491U, 1499U));

TEST(PathMtuSearch, LossIsNoBlackHole) {
  PathMtuSearch search(settings_to(h2));
  MadeUpPath path = path_with({1500, 1500, 1500});
  std::size_t count = 0;
  path.at = [&](std::size_t place, Passing& passing) { passing.lost = place == 1 && count++ % 3 == 0; };
  drive(search, path);
  EXPECT_EQ(search.finding().mtu, 1500U);
}

TEST(PathMtuSearch, NobodyAnswers) {
  PathMtuSearch search(settings_to(h2));
  MadeUpPath path = path_with({});
  path.at = [](std::size_t, Passing& passing) { passing.lost = true; };
  const Driven driven = drive(search, path);
  EXPECT_TRUE(driven.finished);
  EXPECT_EQ(search.finding().mtu, 0U);
  EXPECT_EQ(search.refusal(), nullptr);
  EXPECT_EQ(driven.elapsed, seconds(1));
}

TEST(PathMtuSearch, OfIpv6IsNeverUnder1280) {
  const auto address = [](const char* text) { return IpAddress(parse_ipv6_address(text).value()); };
  const IpAddress source = address("fd00:9:1::1"), router = address("fd00:9:1::2"),
                  target = address("fd00:9:3::3");
  for (const std::uint32_t mtu : {1280U, 1400U, 1500U}) {
    PathMtuSearch search(settings_to(target));
    MadeUpPath path({source, router, target});
    path.mtus = {1500, mtu};
    const Driven driven = drive(search, path);
    EXPECT_TRUE(driven.finished);
    EXPECT_EQ(search.finding().mtu, mtu);
    for (const Octets& sent : driven.sent) EXPECT_GE(sent.size(), 1280U);
  }
}

}  // namespace
}  // namespace icmpwire::test
