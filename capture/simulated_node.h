// The IPv4 side of a simulated node: takes octets, follows the RFCs' rules as Linux does, and gives octets.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "capture/network.h"
#include "capture/simulated_outbox.h"
#include "capture/simulated_reassembly.h"
#include "capture/simulated_transit.h"
#include "packet/icmp.h"

namespace icmpwire {

class SimulatedNode {
 public:
  // `identification` is that of its first own datagram. The node must outlive this.
  SimulatedNode(const NetworkNode& node, Nanos epoch, std::uint16_t identification)
      : node_(node), epoch_(epoch), identification_(identification) {}

  // Takes what comes in by an interface, or (nullopt) what the node sent to itself.
  void receive(Octets octets, std::optional<std::size_t> interface, Nanos at, Outbox& out);

  // Takes back a datagram that was to leave, and had come in by the interface or (nullopt) was the node's
  // own, because nobody has the next hop's address.
  void neighbour_failed(Octets datagram, std::optional<std::size_t> interface, Nanos at, Outbox& out);

  void wake_up(Nanos at, Outbox& out);

 private:
  Path path_of_received(const Ipv4Address& destination, bool from_itself) const;
  bool follow_source_route(Transit& transit, Outbox& out);
  void forward(Transit transit, Outbox& out);
  void send(Octets datagram, const Path& path, std::optional<std::size_t> came_in_by, Outbox& out) const;

  void deliver(Transit transit, Outbox& out);
  void deliver_icmp(const Transit& transit, Outbox& out);

  // Sends an ICMP error about a datagram, unless the rules forbid one.
  void report(const Transit& about, const IcmpHeader& error, Outbox& out);
  std::size_t most_octets_of_error(const Path& path) const;
  // Sends a message of the node's own to the source of a datagram.
  void answer(const Transit& to, const ReplyOptions& options, Bytes message, std::uint8_t tos, Outbox& out);
  void answer_query(const Transit& query, const IcmpHeader& header, Bytes body, Outbox& out);

  Stamp stamp_for(const Transit& transit) const;
  std::uint32_t milliseconds_since_midnight(Nanos at) const;

  const NetworkNode& node_;
  Nanos epoch_;
  std::uint16_t identification_;
  SimulatedReassembly reassembly_;
};

}  // namespace icmpwire
