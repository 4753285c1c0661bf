// The replay wire's routes and its pairing, over recordings and crafted captures.
#include <gtest/gtest.h>

#include "capture/open_wire.h"
#include "packet/fragment.h"
#include "packet/icmp.h"
#include "packet/trial.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using test::all_answers_to;
using test::Arrived;

constexpr Ipv4Address h1 = {{10, 9, 1, 1}};
constexpr Ipv4Address h2 = {{10, 9, 3, 3}};
constexpr Ipv4Address r1 = {{10, 9, 1, 2}};

struct Echo {
  std::uint16_t identifier = 0x1234;
  std::uint16_t sequence = 1;
  std::uint8_t ttl = 64;
  std::size_t size = 8;
  IpOptions options{};
  Ipv4Address source = h1;
  Ipv4Address destination = h2;
};

Octets datagram(IcmpType type, const Echo& echo) {
  IcmpEcho header;
  header.type = type;
  header.identifier = echo.identifier;
  header.sequence = echo.sequence;
  const Octets data(echo.size, 'x');
  Octets message(8 + data.size());
  build_icmp(header, data, message);
  Ipv4Header ip;
  ip.ttl = echo.ttl;
  ip.source = echo.source;
  ip.destination = echo.destination;
  return build_ipv4(ip, echo.options, message);
}

Octets request(const Echo& echo) { return datagram(IcmpType::echo_request, echo); }

// The reply, marked by its TTL.
Octets reply(Echo echo, std::uint8_t mark) {
  std::swap(echo.source, echo.destination);
  echo.options = {};
  echo.ttl = mark;
  return datagram(IcmpType::echo_reply, echo);
}

// Requests and replies, the latter marked 1, 2, 3, ... in the order of the rows.
std::vector<Octets> exchanges(const std::vector<Echo>& rows) {
  std::vector<Octets> packets;
  std::uint16_t sequence = 0;
  for (Echo echo : rows) {
    echo.sequence = ++sequence;
    packets.push_back(request(echo));
    packets.push_back(reply(echo, static_cast<std::uint8_t>(sequence)));
  }
  return packets;
}

class Replayed {
 public:
  explicit Replayed(const std::vector<Octets>& packets)
      : file_(test::pcap_of(packets, 101)), wire_(test::replay(file_.path())) {}
  Wire& wire() { return *wire_; }

  // The marks of the replies that come for a request.
  std::vector<int> marks(const Echo& echo) {
    std::vector<int> result;
    for (const Arrived& arrived : all_answers_to(*wire_, request(echo))) {
      EXPECT_EQ(answers(request(echo), arrived.datagram).answer, AnswerClass::reply);
      result.push_back(arrived.datagram[8]);
    }
    return result;
  }

 private:
  test::TemporaryFile file_;
  std::unique_ptr<Wire> wire_;
};

using Marks = std::vector<int>;

TEST(ReplayPairing, GivesExchangesInTheirOrderAndOnce) {
  Replayed replayed(exchanges({{}, {}, {}}));
  EXPECT_EQ(replayed.marks({.identifier = 7, .sequence = 70}), Marks{1});
  EXPECT_EQ(replayed.marks({.identifier = 7, .sequence = 71}), Marks{2});
  EXPECT_EQ(replayed.marks({.identifier = 7, .sequence = 72}), Marks{3});
  EXPECT_EQ(replayed.marks({.identifier = 7, .sequence = 73}), Marks{});
}

TEST(ReplayPairing, GoesByDestination) {
  Replayed replayed(exchanges({{.destination = h2}, {.destination = r1}}));
  EXPECT_EQ(replayed.marks({.destination = r1}), Marks{2});
  EXPECT_EQ(replayed.marks({.destination = r1}), Marks{});
  EXPECT_EQ(replayed.marks({.destination = h2}), Marks{1});
  EXPECT_EQ(replayed.marks({.destination = h1}), Marks{});
}

TEST(ReplayPairing, GoesByTtlWhereTheCandidatesDifferInIt) {
  Replayed same(exchanges({{.ttl = 64}}));
  EXPECT_EQ(same.marks({.ttl = 128}), Marks{1});
  Replayed differing(exchanges({{.ttl = 2}, {.ttl = 1}, {.ttl = 2}}));
  EXPECT_EQ(differing.marks({.ttl = 1}), Marks{2});
  EXPECT_EQ(differing.marks({.ttl = 2}), Marks{1});
  EXPECT_EQ(differing.marks({.ttl = 1}), Marks{}) << "a hop's answer is no other hop's";
  EXPECT_EQ(differing.marks({.ttl = 3}), Marks{});
  EXPECT_EQ(differing.marks({.ttl = 2}), Marks{3});
}

