#include "capture/simulated_ipv6_node.h"

#include <algorithm>
#include <utility>

#include "capture/simulated_ipv6_errors.h"
#include "packet/fragment.h"

namespace icmpwire {
namespace {

constexpr std::size_t fixed_octets = layout<Ipv6Header>.octets;

// The datagram, without what the link layer padded; nullopt where a node must discard it in silence.
std::optional<Ipv6Transit> validated(Octets octets, std::optional<std::size_t> interface, Nanos at) {
  if (octets.size() < fixed_octets || octets[0] >> 4 != 6) return std::nullopt;
  Ipv6Transit transit{.octets = std::move(octets), .interface = interface, .at = at, .path = {}};
  const Ipv6Header header = transit.header();
  const std::size_t length = fixed_octets + *header.payload_length;
  if (length > transit.octets.size()) return std::nullopt;
  // RFC 2675 3: where the length is 0 a Jumbo Payload option may say it.
  const bool may_be_jumbo = *header.payload_length == 0 && header.next_header == Protocol::hop_by_hop;
  if (!may_be_jumbo) transit.octets.resize(length);
  return transit;
}

unsigned scope_of(const Ipv6Address& group) { return group.octets[1] & 0x0fU; }  // RFC 4291 2.7

}  // namespace

void SimulatedIpv6Node::receive(Octets octets, std::optional<std::size_t> interface, Nanos at, Outbox& out) {
  std::optional<Ipv6Transit> transit = validated(std::move(octets), interface, at);
  if (!transit || !belongs_here(*transit)) return;
  if (transit->next_header() == Protocol::hop_by_hop && !take_header(*transit, out)) return;
  transit->path = path_of_received(*transit);
  switch (transit->path.kind) {
    case PathKind::local:
      return deliver(*std::move(transit), out);
    case PathKind::multicast:
      if (is_member(transit->header().destination, interface)) deliver(*std::move(transit), out);
      return;
    case PathKind::unicast:
      return forward(*std::move(transit), out);
    case PathKind::unreachable:
      if (node_.forwards) report(*transit, unreachable(Ipv6Unreachable::no_route), out);
      return;
    case PathKind::broadcast:
    case PathKind::discarded:
      return;
  }
}

void SimulatedIpv6Node::neighbour_failed(Octets datagram, std::optional<std::size_t> interface, Nanos at,
                                         Outbox& out) {
  const std::optional<Ipv6Transit> transit = validated(std::move(datagram), interface, at);
  if (transit) report(*transit, unreachable(Ipv6Unreachable::address), out);
}

// RFC 4291 2.5.3, 2.7: addresses that no link carries, and sources that are no single node.
bool SimulatedIpv6Node::belongs_here(const Ipv6Transit& transit) const {
  constexpr unsigned reserved_scope = 0;
  constexpr unsigned interface_scope = 1;
  const Ipv6Header header = transit.header();
  const bool to_group = header.destination.is_multicast();
  if (header.source.is_multicast() || (to_group && scope_of(header.destination) == reserved_scope))
    return false;
  if (!transit.interface) return true;
  return !header.source.is_loopback() && !header.destination.is_loopback() &&
         !(to_group && scope_of(header.destination) == interface_scope);
}

// RFC 4291 2.8: what every node, and what every router, has to recognise.
bool SimulatedIpv6Node::is_member(const Ipv6Address& group, std::optional<std::size_t> interface) const {
  constexpr Ipv6Address all_routers{{0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}};
  constexpr Ipv6Address all_routers_of_site{{0xff, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}};
  if (group == all_nodes) return true;
  if (node_.forwards && (group == all_routers || group == all_routers_of_site)) return true;
  if (!interface) return false;
  const NetworkInterface& own = node_.interfaces[*interface];
  return group == solicited_node_multicast(own.link_local()) ||
         group == solicited_node_multicast(own.ipv6_address) ||
         (node_.forwards && group == solicited_node_multicast(own.ipv6_prefix().subnet_router()));
}

// Hosts forward nothing.
Path SimulatedIpv6Node::path_of_received(const Ipv6Transit& transit) const {
  Path path = find_path(node_, transit.header().destination, transit.interface);
  if (path.kind == PathKind::unicast && !node_.forwards) path.kind = PathKind::discarded;
  return path;
}

void SimulatedIpv6Node::forward(Ipv6Transit transit, Outbox& out) {
  constexpr std::size_t hop_limit_at = 7;
  const Ipv6Header header = transit.header();
  if (header.hop_limit <= 1) return report(transit, time_exceeded(Ipv6Exceeded::hop_limit), out);
  if (transit.path.interface != transit.interface) {
    if (header.source.is_unspecified() || header.source.is_loopback()) return;
    if (header.source.is_link_local())
      return report(transit, unreachable(Ipv6Unreachable::beyond_scope), out);
  }
  const std::uint32_t mtu = node_.interfaces[transit.path.interface].ipv6_mtu();
  if (transit.octets.size() > mtu) return report(transit, packet_too_big(mtu), out);
  --transit.octets[hop_limit_at];
  out.departures.push_back(
      {transit.path.interface, transit.path.next_hop, std::move(transit.octets), transit.interface});
}

// Only the source of a datagram cuts it, to what the path is known to take (RFC 8200 5).
void SimulatedIpv6Node::send(Octets datagram, const Path& path, Outbox& out) {
  if (path.kind == PathKind::local) return out.to_itself.push_back(std::move(datagram));
  if (path.kind != PathKind::unicast && path.kind != PathKind::multicast) return;
  std::uint32_t mtu = node_.interfaces[path.interface].ipv6_mtu();
  const auto learned = path_mtus_.find(decode_fixed<Ipv6Header>(datagram).destination);
  if (learned != path_mtus_.end()) mtu = std::min(mtu, learned->second);
  if (datagram.size() <= mtu) {
    out.departures.push_back({path.interface, path.next_hop, std::move(datagram), {}});
    return;
  }
  Octets fragments;
  std::vector<std::size_t> sizes;
  if (!fragment(datagram, mtu, fragments, sizes, identification_++)) return;
  auto at = fragments.cbegin();
  for (const std::size_t octets : sizes) {
    const auto end = at + static_cast<std::ptrdiff_t>(octets);
    out.departures.push_back({path.interface, path.next_hop, Octets(at, end), {}});
    at = end;
  }
}

}  // namespace icmpwire
