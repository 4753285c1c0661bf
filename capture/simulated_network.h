// The events of a simulated network: what is under way on its links, and what reaches the host that watches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "capture/network.h"
#include "capture/simulated_ipv6_node.h"
#include "capture/simulated_node.h"

namespace icmpwire {

// Deterministic: events at one instant happen in the order in which they were caused. Not thread-safe.
class SimulatedNetwork {
 public:
  // What arrives at the host.
  struct Seen {
    Octets datagram;
    std::optional<std::size_t> interface;  // nullopt: from the host itself
    Nanos at{};
    bool local = false;  // the host's own report of a neighbour that does not answer
  };

  // `host` is the index of one of the nodes.
  SimulatedNetwork(Network network, std::size_t host);
  SimulatedNetwork(const SimulatedNetwork&) = delete;
  SimulatedNetwork& operator=(const SimulatedNetwork&) = delete;

  const NetworkNode& host() const { return network_.nodes[host_]; }

  // Whether a node other than the host has the address.
  bool has_owner(const IpAddress& address) const;

  // The host puts a datagram on the link of an interface, for one neighbour or (nullopt) for all of them.
  // What it sends to a group of IPv6 reaches itself too.
  void send(Bytes datagram, std::size_t interface, std::optional<IpAddress> next_hop, Nanos at);
  // The host sends to itself; it does not see that arrive, only what it answers.
  void send_to_itself(Bytes datagram, Nanos at);

  Nanos next_event() const;  // its instant; `forever`: none is left
  std::optional<Seen> run_next_event();

 private:
  enum class What : std::uint8_t { arrival, neighbour_failure, wake_up };
  struct Event {
    Nanos at;
    std::uint64_t number;
    What what;
    std::size_t node;
    std::optional<std::size_t> interface;  // that the datagram came in by; nullopt: it is the node's own
    Octets datagram;
    bool shown = true;   // to the host, where it arrives there
    bool local = false;  // see Seen
  };
  static bool later(const Event& left, const Event& right);

  void schedule(Event event);
  void run(Event event, Outbox& out);
  void flood(std::size_t node, std::size_t interface, Bytes datagram, Nanos at);
  void depart(std::size_t node, Outbox::Departure departure, Nanos at);
  void fail_neighbour(std::size_t node, Outbox::Departure departure, Nanos at);
  void empty(Outbox out, std::size_t node, What cause, Nanos at);
  Nanos latency(const NetworkInterface& interface) const;

  Network network_;
  std::size_t host_;
  std::vector<SimulatedNode> nodes_;
  std::vector<SimulatedIpv6Node> ipv6_nodes_;
  std::uint64_t scheduled_ = 0;
  std::vector<Event> events_;  // a heap, the earliest first
  // When the search for a neighbour that is not there ends, by node, interface and address.
  std::map<std::tuple<std::size_t, std::size_t, IpAddress>, Nanos> searches_;
};

}  // namespace icmpwire