TEST(ReplayPairing, GoesByOptionsAndLengthWhereTheCandidatesDifferInThem) {
  Replayed options(exchanges({{.options = record_route(9)}, {}}));
  EXPECT_EQ(options.marks({}), Marks{2});
  EXPECT_EQ(options.marks({.options = record_route(3)}), Marks{});
  EXPECT_EQ(options.marks({.options = record_route(9)}), Marks{1});
  Replayed lengths(exchanges({{.size = 100}, {.size = 56}}));
  EXPECT_EQ(lengths.marks({.size = 56}), Marks{2});
  EXPECT_EQ(lengths.marks({.size = 57}), Marks{});
  EXPECT_EQ(lengths.marks({.size = 100}), Marks{1});
  Replayed neither(exchanges({{.size = 56, .options = record_route(9)}}));
  EXPECT_EQ(neither.marks({.size = 32}), Marks{1});
}

TEST(ReplayPairing, GivesAllTheAnswersOfARequest) {
  const Echo echo{.destination = {{10, 9, 1, 255}}};
  Echo one = echo, other = echo;
  one.destination = r1;
  other.destination = h2;
  Replayed replayed({request(echo), reply(one, 1), reply(other, 2), reply(one, 3)});
  EXPECT_EQ(replayed.marks(echo), (Marks{1, 2, 3}));
}

TEST(ReplayPairing, AnAnswerBelongsToTheLastRequestOfItsName) {
  Replayed replayed({request({}), request({}), reply({}, 9)});
  EXPECT_EQ(replayed.marks({}), Marks{});
  EXPECT_EQ(replayed.marks({}), Marks{9});
}

TEST(ReplayPairing, AnAnswerWithoutItsRequestIsNobodys) {
  Replayed replayed({reply({}, 1), request({}), reply({.sequence = 2}, 2)});
  EXPECT_EQ(replayed.marks({}), Marks{});
}

// What came for the wrong identifier comes again, and is wrong by as many bits.
TEST(ReplayPairing, AStrayReplyOfTheOneWhoWasAskedComesAgain) {
  const Echo stray{.identifier = 0x1235};
  Replayed replayed({request({}), reply({.identifier = 0x1235, .destination = r1}, 1), reply(stray, 2),
                     reply({}, 3), request({.destination = r1}), reply(stray, 4)});
  const auto arrived = all_answers_to(replayed.wire(), request({.identifier = 0x4320, .sequence = 7}));
  ASSERT_EQ(arrived.size(), 2U);
  EXPECT_EQ(to_hex(arrived[0].datagram), to_hex(reply({.identifier = 0x4321, .sequence = 7}, 2)));
  EXPECT_EQ(to_hex(arrived[1].datagram), to_hex(reply({.identifier = 0x4320, .sequence = 7}, 3)));
  EXPECT_EQ(replayed.marks({.destination = r1}), Marks{}) << "it was somebody else who was asked last";
}

TEST(ReplayPairing, PutsRecordedRequestsTogetherFromFragments) {
  Octets fragments;
  std::vector<std::size_t> sizes;
  const Echo echo{.size = 1000};
  ASSERT_TRUE(fragment(request(echo), 600, fragments, sizes));
  ASSERT_EQ(sizes.size(), 2U);
  std::vector<Octets> packets;
  const auto cut = static_cast<std::ptrdiff_t>(sizes[0]);
  packets.emplace_back(fragments.begin(), fragments.begin() + cut);
  packets.emplace_back(fragments.begin() + cut, fragments.end());
  packets.push_back(reply(echo, 5));
  Replayed replayed(packets);
  const auto arrived = all_answers_to(replayed.wire(), request({.identifier = 3, .size = 1000}));
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_EQ(arrived[0].at, std::chrono::milliseconds(2)) << "since the first fragment";
}

