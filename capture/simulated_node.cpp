#include "capture/simulated_node.h"

#include <utility>

#include "capture/simulated_errors.h"
#include "capture/simulated_fragments.h"

namespace icmpwire {
namespace {

constexpr std::uint8_t destination_at = 16;  // in the IP header

// RFC 1122 3.2.1.3: addresses that can be a source, and that an error may be sent to.
bool is_single_host(const Ipv4Address& address) {
  const bool is_class_e = (address.octets[0] & 0xf0) == 0xf0;  // with the limited broadcast
  return !address.is_unspecified() && !address.is_loopback() && !address.is_multicast() && !is_class_e;
}

// The datagram, without what the link layer padded; nullopt where a node must discard it in silence (RFC
// 1812 5.2.2).
std::optional<Transit> validated(Octets octets, std::optional<std::size_t> interface, Nanos at) {
  const Parsed<Ipv4Datagram> datagram = parse_ipv4(octets);
  if (!datagram || !ipv4_checksum_ok(datagram->header_octets)) return std::nullopt;
  octets.resize(datagram->octets.size());
  return Transit{std::move(octets), interface, at, {}, {}};
}

}  // namespace

void SimulatedNode::receive(Octets octets, std::optional<std::size_t> interface, Nanos at, Outbox& out) {
  std::optional<Transit> transit = validated(std::move(octets), interface, at);
  if (!transit) return;
  const Ipv4Header header = transit->header();
  if (interface && (!is_single_host(header.source) || node_.owns(header.source))) return;
  transit->path = path_of_received(header.destination, !interface);
  // Nothing that came to many is answered or reported (RFC 1122 3.2.2, 3.2.2.6).
  if (transit->path.kind == PathKind::broadcast || transit->path.kind == PathKind::multicast) return;

  if (const auto problem = receive_options(transit->header_octets(), stamp_for(*transit), transit->marks)) {
    return report(*transit, parameter_problem(*problem), out);
  }
  if (transit->marks.source_route != 0 && !follow_source_route(*transit, out)) return;

  if (transit->path.kind == PathKind::local) return deliver(*std::move(transit), out);
  if (transit->path.kind == PathKind::unicast) return forward(*std::move(transit), out);
  if (transit->path.kind == PathKind::unreachable && node_.forwards) {
    report(*transit, unreachable(Unreachable::net), out);
  }
}

void SimulatedNode::neighbour_failed(Octets datagram, std::optional<std::size_t> interface, Nanos at,
                                     Outbox& out) {
  std::optional<Transit> transit = validated(std::move(datagram), interface, at);
  if (!transit) return;
  transit->path = {PathKind::unicast, 0, transit->header().destination, true};
  // Linux reads the options once more, and so records itself once more (recording 33).
  if (receive_options(transit->header_octets(), stamp_for(*transit), transit->marks)) return;
  report(*transit, unreachable(Unreachable::host), out);
}

// Hosts forward nothing, and neither 0.0.0.0 nor 127/8 is anybody's on a link (RFC 1122 3.2.1.3).
Path SimulatedNode::path_of_received(const Ipv4Address& destination, bool from_itself) const {
  if (!from_itself && (destination.is_unspecified() || destination.is_loopback())) {
    return {PathKind::discarded, 0, {}, false};
  }
  Path path = find_path(node_, destination);
  if (path.kind == PathKind::unicast && !node_.forwards) path.kind = PathKind::unreachable;
  return path;
}

// RFC 791 3.1, 1812 5.2.4.1. False: the datagram ends here.
bool SimulatedNode::follow_source_route(Transit& transit, Outbox& out) {
  if (!node_.accepts_source_routes) return false;
  if (transit.path.kind == PathKind::unicast) {
    // Between two stops: a loose route lets us be passed, a strict one does not.
    if (transit.marks.strict) report(transit, parameter_problem(destination_at), out);
    return !transit.marks.strict;
  }
  if (transit.path.kind != PathKind::local) return false;

  const SlotOption route = slot_option(transit.header_octets(), transit.marks.source_route);
  Ipv4Header header = transit.header();
  for (unsigned pointer = route.pointer(); pointer <= route.length(); pointer += 4) {
    if (!route.holds(pointer, 4)) {
      const auto pointer_at = static_cast<std::uint8_t>(transit.marks.source_route + 2);
      report(transit, parameter_problem(pointer_at), out);
      return false;
    }
    // Linux judges the source as if the datagram had come in for this stop: its own goes nowhere (recording
    // 31).
    if (node_.owns(header.source)) return false;
    const Ipv4Address stop = route.address(pointer);
    const Path path = path_of_received(stop, false);
    if (path.kind == PathKind::unicast) {
      transit.path = path;
      transit.marks.next_stop = stop;
      return true;
    }
    if (path.kind != PathKind::local) return false;
    header.destination = stop;
    encode(header, transit.header_octets());
  }
  return true;
}

void SimulatedNode::forward(Transit transit, Outbox& out) {
  Ipv4Header header = transit.header();
  if (header.ttl <= 1) return report(transit, time_exceeded(Exceeded::ttl), out);
  if (transit.marks.strict && !transit.path.on_link) {
    return report(transit, unreachable(Unreachable::source_route_failed), out);
  }
  const NetworkInterface& outgoing = node_.interfaces[transit.path.interface];
  if (header.dont_fragment && transit.octets.size() > outgoing.mtu) {
    return report(transit, unreachable(Unreachable::fragmentation_needed, outgoing.mtu), out);
  }
  --header.ttl;
  encode(header, transit.octets);
  forward_options(transit.header_octets(), transit.marks, outgoing.address);
  write_header_checksum(transit.header_octets());
  send(std::move(transit.octets), transit.path, transit.interface, out);
}

void SimulatedNode::send(Octets datagram, const Path& path, std::optional<std::size_t> came_in_by,
                         Outbox& out) const {
  if (path.kind == PathKind::local) return out.to_itself.push_back(std::move(datagram));
  if (path.kind != PathKind::unicast) return;
  const std::uint32_t mtu = node_.interfaces[path.interface].mtu;
  if (datagram.size() <= mtu) {
    out.departures.push_back({path.interface, path.next_hop, std::move(datagram), came_in_by});
    return;
  }
  for (Octets& fragment : linux_fragments(datagram, mtu)) {
    out.departures.push_back({path.interface, path.next_hop, std::move(fragment), came_in_by});
  }
}

Stamp SimulatedNode::stamp_for(const Transit& transit) const {
  const Ipv4Header header = transit.header();
  const Ipv4Address address = transit.path.kind == PathKind::local
                                  ? header.destination
                                  : source_towards(node_, header.source).value_or(header.destination);
  return {node_, address, milliseconds_since_midnight(transit.at)};
}

std::uint32_t SimulatedNode::milliseconds_since_midnight(Nanos at) const {
  constexpr Nanos day = std::chrono::hours(24);
  const Nanos time = (epoch_ + at) % day;
  return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

}  // namespace icmpwire
