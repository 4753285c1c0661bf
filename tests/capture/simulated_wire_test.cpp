#include "capture/simulated_wire.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/capture/simulated_fixture.h"

namespace icmpwire::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::unique_ptr<Wire> built_in_wire() { return simulate(built_in_network(), built_in_host); }

Result<Route> route_to(std::string_view to, std::optional<std::string_view> from = std::nullopt) {
  const std::optional<IpAddress> source = from ? std::optional<IpAddress>(address(*from)) : std::nullopt;
  return built_in_wire()->route(address(to), source);
}

TEST(SimulatedRoute, LeadsByTheDefaultRouterOffTheLink) {
  const Result<Route> route = route_to("10.9.3.3");
  ASSERT_TRUE(route);
  EXPECT_EQ(route->source, IpAddress(address("10.9.1.1")));
  EXPECT_EQ(route->next_hop, IpAddress(address("10.9.1.2")));
  EXPECT_EQ(route->kind, RouteKind::unicast);
  EXPECT_EQ(route->mtu, 1500U);
  EXPECT_EQ(route->device.name.view(), "sim0");
  EXPECT_EQ(route->device.index, 1U);
}

TEST(SimulatedRoute, LeadsToNeighboursDirectly) {
  EXPECT_EQ(route_to("10.9.1.2")->next_hop, IpAddress(address("10.9.1.2")));
}

TEST(SimulatedRoute, OfOwnAddressesIsLocalAndComesFromThem) {
  const Result<Route> own = route_to("10.9.1.1");
  EXPECT_EQ(own->kind, RouteKind::local);
  EXPECT_EQ(own->source, IpAddress(address("10.9.1.1")));
  EXPECT_EQ(own->device.name.view(), "lo");
  const Result<Route> loopback = route_to("127.0.0.5");
  EXPECT_EQ(loopback->kind, RouteKind::local);
  EXPECT_EQ(loopback->source, IpAddress(address("127.0.0.1")));
  EXPECT_EQ(loopback->mtu, 65535U);
}

TEST(SimulatedRoute, KnowsBroadcastAndMulticast) {
  EXPECT_EQ(route_to("10.9.1.255")->kind, RouteKind::broadcast);
  EXPECT_EQ(route_to("255.255.255.255")->kind, RouteKind::broadcast);
  EXPECT_EQ(route_to("224.0.0.1")->kind, RouteKind::multicast);
}

TEST(SimulatedRoute, TakesOwnSourcesOnly) {
  EXPECT_EQ(route_to("10.9.3.3", "10.9.1.1")->source, IpAddress(address("10.9.1.1")));
  EXPECT_EQ(route_to("10.9.1.1", "127.0.0.1")->source, IpAddress(address("127.0.0.1")));
  EXPECT_EQ(route_to("10.9.3.3", "10.9.1.7").error().reason, Reason::source_not_ours);
  EXPECT_EQ(route_to("10.9.3.3", "127.0.0.1").error().reason, Reason::source_not_ours);
}

TEST(SimulatedRoute, FailsWhereTheHostHasNone) {
  Network network = built_in_network();
  node_of(network, "h1").routes.clear();
  const Result<Route> route = simulate(network, "h1")->route(address("10.9.3.3"), std::nullopt);
  ASSERT_FALSE(route);
  EXPECT_EQ(route.error().reason, Reason::no_route);
  EXPECT_EQ(to_text(route.error()), "cannot find a route to 10.9.3.3: h1 has none");
}

TEST(SimulatedWire, SendsTheOctetsAsTheyAre) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  const Octets request = echo_request("10.9.3.3");
  const Sent sent = send(*wire, request);
  EXPECT_TRUE(equal(sent.frame.datagram(), request));
  EXPECT_EQ(sent.frame.at, wire->now());
  EXPECT_EQ(sent.frame.direction, Direction::outbound);
  EXPECT_FALSE(sent.held);
}

TEST(SimulatedWire, RefusesWhatTheLinkDoesNotTake) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  const Octets request = echo_request("10.9.3.3", {}, 1473);
  const Result<Sent> sent = wire->send(request, *route_to("10.9.3.3"));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().reason, Reason::too_big);
  EXPECT_EQ(sent.error().mtu, 1500U);
  EXPECT_EQ(to_text(sent.error()), "cannot send a datagram of 1501 octets: the link takes 1500");
  EXPECT_TRUE(receive_all(*wire, seconds(60)).empty());
}

TEST(SimulatedWire, RefusesRoutesOfOtherWires) {
  const Octets request = echo_request("10.9.3.3");
  for (const std::uint32_t index : {0U, 2U}) {
    Route route = *route_to("10.9.3.3");
    route.device.index = index;
    const Result<Sent> sent = built_in_wire()->send(request, route);
    ASSERT_FALSE(sent) << index;
    EXPECT_EQ(sent.error().reason, Reason::no_such_device);
  }
}

TEST(SimulatedWire, AnswersAfterTheLatenciesOfItsLinks) {
  const auto answers = answers_to(echo_request("10.9.3.3"));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].at, 2 * (microseconds(150) + microseconds(2000) + microseconds(350)));
  EXPECT_EQ(answers[0].device.name.view(), "sim0");
  EXPECT_FALSE(answers[0].local);
}

