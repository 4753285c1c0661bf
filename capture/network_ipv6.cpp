#include "capture/network.h"

namespace icmpwire {
namespace {

// The address with every bit behind the first `length` clear.
Ipv6Address masked(Ipv6Address address, std::uint8_t length) {
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    const std::size_t first_bit = i * 8;
    if (first_bit >= length) {
      address.octets[i] = 0;
    } else if (length - first_bit < 8) {
      address.octets[i] &= static_cast<std::uint8_t>(0xff00U >> (length - first_bit));
    }
  }
  return address;
}

bool has_prefix(const NetworkInterface& interface) { return !interface.ipv6_address.is_unspecified(); }

// RFC 4291 2.6.1: every router answers for its subnets' anycast address.
bool is_subnet_router(const NetworkNode& node, const Ipv6Address& address) {
  return node.forwards && std::any_of(node.interfaces.begin(), node.interfaces.end(), [&](const auto& each) {
           return has_prefix(each) && address == each.ipv6_prefix().subnet_router();
         });
}

// The one that has the address; the first where none has.
std::size_t own_interface(const NetworkNode& node, const Ipv6Address& address) {
  const auto& all = node.interfaces;
  const auto own = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.owns(address); });
  return own == all.end() ? 0 : static_cast<std::size_t>(own - all.begin());
}

// The interface of an address that is the node's own or is reached without a route.
std::optional<Path> find_path_by_kind(const NetworkNode& node, const Ipv6Address& destination,
                                      std::optional<std::size_t> zone) {
  if (destination.is_unspecified()) return Path{};
  if (destination.is_link_local() && zone) {
    const bool own = node.interfaces[*zone].owns(destination);
    return Path{own ? PathKind::local : PathKind::unicast, *zone, destination, true};
  }
  if (node.owns(destination) || is_subnet_router(node, destination)) {
    return Path{PathKind::local, own_interface(node, destination), destination, true};
  }
  if (!destination.is_multicast() && !destination.is_link_local()) return std::nullopt;
  if (!zone && node.interfaces.size() != 1) return Path{};
  const PathKind kind = destination.is_multicast() ? PathKind::multicast : PathKind::unicast;
  return Path{kind, zone.value_or(0), destination, true};
}

Path path_of_route(const NetworkNode& node, const NetworkIpv6Route& route) {
  if (!route.next_hop) return Path{PathKind::discarded, 0, {}, false};
  for (std::size_t i = 0; i < node.interfaces.size(); ++i) {
    const NetworkInterface& interface = node.interfaces[i];
    if (has_prefix(interface) && interface.ipv6_prefix().contains(*route.next_hop)) {
      return Path{PathKind::unicast, i, *route.next_hop, false};
    }
  }
  return Path{};
}

}  // namespace

bool Ipv6Prefix::contains(const Ipv6Address& other) const {
  return masked(address, length) == masked(other, length);
}

Ipv6Address Ipv6Prefix::subnet_router() const { return masked(address, length); }

Ipv6Address NetworkInterface::link_local() const {
  constexpr std::uint8_t universal_bit = 2;  // inverted: RFC 4291 appendix A
  const auto& octets = mac.octets;
  return {{0xfe, 0x80, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(octets[0] ^ universal_bit), octets[1],
           octets[2], 0xff, 0xfe, octets[3], octets[4], octets[5]}};
}

bool NetworkNode::owns(const Ipv6Address& address) const {
  if (address.is_unspecified()) return false;
  return address.is_loopback() ||
         std::any_of(interfaces.begin(), interfaces.end(),
                     [&](const NetworkInterface& interface) { return interface.owns(address); });
}

Path find_path(const NetworkNode& node, const Ipv6Address& destination, std::optional<std::size_t> zone) {
  if (const auto path = find_path_by_kind(node, destination, zone)) return *path;
  Path best;
  int longest = -1;
  for (std::size_t i = 0; i < node.interfaces.size(); ++i) {
    const Ipv6Prefix prefix = node.interfaces[i].ipv6_prefix();
    if (has_prefix(node.interfaces[i]) && prefix.length > longest && prefix.contains(destination)) {
      best = Path{PathKind::unicast, i, destination, true};
      longest = prefix.length;
    }
  }
  for (const NetworkIpv6Route& route : node.ipv6_routes) {
    if (route.to.length > longest && route.to.contains(destination)) {
      best = path_of_route(node, route);
      longest = route.to.length;
    }
  }
  return best;
}

Ipv6Address source_on(const NetworkInterface& interface, const Ipv6Address& destination) {
  return destination.needs_zone() || !has_prefix(interface) ? interface.link_local() : interface.ipv6_address;
}

std::optional<Ipv6Address> source_towards(const NetworkNode& node, const Ipv6Address& destination,
                                          std::optional<std::size_t> zone) {
  const Path path = find_path(node, destination, zone);
  switch (path.kind) {
    case PathKind::local:
      return destination;
    case PathKind::broadcast:
    case PathKind::multicast:
    case PathKind::unicast:
      return source_on(node.interfaces[path.interface], destination);
    case PathKind::discarded:
    case PathKind::unreachable:
      break;
  }
  return std::nullopt;
}

}  // namespace icmpwire
