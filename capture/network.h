// The simulated network as plain data: nodes with interfaces and routes, and the links between them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packet/address.h"
#include "packet/time.h"

namespace icmpwire {

struct Ipv4Prefix {
  Ipv4Address address;
  std::uint8_t length = 0;  // bits, 0 to 32

  bool contains(const Ipv4Address& other) const;
  Ipv4Address broadcast() const;  // every bit behind the prefix set (RFC 919 7)
};

// A cable between interfaces, two or more.
struct NetworkLink {
  std::string name;
  Nanos latency{};  // from one end to any other
};

// Where a node is attached to a link. Its prefix is on the link.
struct NetworkInterface {
  std::string link;
  Ipv4Address address;
  std::uint8_t prefix_length = 24;
  std::uint32_t mtu = 1500;  // octets of the largest datagram, at least 68 (RFC 791 3.2)

  Ipv4Prefix prefix() const { return {address, prefix_length}; }
};

// Destinations beyond a node's own links.
struct NetworkRoute {
  Ipv4Prefix to;
  std::optional<Ipv4Address> next_hop;  // on one of the node's links; nullopt: discarded in silence
};

struct NetworkNode {
  std::string name;
  bool forwards = false;  // a router; hosts discard what is not for them
  bool accepts_source_routes = true;
  std::uint8_t initial_ttl = 64;
  std::vector<NetworkInterface> interfaces;
  std::vector<NetworkRoute> routes;

  bool owns(const Ipv4Address& address) const;  // its interfaces' addresses and 127/8
};

struct Network {
  Nanos epoch{};  // wall-clock time of wire time zero, in nanoseconds since 1970
  std::vector<NetworkLink> links;
  std::vector<NetworkNode> nodes;
};

// What a node does with a destination.
enum class PathKind : std::uint8_t { local, broadcast, multicast, unicast, discarded, unreachable };

struct Path {
  PathKind kind = PathKind::unreachable;
  std::size_t interface = 0;  // of the node; with unicast, broadcast and multicast
  Ipv4Address next_hop;       // with unicast: the destination itself where it is on the link
  bool on_link = false;
};

// The longest prefix wins; a link's own prefix before a route of the same length.
Path find_path(const NetworkNode& node, const Ipv4Address& destination);

// The node's address that a datagram to `destination` carries: the destination itself where it is the node's
// own. nullopt where no path leads there.
std::optional<Ipv4Address> source_towards(const NetworkNode& node, const Ipv4Address& destination);

// h1 10.9.1.1 - r1 - r2 - h2 10.9.3.3. Behind r2, 192.18/16 and all else is silent; r1 knows no other
// networks.
Network built_in_network();
inline constexpr std::string_view built_in_host = "h1";

}  // namespace icmpwire
