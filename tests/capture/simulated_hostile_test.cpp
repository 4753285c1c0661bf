// Any octets whatever into the simulated network: it stays within bounds, and what it sends is valid.
#include <gtest/gtest.h>

#include <random>

#include "capture/simulated_fragments.h"
#include "capture/simulated_network.h"
#include "tests/capture/simulated_ipv6_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// What one datagram can cause at most: a TTL of 255, there and back, reassembly timers beside it.
constexpr unsigned most_events_of_a_datagram = 1100;

class Hostile : public testing::Test {
 protected:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  std::uint8_t octet() { return static_cast<std::uint8_t>(random_()); }

  // Sends it and lets the network run dry; everything that comes back must be a valid datagram.
  void send_and_exhaust(SimulatedNetwork& network, Bytes datagram) {
    exhaust(network, datagram, address("10.9.1.2"), [](Bytes seen, Bytes) {
      const auto parsed = parse_ipv4(seen);
      return parsed && ipv4_checksum_ok(parsed->header_octets);
    });
  }
  void send_and_exhaust_ipv6(SimulatedNetwork& network, Bytes datagram) {
    exhaust(network, datagram, ipv6_address("fd00:9:1::2"), [](Bytes seen, Bytes sent) {
      constexpr std::size_t addresses_at = 8;
      constexpr std::size_t addresses_octets = 32;
      // A router that sends it back reads no further than the addresses.
      if (equal(seen.subspan(addresses_at, addresses_octets), sent.subspan(addresses_at, addresses_octets))) {
        return true;
      }
      const auto parsed = parse_ipv6(seen);
      if (!parsed || parsed->is_fragment()) return parsed.has_value();
      return icmpv6_checksum_ok(parsed->payload, parsed->header.source, parsed->header.destination);
    });
  }
  void exhaust(SimulatedNetwork& network, Bytes datagram, const IpAddress& next_hop,
               bool (*is_valid)(Bytes seen, Bytes sent)) {
    network.send(datagram, 0, next_hop, at_);
    unsigned events = 0;
    for (; network.next_event() != forever; ++events) {
      ASSERT_LT(events, most_events_of_a_datagram) << to_hex(datagram);
      ASSERT_GE(network.next_event(), at_);
      at_ = network.next_event();
      const auto seen = network.run_next_event();
      if (!seen) continue;
      ++seen_;
      ASSERT_TRUE(is_valid(seen->datagram, datagram)) << to_hex(datagram);
    }
  }

  // Some octets other ones, the header's checksum made right again, or else nothing comes beyond it.
  Octets mutated(Octets datagram) {
    for (unsigned changes = 1 + below(4); changes > 0; --changes) {
      const std::size_t header_and_some = std::min<std::size_t>(datagram.size(), 70);
      datagram[below(static_cast<unsigned>(header_and_some))] = octet();
    }
    const auto parsed = parse_ipv4(datagram);
    if (parsed) write_header_checksum(MutableBytes(datagram).first(parsed->header_octets.size()));
    return datagram;
  }

  static std::vector<Octets> recorded_requests() {
    std::vector<Octets> requests;
    for (const char* file : {"02-rr9.pcap", "05-ts-addr4-overflow.pcap", "06-ts-prespec-r2-h2.pcap",
                             "08-lsrr-r1-r2.pcap", "09-ssrr-r1-r2.pcap", "27-rr-ra-lsrr-combined.pcap",
                             "35-frag-options-mtu600.pcap", "37-no-error-about-error.pcap"}) {
      requests.push_back(recorded_datagrams(file).front());
    }
    return requests;
  }

  std::mt19937 random_{20261122};
  Nanos at_{};
  unsigned seen_ = 0;
};

TEST_F(Hostile, RandomOctetsCauseNothing) {
  SimulatedNetwork network(built_in_network(), 0);
  for (int i = 0; i < 3000; ++i) {
    Octets datagram(below(120));
    for (std::uint8_t& each : datagram) each = octet();
    send_and_exhaust(network, datagram);
  }
  EXPECT_EQ(seen_, 0U);  // no checksum is right by chance
}

TEST_F(Hostile, MutatedRequestsStayWithinBounds) {
  Network small = built_in_network();
  set_mtu(small, "r1-r2", 600);
  SimulatedNetwork network(std::move(small), 0);
  const std::vector<Octets> requests = recorded_requests();
  for (int i = 0; i < 20000; ++i) {
    send_and_exhaust(network, mutated(requests[below(static_cast<unsigned>(requests.size()))]));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(seen_, 5000U);  // most mutations are answered: the inner rules were reached
}

TEST_F(Hostile, RandomOptionAreasStayWithinBounds) {
  SimulatedNetwork network(built_in_network(), 0);
  constexpr std::array<std::uint8_t, 8> types = {0, 1, 7, 68, 131, 137, 148, 94};
  for (int i = 0; i < 20000; ++i) {
    Octets area(4 * below(11));
    for (std::uint8_t& each : area)
      each = below(3) == 0 ? types[below(types.size())] : static_cast<std::uint8_t>(below(12));
    Ipv4Header header = header_to(below(2) == 0 ? "10.9.3.3" : "10.9.1.2");
    header.ttl = static_cast<std::uint8_t>(below(6));
    send_and_exhaust(network, echo_request(header, *IpOptions::from_octets(area)));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(seen_, 5000U);
}

TEST_F(Hostile, LoopsOfRoutesAndSourceRoutesEnd) {
  Network looping = built_in_network();
  node_of(looping, "r2").routes = {{Ipv4Prefix{}, address("10.9.2.1")}};
  node_of(looping, "r1").routes = {{Ipv4Prefix{}, address("10.9.2.2")}};
  SimulatedNetwork network(std::move(looping), 0);
  std::vector<Ipv4Address> there_and_back;
  for (int i = 0; i < 4; ++i) {
    there_and_back.push_back(address("10.9.2.2"));
    there_and_back.push_back(address("10.9.2.1"));
  }
  there_and_back.push_back(address("192.18.1.1"));
  Ipv4Header header = header_to("10.9.1.2");
  header.ttl = 255;
  send_and_exhaust(network, echo_request(header, loose_source_route(there_and_back)));
  header.source = address("192.18.1.1");  // nor does an answer to it come home
  send_and_exhaust(network, echo_request(header, loose_source_route(there_and_back)));
}

TEST_F(Hostile, MutatedIpv6StaysWithinBounds) {
  SimulatedNetwork network(built_in_network(), 0);
  std::vector<Octets> requests;
  for (const char* file :
       {"63-ipv6-hop-limits.pcap", "64-ipv6-destination-options.pcap", "65-ipv6-hop-by-hop-options.pcap",
        "66-ipv6-next-headers.pcap", "67-ipv6-routing-headers.pcap", "68-ipv6-fragments.pcap",
        "75-ipv6-neighbour-discovery.pcap"}) {
    for (Octets& datagram : recorded_ipv6_datagrams(file)) requests.push_back(std::move(datagram));
  }
  for (int i = 0; i < 20000; ++i) {
    Octets datagram = requests[below(static_cast<unsigned>(requests.size()))];
    for (unsigned changes = 1 + below(4); changes > 0; --changes) {
      datagram[below(static_cast<unsigned>(std::min<std::size_t>(datagram.size(), 90)))] = octet();
    }
    if (below(8) == 0) datagram.resize(below(static_cast<unsigned>(datagram.size())));
    send_and_exhaust_ipv6(network, datagram);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(seen_, 2000U);
}

}  // namespace
}  // namespace icmpwire::test
