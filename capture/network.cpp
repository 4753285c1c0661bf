#include "capture/network.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::uint32_t mask(std::uint8_t length) {
  return length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
}

// RFC 3021: a prefix of 31 bits has no broadcast address, nor has a single host's.
bool is_broadcast_on(const NetworkInterface& interface, const Ipv4Address& address) {
  return address.is_limited_broadcast() ||
         (interface.prefix_length < 31 && address == interface.prefix().broadcast());
}

// The interface of an address to which no route but its own leads.
std::optional<Path> find_path_by_kind(const NetworkNode& node, const Ipv4Address& destination) {
  if (node.owns(destination)) return Path{PathKind::local, 0, destination, true};
  for (std::size_t i = 0; i < node.interfaces.size(); ++i) {
    if (is_broadcast_on(node.interfaces[i], destination)) {
      return Path{PathKind::broadcast, i, destination, true};
    }
  }
  if (destination.is_multicast() && !node.interfaces.empty()) {
    return Path{PathKind::multicast, 0, destination, true};
  }
  return std::nullopt;
}

std::optional<std::size_t> interface_on_link_of(const NetworkNode& node, const Ipv4Address& neighbour) {
  for (std::size_t i = 0; i < node.interfaces.size(); ++i) {
    if (node.interfaces[i].prefix().contains(neighbour)) return i;
  }
  return std::nullopt;
}

Path path_of_route(const NetworkNode& node, const NetworkRoute& route) {
  if (!route.next_hop) return Path{PathKind::discarded, 0, {}, false};
  const auto interface = interface_on_link_of(node, *route.next_hop);
  if (!interface) return Path{};
  return Path{PathKind::unicast, *interface, *route.next_hop, false};
}

}  // namespace

bool Ipv4Prefix::contains(const Ipv4Address& other) const {
  return ((address.value() ^ other.value()) & mask(length)) == 0;
}

Ipv4Address Ipv4Prefix::broadcast() const { return Ipv4Address::from_value(address.value() | ~mask(length)); }

bool NetworkNode::owns(const Ipv4Address& address) const {
  return address.is_loopback() ||
         std::any_of(interfaces.begin(), interfaces.end(),
                     [&](const NetworkInterface& interface) { return interface.address == address; });
}

Path find_path(const NetworkNode& node, const Ipv4Address& destination) {
  if (const auto path = find_path_by_kind(node, destination)) return *path;
  Path best;
  int longest = -1;
  for (std::size_t i = 0; i < node.interfaces.size(); ++i) {
    const Ipv4Prefix prefix = node.interfaces[i].prefix();
    if (prefix.length > longest && prefix.contains(destination)) {
      best = Path{PathKind::unicast, i, destination, true};
      longest = prefix.length;
    }
  }
  for (const NetworkRoute& route : node.routes) {
    if (route.to.length > longest && route.to.contains(destination)) {
      best = path_of_route(node, route);
      longest = route.to.length;
    }
  }
  return best;
}

std::optional<Ipv4Address> source_towards(const NetworkNode& node, const Ipv4Address& destination) {
  const Path path = find_path(node, destination);
  switch (path.kind) {
    case PathKind::local:
      return destination;
    case PathKind::broadcast:
    case PathKind::multicast:
    case PathKind::unicast:
      return node.interfaces[path.interface].address;
    case PathKind::discarded:
    case PathKind::unreachable:
      break;
  }
  return std::nullopt;
}

}  // namespace icmpwire
