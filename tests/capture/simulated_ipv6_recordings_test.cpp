// The IPv6 side of the simulated network against Linux: every recorded request must come back as Linux
// answered it, octet by octet.
#include <gtest/gtest.h>

#include <algorithm>

#include "packet/ethernet.h"
#include "packet/ipv6.h"
#include "tests/capture/simulated_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// The whole list from 41 on, but for those whose answers a packet filter or a script made (44, 47 to 49, 58)
// and the Redirect of 57.
const std::vector<std::string> recordings = {"41-ipv6-echo",
                                             "42-ipv6-hop-limit-exceeded",
                                             "43-ipv6-no-route",
                                             "45-ipv6-beyond-scope",
                                             "46-ipv6-address-unreachable",
                                             "50-ipv6-packet-too-big",
                                             "51-ipv6-unknown-next-header",
                                             "52-ipv6-unknown-option",
                                             "53-ipv6-wrong-field",
                                             "54-ipv6-incomplete-chain",
                                             "55-ipv6-fragments",
                                             "56-ipv6-link-local",
                                             "59-ipv6-extension-headers",
                                             "60-ipv6-reassembly-time-exceeded",
                                             "61-ipv6-atomic-fragment",
                                             "62-ipv6-overlapping-fragments-noreply",
                                             "63-ipv6-hop-limits",
                                             "64-ipv6-destination-options",
                                             "65-ipv6-hop-by-hop-options",
                                             "66-ipv6-next-headers",
                                             "67-ipv6-routing-headers",
                                             "68-ipv6-fragments",
                                             "69-ipv6-no-error-about",
                                             "70-ipv6-groups",
                                             "71-ipv6-udp",
                                             "72-ipv6-addresses",
                                             "73-ipv6-dead-host",
                                             "74-ipv6-path-mtu",
                                             "75-ipv6-neighbour-discovery"};

// fd00:9:SUBNET::HOST as 2001:db8:9:SUBNET::HOST.
Ipv6Address documentation_address(const Ipv6Address& address) {
  return {{0x20, 1, 0x0d, 0xb8, 0, 9, 0, address.octets[5], 0, 0, 0, 0, 0, 0, 0, address.octets[15]}};
}

void renumber(Network& network) {
  for (NetworkNode& node : network.nodes) {
    for (NetworkInterface& interface : node.interfaces) {
      interface.ipv6_address = documentation_address(interface.ipv6_address);
    }
    for (NetworkIpv6Route& route : node.ipv6_routes) {
      if (route.to.length != 0) route.to.address = documentation_address(route.to.address);
      if (route.next_hop) route.next_hop = documentation_address(*route.next_hop);
    }
  }
}

Network network_of(const std::string& recording) {
  Network network = built_in_network();
  if (recording < "63") renumber(network);
  if (recording.starts_with("50") || recording.starts_with("74")) set_mtu(network, "r1-r2", 1280);
  return network;
}

// By the first link, to whoever is there for it: what is recorded was crafted for r1's station.
Route route_to_r1(const Network& network) {
  Route route;
  route.next_hop = network.nodes[1].interfaces[0].link_local();
  route.device.index = 1;
  route.destination = route.next_hop;
  return route;
}

// Without the flow label of a whole datagram and the identification of a fragment, which are Linux' secrets.
std::string without_what_varies(Octets datagram) {
  write_u32(datagram, 0, read_u32(datagram, 0) & 0xfff00000U);
  const auto header = decode_fixed<Ipv6Header>(datagram);
  constexpr std::size_t identification_at = 44;
  if (header.next_header == Protocol::fragment) write_u32(datagram, identification_at, 0);
  return to_hex(datagram);
}

class Ipv6Recording : public testing::TestWithParam<std::string> {};

TEST_P(Ipv6Recording, IsAnsweredAsLinuxAnsweredIt) {
  const Network network = network_of(GetParam());
  const MacAddress h1 = network.nodes[0].interfaces[0].mac;
  const std::unique_ptr<Wire> wire = simulate(network, built_in_host);
  std::vector<std::string> recorded;
  std::vector<std::string> simulated;
  const auto receive_for = [&](Nanos time) {
    for (const Received& answer : receive_all(*wire, wire->now() + time)) {
      simulated.push_back(without_what_varies(answer.datagram));
    }
  };
  for (const Octets& frame : recorded_frames(GetParam() + ".pcap")) {
    const Bytes datagram = Bytes(frame).subspan(layout<EthernetHeader>.octets);
    if (decode_fixed<EthernetHeader>(frame).source == h1) {
      ASSERT_TRUE(wire->send(datagram, route_to_r1(network)));
      receive_for(std::chrono::milliseconds(50));
    } else {
      recorded.push_back(without_what_varies(Octets(datagram.begin(), datagram.end())));
    }
  }
  receive_for(std::chrono::seconds(120));
  EXPECT_EQ(simulated, recorded);
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Linux, Ipv6Recording, testing::ValuesIn(recordings), name_of);

}  // namespace
}  // namespace icmpwire::test
