#include "capture/network.h"

#include <gtest/gtest.h>

#include "tests/capture/simulated_fixture.h"

namespace icmpwire::test {
namespace {

TEST(Ipv4Prefix, ContainsWhatSharesItsBits) {
  const Ipv4Prefix prefix{address("10.9.3.2"), 24};
  EXPECT_TRUE(prefix.contains(address("10.9.3.0")));
  EXPECT_TRUE(prefix.contains(address("10.9.3.255")));
  EXPECT_FALSE(prefix.contains(address("10.9.2.255")));
}

TEST(Ipv4Prefix, OfNoBitsContainsEverythingAndOfAllBitsOneAddress) {
  EXPECT_TRUE(Ipv4Prefix{}.contains(address("255.255.255.255")));
  const Ipv4Prefix host{address("10.9.3.2"), 32};
  EXPECT_TRUE(host.contains(address("10.9.3.2")));
  EXPECT_FALSE(host.contains(address("10.9.3.3")));
}

TEST(Ipv4Prefix, BroadcastHasEveryHostBitSet) {
  EXPECT_EQ(Ipv4Prefix({address("10.9.3.2"), 24}).broadcast(), address("10.9.3.255"));
  EXPECT_EQ(Ipv4Prefix({address("10.9.3.2"), 30}).broadcast(), address("10.9.3.3"));
  EXPECT_EQ(Ipv4Prefix{}.broadcast(), address("255.255.255.255"));
}

NetworkNode node_with_two_links() {
  NetworkNode node;
  node.name = "node";
  node.interfaces = {{"left", address("10.1.0.1"), 24}, {"right", address("10.2.0.1"), 24}};
  return node;
}

TEST(FindPath, OwnAddressesAndLoopbackAreLocal) {
  const NetworkNode node = node_with_two_links();
  EXPECT_EQ(find_path(node, address("10.2.0.1")).kind, PathKind::local);
  EXPECT_EQ(find_path(node, address("127.9.9.9")).kind, PathKind::local);
}

TEST(FindPath, NeighboursAreTheirOwnNextHop) {
  const Path path = find_path(node_with_two_links(), address("10.2.0.7"));
  EXPECT_EQ(path.kind, PathKind::unicast);
  EXPECT_EQ(path.interface, 1U);
  EXPECT_EQ(path.next_hop, address("10.2.0.7"));
  EXPECT_TRUE(path.on_link);
}

TEST(FindPath, BroadcastsAreThoseOfTheLinksAndTheLimitedOne) {
  const NetworkNode node = node_with_two_links();
  EXPECT_EQ(find_path(node, address("10.2.0.255")).kind, PathKind::broadcast);
  EXPECT_EQ(find_path(node, address("10.2.0.255")).interface, 1U);
  EXPECT_EQ(find_path(node, address("255.255.255.255")).kind, PathKind::broadcast);
  EXPECT_EQ(find_path(node, address("10.3.0.255")).kind, PathKind::unreachable);
}

TEST(FindPath, LinksOfTwoAddressesHaveNoBroadcast) {
  NetworkNode node;
  node.interfaces = {{"left", address("10.1.0.0"), 31}};
  EXPECT_EQ(find_path(node, address("10.1.0.1")).kind, PathKind::unicast);
}

TEST(FindPath, MulticastNeedsNoRoute) {
  EXPECT_EQ(find_path(node_with_two_links(), address("224.0.0.1")).kind, PathKind::multicast);
}

TEST(FindPath, TheLongestPrefixWins) {
  NetworkNode node = node_with_two_links();
  node.routes = {{Ipv4Prefix{}, address("10.1.0.2")},
                 {{address("10.5.0.0"), 16}, address("10.2.0.2")},
                 {{address("10.5.6.0"), 24}, std::nullopt},
                 {{address("10.5.6.7"), 32}, address("10.1.0.3")}};
  EXPECT_EQ(find_path(node, address("10.4.0.1")).next_hop, address("10.1.0.2"));
  EXPECT_EQ(find_path(node, address("10.5.0.1")).next_hop, address("10.2.0.2"));
  EXPECT_EQ(find_path(node, address("10.5.6.1")).kind, PathKind::discarded);
  EXPECT_EQ(find_path(node, address("10.5.6.7")).next_hop, address("10.1.0.3"));
  EXPECT_FALSE(find_path(node, address("10.5.6.7")).on_link);
}

TEST(FindPath, ALinkIsPreferredToARouteOfTheSameLength) {
  NetworkNode node = node_with_two_links();
  node.routes = {{{address("10.1.0.0"), 24}, address("10.2.0.2")}};
  EXPECT_TRUE(find_path(node, address("10.1.0.9")).on_link);
}

TEST(FindPath, ANextHopOnNoLinkLeadsNowhere) {
  NetworkNode node = node_with_two_links();
  node.routes = {{Ipv4Prefix{}, address("10.9.0.1")}};
  EXPECT_EQ(find_path(node, address("8.8.8.8")).kind, PathKind::unreachable);
}

TEST(SourceTowards, IsTheAddressOfTheSideThatLeadsThere) {
  NetworkNode node = node_with_two_links();
  node.routes = {{{address("10.5.0.0"), 16}, address("10.2.0.2")}};
  EXPECT_EQ(source_towards(node, address("10.1.0.9")), address("10.1.0.1"));
  EXPECT_EQ(source_towards(node, address("10.5.0.9")), address("10.2.0.1"));
  EXPECT_EQ(source_towards(node, address("10.2.0.1")), address("10.2.0.1"));
  EXPECT_EQ(source_towards(node, address("10.6.0.1")), std::nullopt);
}

TEST(BuiltInNetwork, IsTheTopologyOfTheRecordings) {
  Network network = built_in_network();
  EXPECT_EQ(find_path(node_of(network, "h1"), address("10.9.3.3")).next_hop, address("10.9.1.2"));
  EXPECT_EQ(find_path(node_of(network, "r1"), address("10.9.3.3")).next_hop, address("10.9.2.2"));
  EXPECT_TRUE(find_path(node_of(network, "r2"), address("10.9.3.3")).on_link);
  EXPECT_EQ(find_path(node_of(network, "r1"), address("192.18.1.1")).next_hop, address("10.9.2.2"));
  EXPECT_EQ(find_path(node_of(network, "r1"), address("192.0.2.1")).kind, PathKind::unreachable);
  EXPECT_EQ(find_path(node_of(network, "r2"), address("192.18.1.1")).kind, PathKind::discarded);
}

TEST(BuiltInNetwork, EveryInterfaceIsOnALinkThatIsThere) {
  const Network network = built_in_network();
  std::size_t ends = 0;
  for (const NetworkLink& link : network.links) {
    for (const NetworkNode& node : network.nodes) {
      for (const NetworkInterface& interface : node.interfaces) ends += interface.link == link.name ? 1 : 0;
    }
  }
  EXPECT_EQ(ends, 6U);
}

}  // namespace
}  // namespace icmpwire::test
