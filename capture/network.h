// The simulated network as plain data: nodes with interfaces and routes, and the links between them.
#pragma once

#include <algorithm>
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

struct Ipv6Prefix {
  Ipv6Address address;
  std::uint8_t length = 0;  // bits, 0 to 128

  bool contains(const Ipv6Address& other) const;
  Ipv6Address subnet_router() const;  // every bit behind the prefix clear (RFC 4291 2.6.1)
};

// A cable between interfaces, two or more.
struct NetworkLink {
  std::string name;
  Nanos latency{};  // from one end to any other
};

// Where a node is attached to a link. Its prefixes are on the link.
struct NetworkInterface {
  std::string link;
  Ipv4Address address;
  std::uint8_t prefix_length = 24;
  std::uint32_t mtu = 1500;  // octets of the largest datagram, at least 68 (RFC 791 3.2)
  MacAddress mac{};
  Ipv6Address ipv6_address{};  // unspecified: there is only the link-local one
  std::uint8_t ipv6_prefix_length = 64;

  Ipv4Prefix prefix() const { return {address, prefix_length}; }
  Ipv6Prefix ipv6_prefix() const { return {ipv6_address, ipv6_prefix_length}; }
  Ipv6Address link_local() const;  // made of the MAC address (RFC 4291 2.5.6, appendix A)
  bool owns(const Ipv6Address& other) const { return other == ipv6_address || other == link_local(); }
  // RFC 8200 5: no link of IPv6 takes less than 1280 octets.
  std::uint32_t ipv6_mtu() const { return std::max<std::uint32_t>(mtu, 1280); }
};

// Destinations beyond a node's own links.
struct NetworkRoute {
  Ipv4Prefix to;
  std::optional<Ipv4Address> next_hop;  // on one of the node's links; nullopt: discarded in silence
};

struct NetworkIpv6Route {
  Ipv6Prefix to;
  std::optional<Ipv6Address> next_hop;
};

struct NetworkNode {
  std::string name;
  bool forwards = false;  // a router; hosts discard what is not for them
  bool accepts_source_routes = true;
  std::uint8_t initial_ttl = 64;  // and hop limit
  std::vector<NetworkInterface> interfaces;
  std::vector<NetworkRoute> routes;
  std::vector<NetworkIpv6Route> ipv6_routes;

  bool owns(const Ipv4Address& address) const;  // its interfaces' addresses and 127/8
  bool owns(const Ipv6Address& address) const;  // its interfaces' addresses and ::1
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
  IpAddress next_hop;         // with unicast: the destination itself where it is on the link
  bool on_link = false;
};

// The longest prefix wins; a link's own prefix before a route of the same length.
Path find_path(const NetworkNode& node, const Ipv4Address& destination);

// For a destination whose address means another node on every link, `zone` is the interface that leads to the
// right one; nullopt: the node's only one, or none. The subnet-router anycast addresses of a router's links
// are its own (RFC 4291 2.6.1).
Path find_path(const NetworkNode& node, const Ipv6Address& destination, std::optional<std::size_t> zone);

// The node's address that a datagram to `destination` carries: the destination itself where it is the node's
// own. nullopt where no path leads there.
std::optional<Ipv4Address> source_towards(const NetworkNode& node, const Ipv4Address& destination);

// The same for IPv6: the address of the outgoing interface that reaches as far as the destination's scope
// (RFC 6724 5, rules 1, 2 and 5).
std::optional<Ipv6Address> source_towards(const NetworkNode& node, const Ipv6Address& destination,
                                          std::optional<std::size_t> zone);

// The interface's address for a destination of that scope.
Ipv6Address source_on(const NetworkInterface& interface, const Ipv6Address& destination);

// h1 10.9.1.1, fd00:9:1::1 - r1 - r2 - h2 10.9.3.3, fd00:9:3::3. Behind r2, 192.18/16, fd00:192:18::/48 and
// all else is silent; r1 knows no other networks. MAC addresses count from 02:00:00:00:00:01, so that h1 is
// also fe80::ff:fe00:1 and r1 its neighbour fe80::ff:fe00:2.
Network built_in_network();
inline constexpr std::string_view built_in_host = "h1";

}  // namespace icmpwire