TEST(ReplayPairing, PutsLiveRequestsTogetherFromFragments) {
  Replayed replayed(exchanges({{.size = 1000}}));
  Octets fragments;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(request({.identifier = 3, .size = 1000}), 600, fragments, sizes));
  const auto route = replayed.wire().route(h2, std::nullopt);
  ASSERT_TRUE(replayed.wire().send(Bytes(fragments).first(sizes[0]), *route));
  const auto arrived = all_answers_to(replayed.wire(), Bytes(fragments).subspan(sizes[0]));
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_EQ(to_text(answers(request({.identifier = 3, .size = 1000}), arrived[0].datagram)), "reply");
}

TEST(ReplayWire, RoutesByTheRecordedRequests) {
  Replayed replayed(exchanges({{.source = r1, .destination = h2},
                               {.source = h1, .destination = r1},
                               {.source = h1, .destination = r1}}));
  const auto source = [&](Ipv4Address to, std::optional<IpAddress> from = {}) {
    const auto route = replayed.wire().route(to, from);
    EXPECT_TRUE(route);
    EXPECT_EQ(route->destination, IpAddress(to));
    EXPECT_EQ(route->next_hop, IpAddress(to));
    EXPECT_EQ(route->mtu, 65535U);
    EXPECT_EQ(route->device.index, 1U);
    return to_text(route->source);
  };
  EXPECT_EQ(source(h2), "10.9.1.2");
  EXPECT_EQ(source(r1), "10.9.1.1");
  EXPECT_EQ(source({{198, 51, 100, 1}}), "10.9.1.1") << "who asked most";
  EXPECT_EQ(source(h2, Ipv4Address{{192, 0, 2, 1}}), "192.0.2.1") << "answers are fitted to any address";
}

TEST(ReplayWire, SaysWhatItCannotRoute) {
  Replayed nothing({});
  const auto route = nothing.wire().route(h2, std::nullopt);
  ASSERT_FALSE(route);
  EXPECT_EQ(route.error().reason, Reason::nothing_recorded);
  Replayed something(exchanges({{}}));
  const auto v6 = something.wire().route(*parse_ipv6_address("2001:db8::1"), std::nullopt);
  ASSERT_FALSE(v6);
  EXPECT_EQ(v6.error().reason, Reason::nothing_recorded);
  EXPECT_NE(v6.error().detail.find("no IPv6 request"), std::string::npos);
}

