// The simulated wire for IPv6: routes and zones, what the host answers itself, groups, silence and failures.
#include <gtest/gtest.h>

#include "tests/capture/simulated_ipv6_fixture.h"

namespace icmpwire::test {
namespace {

using Summaries = std::vector<std::string>;

// With the devices that answers to them come by: a link-local address is of its link even here.
constexpr std::pair<const char*, std::string_view> own_addresses[] = {
    {"::1", "lo"}, {"fd00:9:1::1", "lo"}, {"fe80::ff:fe00:1", "sim0"}};

std::unique_ptr<Wire> built_in_wire() { return simulate(built_in_network(), built_in_host); }

Result<Route> route_to(std::string_view to, std::uint32_t zone = 0,
                       const std::optional<IpAddress>& from = std::nullopt) {
  return built_in_wire()->route(IpAddress(ipv6_address(to), zone), from);
}

IpAddress link_local(std::uint8_t station, std::uint32_t zone) {
  Ipv6Address address = ipv6_address("fe80::ff:fe00:0");
  address.octets[15] = station;
  return {address, zone};
}

TEST(SimulatedIpv6Route, LeadsByTheDefaultRouterOffTheLink) {
  const auto route = route_to("fd00:9:3::3");
  ASSERT_TRUE(route);
  EXPECT_EQ(route->source, IpAddress(ipv6_address("fd00:9:1::1")));
  EXPECT_EQ(route->next_hop, IpAddress(ipv6_address("fd00:9:1::2")));
  EXPECT_EQ(route->kind, RouteKind::unicast);
  EXPECT_EQ(route->mtu, 1500U);
  EXPECT_EQ(route->device.index, 1U);
}

TEST(SimulatedIpv6Route, OfLinkLocalAddressesCarriesTheirZone) {
  for (const std::uint32_t zone : {0U, 1U}) {  // the only link needs no zone
    const auto route = route_to("fe80::ff:fe00:2", zone);
    ASSERT_TRUE(route);
    EXPECT_EQ(route->source, link_local(1, 1));
    EXPECT_EQ(route->next_hop, link_local(2, 1));
  }
}

TEST(SimulatedIpv6Route, NeedsAZoneWhereThereAreSeveralLinks) {
  const std::unique_ptr<Wire> r1 = simulate(built_in_network(), "r1");
  const auto unknown = r1->route(link_local(4, 0), std::nullopt);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().reason, Reason::no_route);
  const auto route = r1->route(link_local(4, 2), std::nullopt);
  ASSERT_TRUE(route);
  EXPECT_EQ(route->source, link_local(3, 2));
  EXPECT_EQ(route->device.index, 2U);
}

TEST(SimulatedIpv6Route, RefusesZonesThatAreNotThere) {
  const auto route = route_to("fe80::ff:fe00:2", 2);
  ASSERT_FALSE(route);
  EXPECT_EQ(route.error().reason, Reason::no_such_device);
}

TEST(SimulatedIpv6Route, OfOwnAddressesIsLocalAndComesFromThem) {
  for (const auto& [own, device] : own_addresses) {
    const auto route = route_to(own);
    ASSERT_TRUE(route) << own;
    EXPECT_EQ(route->kind, RouteKind::local);
    EXPECT_EQ(route->source, IpAddress(ipv6_address(own)));
    EXPECT_EQ(route->device.name.view(), device);
  }
}

TEST(SimulatedIpv6Route, TakesOwnSourcesOfTheLinkOnly) {
  EXPECT_TRUE(route_to("fd00:9:3::3", 0, link_local(1, 0)));
  EXPECT_TRUE(route_to("ff02::1", 0, IpAddress(ipv6_address("fd00:9:1::1"))));
  for (const IpAddress& other : {IpAddress(ipv6_address("fd00:9:1::2")), IpAddress(Ipv6Address::loopback()),
                                 link_local(1, 2), link_local(2, 1)}) {
    const auto route = route_to("fd00:9:3::3", 0, other);
    ASSERT_FALSE(route) << to_text(other);
    EXPECT_EQ(route.error().reason, Reason::source_not_ours);
  }
  EXPECT_EQ(route_to("fd00:9:3::3", 0, address("10.9.1.1")).error().reason, Reason::unsupported);
}

TEST(SimulatedIpv6Route, OfGroupsIsMulticastFromAnAddressOfTheirScope) {
  const auto of_link = route_to("ff02::1");
  ASSERT_TRUE(of_link);
  EXPECT_EQ(of_link->kind, RouteKind::multicast);
  EXPECT_EQ(of_link->source, link_local(1, 1));
  EXPECT_EQ(route_to("ff05::2")->source, IpAddress(ipv6_address("fd00:9:1::1")));
}

TEST(SimulatedIpv6Wire, AnswersToItselfLocally) {
  for (const auto& [own, device] : own_addresses) {
    const auto answers = ipv6_answers_to(ipv6_echo_request(ipv6_header_to(own, own)));
    EXPECT_EQ(summaries_of(answers), Summaries{"129.0 " + std::string(own)});
    EXPECT_EQ(answers.at(0).device.name.view(), device);
  }
}

TEST(SimulatedIpv6Wire, AllNodesOfTheLinkAnswerTheHostItselfFirst) {
  const auto answers = ipv6_answers_to(ipv6_echo_request(ipv6_header_to("ff02::1", "fe80::ff:fe00:1")));
  EXPECT_EQ(summaries_of(answers), (Summaries{"129.0 fe80::ff:fe00:1", "129.0 fe80::ff:fe00:2"}));
}

TEST(SimulatedIpv6Wire, BetweenRoutersAllRoutersAnswer) {
  const std::unique_ptr<Wire> r1 = simulate(built_in_network(), "r1");
  const Ipv6Header header = ipv6_header_to("ff02::2", "fd00:9:2::1");
  const auto answers = answers_by(*r1, IpAddress(header.destination, 2), ipv6_echo_request(header));
  EXPECT_EQ(summaries_of(answers), (Summaries{"129.0 fd00:9:2::1", "129.0 fd00:9:2::2"}));
}

TEST(SimulatedIpv6Wire, SilentDestinationNeverAnswers) {
  EXPECT_TRUE(ipv6_answers_to(ipv6_echo_request("fd00:192:18:1::1")).empty());
}

TEST(SimulatedIpv6Wire, UnknownNetworksAreReportedByTheirRouter) {
  EXPECT_EQ(summaries_of(ipv6_answers_to(ipv6_echo_request("2001:db8::1"))), Summaries{"1.0 fd00:9:1::2"});
}

TEST(SimulatedIpv6Wire, ADeadNeighbourIsReportedByTheHostAfterThreeSeconds) {
  const auto answers = ipv6_answers_to(ipv6_echo_request("fd00:9:1::99"));
  EXPECT_EQ(summaries_of(answers), Summaries{"1.3 fd00:9:1::1"});
  EXPECT_TRUE(answers.at(0).local);
  EXPECT_GE(answers.at(0).at, std::chrono::seconds(3));
}

TEST(SimulatedIpv6Wire, RefusesWhatTheLinkDoesNotTake) {
  const std::unique_ptr<Wire> wire = built_in_wire();
  const auto route = wire->route(ipv6_address("fd00:9:3::3"), std::nullopt);
  const auto sent = wire->send(ipv6_echo_request("fd00:9:3::3", 1453), *route);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().reason, Reason::too_big);
  EXPECT_EQ(sent.error().mtu, 1500U);
}

