#include "capture/simulated_network.h"

#include <algorithm>
#include <utility>

namespace icmpwire {
namespace {

constexpr Nanos latency_within_a_node = std::chrono::microseconds(10);
constexpr Nanos neighbour_search = std::chrono::seconds(3);  // Linux asks three times, a second apart

bool is_ipv6(Bytes datagram) { return !datagram.empty() && datagram[0] >> 4 == 6; }

// Whatever zone the address names: the link is the interface's.
bool has(const NetworkInterface& interface, const IpAddress& address) {
  return address.is_v4() ? interface.address == address.v4() : interface.owns(address.v6());
}

}  // namespace

SimulatedNetwork::SimulatedNetwork(Network network, std::size_t host)
    : network_(std::move(network)), host_(host) {
  constexpr std::uint16_t identifications_apart = 0x1000;
  std::uint16_t identification = 1;
  nodes_.reserve(network_.nodes.size());
  ipv6_nodes_.reserve(network_.nodes.size());
  for (const NetworkNode& node : network_.nodes) {
    nodes_.emplace_back(node, network_.epoch, identification);
    ipv6_nodes_.emplace_back(node, identification);
    identification = static_cast<std::uint16_t>(identification + identifications_apart);
  }
}

bool SimulatedNetwork::has_owner(const IpAddress& address) const {
  return std::any_of(network_.nodes.begin(), network_.nodes.end(), [&](const NetworkNode& node) {
    return &node != &host() && (address.is_v4() ? node.owns(address.v4()) : node.owns(address.v6()));
  });
}

void SimulatedNetwork::send(Bytes datagram, std::size_t interface, std::optional<IpAddress> next_hop,
                            Nanos at) {
  if (next_hop)
    return depart(host_, {interface, *next_hop, Octets(datagram.begin(), datagram.end()), {}}, at);
  flood(host_, interface, datagram, at);
  if (!is_ipv6(datagram)) return;
  schedule({.at = at + latency_within_a_node,
            .number = 0,
            .what = What::arrival,
            .node = host_,
            .interface = interface,
            .datagram = Octets(datagram.begin(), datagram.end()),
            .shown = false});
}

void SimulatedNetwork::flood(std::size_t from, std::size_t interface, Bytes datagram, Nanos at) {
  const NetworkInterface& outgoing = network_.nodes[from].interfaces[interface];
  for (std::size_t node = 0; node < network_.nodes.size(); ++node) {
    const auto& interfaces = network_.nodes[node].interfaces;
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      if (interfaces[i].link != outgoing.link || &interfaces[i] == &outgoing) continue;
      schedule({.at = at + latency(outgoing),
                .number = 0,
                .what = What::arrival,
                .node = node,
                .interface = i,
                .datagram = Octets(datagram.begin(), datagram.end())});
    }
  }
}

void SimulatedNetwork::send_to_itself(Bytes datagram, Nanos at) {
  schedule({.at = at + latency_within_a_node,
            .number = 0,
            .what = What::arrival,
            .node = host_,
            .interface = std::nullopt,
            .datagram = Octets(datagram.begin(), datagram.end()),
            .shown = false});
}

Nanos SimulatedNetwork::next_event() const { return events_.empty() ? forever : events_.front().at; }

std::optional<SimulatedNetwork::Seen> SimulatedNetwork::run_next_event() {
  std::pop_heap(events_.begin(), events_.end(), later);
  Event event = std::move(events_.back());
  events_.pop_back();

  std::optional<Seen> seen;
  if (event.what == What::arrival && event.node == host_ && event.shown) {
    seen = Seen{event.datagram, event.interface, event.at, event.local};
  }
  const Nanos at = event.at;
  const std::size_t node = event.node;
  const What what = event.what;
  Outbox out;
  run(std::move(event), out);
  empty(std::move(out), node, what, at);
  return seen;
}

void SimulatedNetwork::run(Event event, Outbox& out) {
  SimulatedNode& ipv4 = nodes_[event.node];
  SimulatedIpv6Node& ipv6 = ipv6_nodes_[event.node];
  const bool to_ipv6 = is_ipv6(event.datagram);
  switch (event.what) {
    case What::arrival:
      if (to_ipv6) return ipv6.receive(std::move(event.datagram), event.interface, event.at, out);
      return ipv4.receive(std::move(event.datagram), event.interface, event.at, out);
    case What::neighbour_failure:
      if (to_ipv6) return ipv6.neighbour_failed(std::move(event.datagram), event.interface, event.at, out);
      return ipv4.neighbour_failed(std::move(event.datagram), event.interface, event.at, out);
    case What::wake_up:
      ipv4.wake_up(event.at, out);
      return ipv6.wake_up(event.at, out);
  }
}

bool SimulatedNetwork::later(const Event& left, const Event& right) {
  return std::pair(left.at, left.number) > std::pair(right.at, right.number);
}

void SimulatedNetwork::schedule(Event event) {
  event.number = scheduled_++;
  events_.push_back(std::move(event));
  std::push_heap(events_.begin(), events_.end(), later);
}

void SimulatedNetwork::depart(std::size_t node, Outbox::Departure departure, Nanos at) {
  if (departure.next_hop.is_multicast()) return flood(node, departure.interface, departure.datagram, at);
  const NetworkInterface& outgoing = network_.nodes[node].interfaces[departure.interface];
  for (std::size_t neighbour = 0; neighbour < network_.nodes.size(); ++neighbour) {
    const auto& interfaces = network_.nodes[neighbour].interfaces;
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      if (interfaces[i].link != outgoing.link || !has(interfaces[i], departure.next_hop)) continue;
      return schedule({.at = at + latency(outgoing),
                       .number = 0,
                       .what = What::arrival,
                       .node = neighbour,
                       .interface = i,
                       .datagram = std::move(departure.datagram)});
    }
  }
  fail_neighbour(node, std::move(departure), at);
}

// All that is sent to a neighbour while it is searched for fails when the search does.
void SimulatedNetwork::fail_neighbour(std::size_t node, Outbox::Departure departure, Nanos at) {
  std::erase_if(searches_, [at](const auto& search) { return search.second <= at; });
  const auto search =
      searches_.try_emplace({node, departure.interface, departure.next_hop}, at + neighbour_search);
  schedule({.at = search.first->second,
            .number = 0,
            .what = What::neighbour_failure,
            .node = node,
            .interface = departure.came_in_by,
            .datagram = std::move(departure.datagram)});
}

void SimulatedNetwork::empty(Outbox out, std::size_t node, What cause, Nanos at) {
  for (Outbox::Departure& departure : out.departures) depart(node, std::move(departure), at);
  for (Octets& datagram : out.to_itself) {
    schedule({.at = at + latency_within_a_node,
              .number = 0,
              .what = What::arrival,
              .node = node,
              .interface = std::nullopt,
              .datagram = std::move(datagram),
              .local = cause == What::neighbour_failure});
  }
  for (const Nanos wake_up : out.wake_ups) {
    schedule(
        {.at = wake_up, .number = 0, .what = What::wake_up, .node = node, .interface = {}, .datagram = {}});
  }
}

Nanos SimulatedNetwork::latency(const NetworkInterface& interface) const {
  const auto link = std::find_if(network_.links.begin(), network_.links.end(),
                                 [&](const NetworkLink& each) { return each.name == interface.link; });
  return link->latency;
}

}  // namespace icmpwire