TEST(SimulatedWire, TimePassesOnlyAsItIsWaitedFor) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  send(*wire, echo_request("10.9.3.3"));
  EXPECT_EQ(wire->now(), Nanos(0));
  EXPECT_FALSE(*wire->receive(milliseconds(4)));
  EXPECT_EQ(wire->now(), milliseconds(4));
  EXPECT_TRUE(*wire->receive(seconds(10)));
  EXPECT_EQ(wire->now(), milliseconds(5));
}

TEST(SimulatedWire, WaitingForeverEndsWithTheAnswer) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  send(*wire, echo_request("10.9.3.3"));
  const auto frame = wire->receive(forever);
  ASSERT_TRUE(frame && *frame);
  EXPECT_EQ((*frame)->at, milliseconds(5));
}

TEST(SimulatedWire, AnswersOvertakeEachOtherAsOnRealLinks) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  send(*wire, echo_request("10.9.3.3"));
  send(*wire, echo_request("10.9.1.2"));
  const auto answers = receive_all(*wire, seconds(1));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.1.2"));
  EXPECT_EQ(answers[1].ip().header.source, address("10.9.3.3"));
}

TEST(SimulatedWire, TwoRunsAreIdentical) {
  const auto run = [] {
    const std::unique_ptr<Wire> wire = built_in_wire();
    std::vector<Received> all;
    for (const char* destination : {"10.9.3.3", "10.9.3.99", "192.0.2.1", "127.0.0.1", "10.9.3.3"}) {
      const auto options = together({record_route(4), timestamp(TimestampFlag::with_addresses, 2)});
      const auto answers = answers_to(*wire, echo_request(destination, options));
      all.insert(all.end(), answers.begin(), answers.end());
    }
    return all;
  };
  const auto first = run();
  const auto second = run();
  ASSERT_EQ(first.size(), 5U);
  ASSERT_EQ(second.size(), first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(to_hex(first[i].datagram), to_hex(second[i].datagram));
    EXPECT_EQ(first[i].at, second[i].at);
  }
}

TEST(SimulatedWire, EveryDatagramOfANodeHasAnIdentificationOfItsOwn) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  const auto first = answers_to(*wire, echo_request("10.9.3.3"));
  const auto second = answers_to(*wire, echo_request("10.9.3.3"));
  EXPECT_EQ(*second[0].ip().header.identification, *first[0].ip().header.identification + 1);
}

TEST(SimulatedLoopback, IsAnsweredByTheHostItself) {
  for (const char* destination : {"127.0.0.1", "10.9.1.1"}) {
    Ipv4Header header = header_to(destination);
    header.source = address(destination);
    const auto answers = answers_to(echo_request(header));
    ASSERT_EQ(answers.size(), 1U) << destination;
    EXPECT_EQ(answers[0].icmp().type(), IcmpType::echo_reply);
    EXPECT_EQ(answers[0].ip().header.source, address(destination));
    EXPECT_EQ(answers[0].device.name.view(), "lo");
    EXPECT_FALSE(answers[0].local);
    EXPECT_EQ(answers[0].at, microseconds(20));
  }
}

TEST(SimulatedLoopback, TakesTheLargestDatagram) {
  const auto answers = answers_to(echo_request("127.0.0.1", {}, 65507));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].datagram.size(), 65535U);
}

TEST(SimulatedNeighbour, ThatIsNotThereIsReportedByTheHostAfterThreeSeconds) {
  const auto answers = answers_to(echo_request("10.9.1.77"));
  EXPECT_EQ(only_answer(answers), (TypeAndCode{IcmpType::destination_unreachable, 1}));
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.1.1"));
  EXPECT_TRUE(answers[0].local);
  EXPECT_EQ(std::chrono::floor<seconds>(answers[0].at), seconds(3));
}

TEST(SimulatedNeighbour, ThatIsBeingSearchedFailsForAllAtOnce) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  send(*wire, echo_request("10.9.3.99"));
  EXPECT_TRUE(receive_all(*wire, seconds(1)).empty());
  send(*wire, echo_request("10.9.3.99"));
  const auto both = receive_all(*wire, seconds(20));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].at, both[1].at);
  const auto third = answers_to(*wire, echo_request("10.9.3.99"));
  ASSERT_EQ(third.size(), 1U);
  EXPECT_GE(third[0].at, seconds(23));  // searched for anew
}

TEST(OpenSimulatedWire, IsTheBuiltInNetwork) {
  const auto wire = open_simulated_wire({"sim", "", {}});
  ASSERT_TRUE(wire);
  EXPECT_EQ(answers_to(**wire, echo_request("10.9.3.3")).size(), 1U);
}

TEST(OpenSimulatedWire, RefusesUnknownKeysAndFiles) {
  EXPECT_EQ(open_simulated_wire({"sim", "", {{"mode", "loop"}}}).error().reason, Reason::bad_spec);
  const auto file = open_simulated_wire({"sim", "net.json", {}});
  ASSERT_FALSE(file);
  EXPECT_EQ(to_text(file.error()),
            "cannot open the network net.json: networks from files are not served yet\n"
            "  try: sim, the built-in network");
}

}  // namespace
}  // namespace icmpwire::test
