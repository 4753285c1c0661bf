#include "capture/network.h"

namespace icmpwire {
namespace {

constexpr Ipv4Address ipv4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  return {{a, b, c, d}};
}

// fd00:a:b::c, unique local (RFC 4193).
constexpr Ipv6Address ipv6(std::uint16_t a, std::uint16_t b, std::uint16_t c) {
  Ipv6Address address{{0xfd}};
  write_u16(address.octets, 2, a);
  write_u16(address.octets, 4, b);
  write_u16(address.octets, 14, c);
  return address;
}

// 10.9.SUBNET.HOST and fd00:9:SUBNET::HOST, with a MAC address whose last octet is `station`.
NetworkInterface interface(std::string link, std::uint8_t subnet, std::uint8_t host, std::uint8_t station) {
  NetworkInterface interface;
  interface.link = std::move(link);
  interface.address = ipv4(10, 9, subnet, host);
  interface.ipv6_address = ipv6(9, subnet, host);
  interface.mac = {{2, 0, 0, 0, 0, station}};
  return interface;
}

NetworkNode node(std::string name, std::vector<NetworkInterface> interfaces) {
  NetworkNode node;
  node.name = std::move(name);
  node.forwards = interfaces.size() > 1;
  node.interfaces = std::move(interfaces);
  return node;
}

}  // namespace

Network built_in_network() {
  using std::chrono::microseconds;
  Network network;
  network.epoch = std::chrono::seconds(1'767'268'800);  // noon, UT, of the first day of 2026
  network.links = {{"h1-r1", microseconds(150)}, {"r1-r2", microseconds(2000)}, {"r2-h2", microseconds(350)}};

  NetworkNode h1 = node("h1", {interface("h1-r1", 1, 1, 1)});
  h1.routes = {{{}, ipv4(10, 9, 1, 2)}};
  h1.ipv6_routes = {{{}, ipv6(9, 1, 2)}};

  NetworkNode r1 = node("r1", {interface("h1-r1", 1, 2, 2), interface("r1-r2", 2, 1, 3)});
  r1.routes = {{{ipv4(10, 9, 3, 0), 24}, ipv4(10, 9, 2, 2)}, {{ipv4(192, 18, 0, 0), 16}, ipv4(10, 9, 2, 2)}};
  r1.ipv6_routes = {{{ipv6(9, 3, 0), 64}, ipv6(9, 2, 2)}, {{ipv6(0x192, 0x18, 0), 48}, ipv6(9, 2, 2)}};

  NetworkNode r2 = node("r2", {interface("r1-r2", 2, 2, 4), interface("r2-h2", 3, 2, 5)});
  r2.routes = {{{ipv4(10, 9, 1, 0), 24}, ipv4(10, 9, 2, 1)}, {{}, std::nullopt}};
  r2.ipv6_routes = {{{ipv6(9, 1, 0), 64}, ipv6(9, 2, 1)}, {{}, std::nullopt}};

  NetworkNode h2 = node("h2", {interface("r2-h2", 3, 3, 6)});
  h2.routes = {{{}, ipv4(10, 9, 3, 2)}};
  h2.ipv6_routes = {{{}, ipv6(9, 3, 2)}};

  network.nodes = {std::move(h1), std::move(r1), std::move(r2), std::move(h2)};
  return network;
}

}  // namespace icmpwire
