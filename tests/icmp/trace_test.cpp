// The trace on a path that is made up: which requests leave, what is known of each hop, when it ends.
#include "icmp/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "icmp/path_changes.h"
#include "tests/icmp/survey_fixture.h"

namespace icmpwire::test {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const IpAddress us = Ipv4Address{{10, 9, 1, 1}};
const IpAddress r1 = Ipv4Address{{10, 9, 1, 2}};
const IpAddress r2 = Ipv4Address{{10, 9, 2, 2}};
const IpAddress h2 = Ipv4Address{{10, 9, 3, 3}};

Trace::Settings settings_to(const IpAddress& target) {
  Trace::Settings settings;
  settings.request.to = target;
  settings.request.timeout = std::chrono::seconds(1);
  return settings;
}

std::vector<IpAddress> addresses(const Trace& trace) {
  std::vector<IpAddress> all;
  for (const Hop* hop : trace.hops()) {
    const Reception* answer = hop->first_answer();
    all.push_back(answer != nullptr ? answer->from : IpAddress{});
  }
  return all;
}

std::map<int, int> requests_by_ttl(const Driven& driven) {
  std::map<int, int> counts;
  for (const Octets& sent : driven.sent) ++counts[parse_ip(sent)->ttl];
  return counts;
}

TEST(Trace, NamesEachHopUpToTheDestination) {
  Trace trace(settings_to(h2));
  const Driven driven = drive(trace, MadeUpPath({us, r1, r2, h2}));
  EXPECT_TRUE(driven.finished);
  EXPECT_THAT(addresses(trace), ElementsAre(r1, r2, h2));
  ASSERT_NE(trace.end(), nullptr);
  EXPECT_EQ(trace.end()->ttl, 3);
  for (const Hop* hop : trace.hops()) {
    EXPECT_EQ(hop->answers(), 3U);
    EXPECT_EQ(hop->first_answer()->round_trip, hop->ttl * milliseconds(2));
  }
}

TEST(Trace, TakesOneRoundTripToTheDestination) {
  Trace trace(settings_to(h2));
  EXPECT_EQ(drive(trace, MadeUpPath({us, r1, r2, h2})).elapsed, milliseconds(6));
}

TEST(Trace, SendsWindowsRoundByRound) {
  Trace::Settings settings = settings_to(h2);
  settings.window = 2;
  settings.last = 4;
  Trace trace(settings);
  const Driven driven = drive(trace, MadeUpPath({us, r1, r2, h2}));
  std::vector<int> ttls;
  for (const Octets& sent : driven.sent) ttls.push_back(parse_ip(sent)->ttl);
  EXPECT_THAT(ttls, ElementsAre(1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4));
  EXPECT_THAT(addresses(trace), ElementsAre(r1, r2, h2));
}

TEST(Trace, AsksNobodyBeyondTheDestinationOnceItIsKnown) {
  Trace::Settings settings = settings_to(h2);
  settings.window = 3;
  Trace trace(settings);
  EXPECT_THAT(requests_by_ttl(drive(trace, MadeUpPath({us, r1, r2, h2}))), SizeIs(3));
}

TEST(Trace, BeginsAndEndsWhereAsked) {
  Trace::Settings settings = settings_to(h2);
  settings.first = settings.last = 2;
  Trace trace(settings);
  EXPECT_TRUE(drive(trace, MadeUpPath({us, r1, r2, h2})).finished);
  EXPECT_THAT(addresses(trace), ElementsAre(r2));
  EXPECT_EQ(trace.end(), nullptr);
}

TEST(Trace, SilenceCostsOneTimeoutAndThePauses) {
  Trace::Settings settings = settings_to(h2);
  settings.last = 40;
  Trace trace(settings);
  MadeUpPath path({us, r1, r2, h2});
  path.at = [](std::size_t place, Passing& passing) { passing.lost = place == 3; };
  const Driven driven = drive(trace, path);
  EXPECT_TRUE(driven.finished);
  EXPECT_EQ(driven.elapsed, std::chrono::seconds(1) + 2 * settings.pause);
  EXPECT_THAT(requests_by_ttl(driven), SizeIs(40));
  EXPECT_EQ(trace.end(), nullptr);
  EXPECT_EQ(trace.hops().size(), 40U);
}

TEST(Trace, ASilentRouterIsAHopAllTheSame) {
  Trace trace(settings_to(h2));
  MadeUpPath path({us, r1, r2, h2});
  path.at = [](std::size_t place, Passing& passing) {
    passing.lost = place == 1 && passing.datagram[8] == 1;
  };
  drive(trace, path);
  EXPECT_THAT(addresses(trace), ElementsAre(IpAddress{}, r2, h2));
}

TEST(Trace, EndsAtAnErrorOfAnotherKind) {
  Trace trace(settings_to(h2));
  MadeUpPath path({us, r1, r2, h2});
  path.mtus = {1500, 1500, 20};
  drive(trace, path);
  EXPECT_THAT(addresses(trace), ElementsAre(r1, r2, r2));
  EXPECT_FALSE(is_on_the_way(*trace.end()->first_answer()));
}

TEST(Trace, KnowsAllWhoAnswerForAHop) {
  Trace trace(settings_to(h2));
  MadeUpPath path({us, r1, r2, h2});
  const IpAddress other = Ipv4Address{{10, 9, 2, 6}};
  std::size_t seen = 0;
  path.at = [&](std::size_t place, Passing& passing) {
    if (place == 2 && passing.datagram[8] == 1 && seen++ == 1)
      passing.answer = time_exceeded_from(other, passing.datagram);
  };
  drive(trace, path);
  EXPECT_THAT(trace.hops()[1]->addresses(), ElementsAre(r2, other));
}

TEST(Trace, GoesOverIpv6) {
  const auto address = [](const char* text) { return IpAddress(parse_ipv6_address(text).value()); };
  const IpAddress source = address("fd00:9:1::1"), router = address("fd00:9:1::2"),
                  target = address("fd00:9:3::3");
  Trace trace(settings_to(target));
  EXPECT_TRUE(drive(trace, MadeUpPath({source, router, target})).finished);
  EXPECT_THAT(addresses(trace), ElementsAre(router, target));
}

TEST(PathChanges, AreNoneWhereRoutersDoTheirDuty) {
  Trace::Settings settings = settings_to(h2);
  settings.request.options = record_route(9);
  Trace trace(settings);
  MadeUpPath path({us, r1, r2, h2});
  path.at = [](std::size_t place, Passing& passing) {  // records itself
    passing.datagram[22] = static_cast<std::uint8_t>(4 + 4 * place);
    passing.datagram[19 + 4 * place] = 10;
  };
  drive(trace, path);
  EXPECT_THAT(path_changes(trace), IsEmpty());
}

TEST(PathChanges, LieBetweenTheQuotesThatDiffer) {
  Trace::Settings settings = settings_to(h2);
  settings.request.tos = 0xb8;
  Trace trace(settings);
  MadeUpPath path({us, r1, r2, h2});
  path.at = [](std::size_t place, Passing& passing) {
    if (place == 2) passing.datagram[1] = 0;
  };
  drive(trace, path);
  const auto changes = path_changes(trace);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].field, "ip.tos");
  EXPECT_EQ(changes[0].before, "0xb8");
  EXPECT_EQ(changes[0].after, "0x00");
  EXPECT_EQ(changes[0].from, r1);
  EXPECT_EQ(changes[0].to, r2);
}

TEST(PathChanges, BeginWithOurselvesAndMayBeUndone) {
  Trace trace(settings_to(h2));
  MadeUpPath path({us, r1, r2, h2});
  path.at = [](std::size_t place, Passing& passing) { passing.datagram[19] = place == 1 ? 99 : 3; };
  drive(trace, path);
  const auto changes = path_changes(trace);
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].field, "ip.destination");
  EXPECT_EQ(changes[0].from, us);
  EXPECT_EQ(changes[0].after, "10.9.3.99");
  EXPECT_EQ(changes[1].after, "10.9.3.3");
  EXPECT_EQ(changes[1].to, r2);
}

}  // namespace
}  // namespace icmpwire::test