TEST(ReplayWire, BeginsAtTheRecordingsOwnTime) {
  Replayed replayed(exchanges({{}}));
  EXPECT_EQ(replayed.wire().epoch(), std::chrono::seconds(1'700'000'000));
  EXPECT_EQ(replayed.wire().now(), Nanos{});
}

TEST(ReplayWire, TimesOutWhereNothingIsRecordedIfAskedTo) {
  const test::TemporaryFile file(test::pcap_of(exchanges({{}}), 101));
  const auto wire = test::replay(file.path() + "?missing=timeout");
  const auto route = wire->route(h2, std::nullopt);
  EXPECT_TRUE(wire->send(request({.destination = {{10, 9, 3, 99}}}), *route));
  const auto nothing = wire->receive(std::chrono::minutes(1));
  EXPECT_TRUE(nothing && !*nothing);
  EXPECT_EQ(wire->now(), std::chrono::minutes(1));
  EXPECT_EQ(all_answers_to(*wire, request({})).size(), 1U) << "and takes nothing from others";
}

// What the wire says of a request that it refuses.
std::string refusal(Wire& wire, const Echo& echo) {
  const auto sent = wire.send(request(echo), *wire.route(echo.destination, std::nullopt));
  EXPECT_FALSE(sent);
  if (sent) return {};
  EXPECT_EQ(sent.error().reason, Reason::nothing_recorded);
  return sent.error().detail;
}

TEST(ReplayWire, SaysWhichRecordedRequestsComeNearestAndWhyTheyDoNotFit) {
  Replayed replayed(exchanges({{.ttl = 2}, {.ttl = 1}, {.ttl = 2}, {.ttl = 2, .size = 40}}));
  Wire& wire = replayed.wire();
  EXPECT_EQ(refusal(wire, {.destination = r1}), "none to it is recorded; 4 requests are, to 10.9.3.3");
  EXPECT_EQ(refusal(wire, {.ttl = 3}),
            "nothing recorded fits: 2 requests with TTL 2 (here 3); 1 request with TTL 1 (here 3); "
            "1 request with TTL 2 (here 3), length 48 (here 16)");
  EXPECT_EQ(refusal(wire, {.ttl = 2, .size = 41}),
            "nothing recorded fits: 2 requests with length 16 (here 49); 1 request with length 48 (here 49); "
            "1 request with TTL 1 (here 2), length 16 (here 49)");
  EXPECT_EQ(replayed.marks({.ttl = 1}), Marks{2});
  EXPECT_EQ(refusal(wire, {.ttl = 1}),
            "nothing recorded fits: 1 request like this one, all given out; 2 requests with TTL 2 (here 1); "
            "1 request with TTL 2 (here 1), length 48 (here 16)");
}

TEST(ReplayWire, NamesTheFirstDestinationsOfTheCaptureToWhoAsksForAnother) {
  const auto to = [](std::uint8_t last) {
    Echo echo;
    echo.destination = {{10, 9, 3, last}};
    return echo;
  };
  Replayed replayed(exchanges({to(9), to(8), to(9), to(7), to(6)}));
  EXPECT_EQ(refusal(replayed.wire(), to(5)),
            "none to it is recorded; 5 requests are, to 10.9.3.9, 10.9.3.8, 10.9.3.7, ...");
  EXPECT_EQ(replayed.marks(to(6)), Marks{5}) << "which takes nothing from others";
}

TEST(ReplayWire, ProposesToBeginAgainOnlyWhereAllWasGivenOut) {
  Replayed replayed(exchanges({{}}));
  const auto proposed = [&](const Echo& echo) {
    const auto route = replayed.wire().route(echo.destination, std::nullopt);
    return replayed.wire().send(request(echo), *route).error().instead;
  };
  EXPECT_EQ(proposed({.destination = r1}), "icmpwire replay FILE, which lists what it holds");
  EXPECT_EQ(replayed.marks({}), Marks{1});
  EXPECT_EQ(proposed({}), "icmpwire replay FILE, which lists what it holds | mode=loop");
}

TEST(ReplayWire, LeavesMalformedRequestsUnanswered) {
  Replayed replayed(exchanges({{}}));
  const auto route = replayed.wire().route(h2, std::nullopt);
  Octets octets = request({});
  for (const std::size_t size : {0U, 1U, 19U, 20U, 27U}) {
    EXPECT_TRUE(replayed.wire().send(Bytes(octets).first(size), *route)) << size;
  }
  octets[0] = 0x65;
  EXPECT_TRUE(replayed.wire().send(octets, *route));
  const auto frame = replayed.wire().receive(std::chrono::seconds(1));
  ASSERT_TRUE(frame);
  EXPECT_FALSE(*frame);
}

TEST(ReplayWire, RefusesOtherProtocols) {
  Replayed replayed(exchanges({{}}));
  Octets udp = request({});
  udp[9] = 17;
  const auto refused = replayed.wire().send(udp, *replayed.wire().route(h2, std::nullopt));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::nothing_recorded);
}

TEST(ReplayWire, KeepsWhatTheCaptureCutAndSaysSo) {
  const Echo echo{.size = 200};
  const Octets whole = reply(echo, 1);
  Replayed cut({request(echo), Octets(whole.begin(), whole.begin() + 96)});
  const auto arrived = all_answers_to(cut.wire(), request(echo));
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_EQ(arrived[0].datagram.size(), 96U);
  EXPECT_EQ(arrived[0].original_length, 228U);
}

TEST(ReplayWire, NamesTheDeviceOfTheRecording) {
  const std::string name = "wan0";
  const Octets octets(name.begin(), name.end());
  test::Crafted file;
  file.octets(test::section().result());
  file.octets(test::interface(false, 1, 0, test::Crafted()).result());
  file.octets(test::interface(false, 101, 0, test::Crafted().option(2, octets)).result());
  file.octets(test::enhanced_packet(false, 1, 5, request({}), test::Crafted()).result());
  file.octets(test::enhanced_packet(false, 1, 8, reply({}, 1), test::Crafted()).result());
  const test::TemporaryFile path(file.result());
  const auto wire = test::replay(path.path());
  ASSERT_TRUE(wire);
  EXPECT_EQ(wire->route(h2, std::nullopt)->device.name.view(), "wan0");
  EXPECT_EQ(wire->route(h2, std::nullopt)->device.index, 2U);
  const auto arrived = all_answers_to(*wire, request({}));
  ASSERT_EQ(arrived.size(), 1U);
  EXPECT_EQ(arrived[0].device, "wan0");
  EXPECT_EQ(arrived[0].at, std::chrono::microseconds(3));
}

}  // namespace
}  // namespace icmpwire
