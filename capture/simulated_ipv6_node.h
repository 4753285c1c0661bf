// The IPv6 side of a simulated node: takes octets, follows the RFCs' rules as Linux does, and gives octets.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "capture/network.h"
#include "capture/simulated_ipv6_reassembly.h"
#include "capture/simulated_outbox.h"
#include "packet/icmpv6.h"

namespace icmpwire {

class SimulatedIpv6Node {
 public:
  // `identification` is that of the first datagram that it cuts. The node must outlive this.
  SimulatedIpv6Node(const NetworkNode& node, std::uint32_t identification)
      : node_(node), identification_(identification) {}

  // Takes what comes in by an interface, or (nullopt) what the node sent to itself.
  void receive(Octets octets, std::optional<std::size_t> interface, Nanos at, Outbox& out);

  // Takes back a datagram that was to leave, and had come in by the interface or (nullopt) was the node's
  // own, because nobody has the next hop's address.
  void neighbour_failed(Octets datagram, std::optional<std::size_t> interface, Nanos at, Outbox& out);

  void wake_up(Nanos at, Outbox& out);

 private:
  bool is_member(const Ipv6Address& group, std::optional<std::size_t> interface) const;
  bool belongs_here(const Ipv6Transit& transit) const;
  Path path_of_received(const Ipv6Transit& transit) const;
  void forward(Ipv6Transit transit, Outbox& out);
  void send(Octets datagram, const Path& path, Outbox& out);

  void deliver(Ipv6Transit transit, Outbox& out);
  // Reads one extension header. False: the datagram ends here, or waits for others.
  bool take_header(Ipv6Transit& transit, Outbox& out);
  bool take_fragment(Ipv6Transit& transit, Outbox& out);
  void deliver_upper_layer(Ipv6Transit transit, Outbox& out);
  void deliver_udp(Ipv6Transit transit, Outbox& out);
  void deliver_icmp(const Ipv6Transit& transit, Outbox& out);
  void answer_echo(const Ipv6Transit& request, Outbox& out);
  void answer_solicitation(const Ipv6Transit& solicitation, Outbox& out);
  void learn_path_mtu(Bytes message);

  // Sends an ICMPv6 error about a datagram, unless the rules forbid one.
  void report(const Ipv6Transit& about, const Icmpv6Header& error, Outbox& out);
  std::optional<Ipv6Address> source_of_report(const Ipv6Transit& about) const;
  // Sends a message of the node's own; `header` says from where, to whom and how.
  void send_message(const Ipv6Transit& cause, const Ipv6Header& header, const Icmpv6Header& message,
                    Bytes body, Outbox& out);

  const NetworkNode& node_;
  std::uint32_t identification_;
  SimulatedIpv6Reassembly reassembly_;
  std::map<Ipv6Address, std::uint32_t> path_mtus_;  // that Packet Too Big told of (RFC 8201 4)
};

}  // namespace icmpwire