TEST(SimulatedIpv6Wire, AnIncompleteDatagramIsReportedAfterAMinute) {
  const Octets whole = ipv6_echo_request("fd00:9:3::3", 2000);
  Ipv6Header header = decode_fixed<Ipv6Header>(whole);
  header.payload_length.reset();
  header.next_header = Protocol::fragment;
  const Octets extension = {58, 0, 0, 1, 0, 0, 0, 7};
  const Octets first = build_ipv6(header, extension, Bytes(whole).subspan(40, 1200));
  const auto answers = ipv6_answers_to(first);
  EXPECT_EQ(summaries_of(answers), Summaries{"3.1 fd00:9:3::3"});
  EXPECT_GE(answers.at(0).at, std::chrono::minutes(1));
}

TEST(SimulatedIpv6Wire, HostsForwardNothing) {
  Network network = built_in_network();
  node_of(network, "r2").ipv6_routes.push_back({{ipv6_address("fd00:7::"), 64}, ipv6_address("fd00:9:3::3")});
  node_of(network, "r1").ipv6_routes.push_back({{ipv6_address("fd00:7::"), 64}, ipv6_address("fd00:9:2::2")});
  const std::unique_ptr<Wire> wire = simulate(network, built_in_host);
  EXPECT_TRUE(answers_by(*wire, ipv6_address("fd00:7::1"), ipv6_echo_request("fd00:7::1")).empty());
}

TEST(SimulatedIpv6Wire, ALoopOfRoutesEndsWithTheHopLimit) {
  Network network = built_in_network();
  node_of(network, "r2").ipv6_routes = {{{}, ipv6_address("fd00:9:2::1")}};
  const std::unique_ptr<Wire> wire = simulate(network, built_in_host);
  const auto answers =
      answers_by(*wire, ipv6_address("fd00:192:18:1::1"), ipv6_echo_request("fd00:192:18:1::1"));
  EXPECT_EQ(summaries_of(answers), Summaries{"3.0 fd00:9:2::2"});
}

TEST(Ipv6Prefix, ContainsWhatSharesItsBits) {
  const Ipv6Prefix prefix{ipv6_address("fd00:9:2::1"), 47};
  EXPECT_TRUE(prefix.contains(ipv6_address("fd00:9:3:ffff::")));
  EXPECT_FALSE(prefix.contains(ipv6_address("fd00:9:4::")));
  EXPECT_TRUE(Ipv6Prefix{}.contains(ipv6_address("ff02::1")));
  EXPECT_FALSE(Ipv6Prefix({ipv6_address("::1"), 128}).contains(ipv6_address("::2")));
  EXPECT_EQ(prefix.subnet_router(), ipv6_address("fd00:9:2::"));
}

TEST(LinkLocalAddress, IsMadeOfTheMacAddress) {  // RFC 4291 appendix A
  NetworkInterface interface;
  interface.mac = {{0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde}};
  EXPECT_EQ(interface.link_local(), ipv6_address("fe80::3656:78ff:fe9a:bcde"));
}

}  // namespace
}  // namespace icmpwire::test
