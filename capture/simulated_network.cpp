#include "capture/simulated_network.h"

#include <algorithm>
#include <utility>

namespace icmpwire {
namespace {

constexpr Nanos latency_within_a_node = std::chrono::microseconds(10);
constexpr Nanos neighbour_search = std::chrono::seconds(3);  // Linux asks three times, a second apart

}  // namespace

SimulatedNetwork::SimulatedNetwork(Network network, std::size_t host)
    : network_(std::move(network)), host_(host) {
  constexpr std::uint16_t identifications_apart = 0x1000;
  std::uint16_t identification = 1;
  nodes_.reserve(network_.nodes.size());
  for (const NetworkNode& node : network_.nodes) {
    nodes_.emplace_back(node, network_.epoch, identification);
    identification = static_cast<std::uint16_t>(identification + identifications_apart);
  }
}

void SimulatedNetwork::send(Bytes datagram, std::size_t interface, std::optional<Ipv4Address> next_hop,
                            Nanos at) {
  if (next_hop) return depart(host_, {interface, *next_hop, Octets(datagram.begin(), datagram.end())}, at);
  const NetworkInterface& outgoing = host().interfaces[interface];
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
  Outbox out;
  SimulatedNode& node = nodes_[event.node];
  switch (event.what) {
    case What::arrival:
      node.receive(std::move(event.datagram), event.interface, event.at, out);
      break;
    case What::neighbour_failure:
      node.neighbour_failed(std::move(event.datagram), *event.interface, event.at, out);
      break;
    case What::wake_up:
      node.wake_up(event.at, out);
      break;
  }
  empty(std::move(out), event);
  return seen;
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
  const NetworkInterface& outgoing = network_.nodes[node].interfaces[departure.interface];
  for (std::size_t neighbour = 0; neighbour < network_.nodes.size(); ++neighbour) {
    const auto& interfaces = network_.nodes[neighbour].interfaces;
    for (std::size_t i = 0; i < interfaces.size(); ++i) {
      if (interfaces[i].link != outgoing.link || interfaces[i].address != departure.next_hop) continue;
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
            .interface = departure.interface,
            .datagram = std::move(departure.datagram)});
}

void SimulatedNetwork::empty(Outbox out, const Event& cause) {
  for (Outbox::Departure& departure : out.departures) depart(cause.node, std::move(departure), cause.at);
  for (Octets& datagram : out.to_itself) {
    schedule({.at = cause.at + latency_within_a_node,
              .number = 0,
              .what = What::arrival,
              .node = cause.node,
              .interface = std::nullopt,
              .datagram = std::move(datagram),
              .local = cause.what == What::neighbour_failure});
  }
  for (const Nanos at : out.wake_ups) {
    schedule(
        {.at = at, .number = 0, .what = What::wake_up, .node = cause.node, .interface = {}, .datagram = {}});
  }
}

Nanos SimulatedNetwork::latency(const NetworkInterface& interface) const {
  const auto link = std::find_if(network_.links.begin(), network_.links.end(),
                                 [&](const NetworkLink& each) { return each.name == interface.link; });
  return link->latency;
}

}  // namespace icmpwire
