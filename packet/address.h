// Addresses of the link and the internet layer, as octets in network order.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "packet/bytes.h"

namespace icmpwire {

struct MacAddress {
  std::array<std::uint8_t, 6> octets{};
  friend auto operator<=>(const MacAddress&, const MacAddress&) = default;
};

struct Ipv4Address {
  std::array<std::uint8_t, 4> octets{};
  friend auto operator<=>(const Ipv4Address&, const Ipv4Address&) = default;

  static constexpr Ipv4Address from_value(std::uint32_t value) {
    return {{static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
             static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)}};
  }
  // 10.9.1.1 is 0x0a090101 on every machine.
  constexpr std::uint32_t value() const { return read_u32(octets, 0); }
  constexpr bool is_unspecified() const { return value() == 0; }                  // RFC 1122 3.2.1.3 (a)
  constexpr bool is_loopback() const { return octets[0] == 127; }                 // RFC 1122 3.2.1.3 (g)
  constexpr bool is_multicast() const { return (octets[0] & 0xf0) == 0xe0; }      // RFC 1112 4
  constexpr bool is_limited_broadcast() const { return value() == 0xffffffffU; }  // RFC 919 7
};

struct Ipv6Address {
  std::array<std::uint8_t, 16> octets{};
  friend auto operator<=>(const Ipv6Address&, const Ipv6Address&) = default;

  static constexpr Ipv6Address loopback() { return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}; }
  constexpr bool is_unspecified() const { return octets == Ipv6Address{}.octets; }  // RFC 4291 2.5.2
  constexpr bool is_loopback() const { return octets == loopback().octets; }        // RFC 4291 2.5.3
  constexpr bool is_multicast() const { return octets[0] == 0xff; }                 // RFC 4291 2.7
  constexpr bool is_link_local() const {                                            // RFC 4291 2.5.6
    return octets[0] == 0xfe && (octets[1] & 0xc0) == 0x80;
  }
  // A group that no router carries off its link or host (RFC 4291 2.7: scopes 1 and 2).
  constexpr bool is_link_local_multicast() const {
    return is_multicast() && ((octets[1] & 0x0f) == 1 || (octets[1] & 0x0f) == 2);
  }
  // An address of the same text on another link is another host's (RFC 4007 6).
  constexpr bool needs_zone() const { return is_link_local() || is_link_local_multicast(); }
};

// The group that every node with such an address belongs to, and that is asked for it (RFC 4291 2.7.1).
constexpr Ipv6Address solicited_node_multicast(const Ipv6Address& address) {
  const auto& octets = address.octets;
  return {{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, octets[13], octets[14], octets[15]}};
}

// The stations that a frame to a group is for (RFC 2464 7).
constexpr MacAddress multicast_mac(const Ipv6Address& group) {
  return {{0x33, 0x33, group.octets[12], group.octets[13], group.octets[14], group.octets[15]}};
}

// An IPv4 or an IPv6 address; an IPv6 address of link-local scope carries its zone (RFC 4007 11).
class IpAddress {
 public:
  constexpr IpAddress() = default;  // 0.0.0.0
  constexpr IpAddress(Ipv4Address address) : is_v4_(true) {
    for (std::size_t i = 0; i < 4; ++i) octets_[i] = address.octets[i];
  }
  constexpr IpAddress(Ipv6Address address, std::uint32_t zone = 0)
      : octets_(address.octets), zone_(zone), is_v4_(false) {}

  constexpr bool is_v4() const { return is_v4_; }
  constexpr Ipv4Address v4() const { return {{octets_[0], octets_[1], octets_[2], octets_[3]}}; }
  constexpr Ipv6Address v6() const { return {octets_}; }
  constexpr std::uint32_t zone() const { return zone_; }
  constexpr Bytes octets() const { return Bytes(octets_).first(is_v4_ ? 4 : 16); }

  constexpr bool is_unspecified() const { return is_v4_ ? v4().is_unspecified() : v6().is_unspecified(); }
  constexpr bool is_loopback() const { return is_v4_ ? v4().is_loopback() : v6().is_loopback(); }
  constexpr bool is_multicast() const { return is_v4_ ? v4().is_multicast() : v6().is_multicast(); }
  constexpr bool needs_zone() const { return !is_v4_ && v6().needs_zone(); }
  // The same address but for a zone that one side does not know.
  constexpr bool is_same_host(const IpAddress& other) const {
    return is_v4_ == other.is_v4_ && octets_ == other.octets_ &&
           (zone_ == other.zone_ || zone_ == 0 || other.zone_ == 0);
  }

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> octets_{};
  std::uint32_t zone_ = 0;
  bool is_v4_ = true;
};

// The address as packets hold it.
constexpr IpAddress without_zone(const IpAddress& address) {
  return address.is_v4() ? address : IpAddress(address.v6());
}

// The address on the link of that zone; unchanged where its scope is wider.
constexpr IpAddress with_zone(const IpAddress& address, std::uint32_t zone) {
  return address.needs_zone() ? IpAddress(address.v6(), zone) : address;
}

std::string to_text(const MacAddress& address);   // 02:00:00:00:00:01
std::string to_text(const Ipv4Address& address);  // 10.9.1.1
std::string to_text(const Ipv6Address& address);  // RFC 5952
std::string to_text(const IpAddress& address);    // with %zone where there is one

// Exactly four decimal octets (10.9.1.1); no name, no short or octal form.
std::optional<Ipv4Address> parse_ipv4_address(std::string_view text);
// RFC 4291 2.2, without a zone.
std::optional<Ipv6Address> parse_ipv6_address(std::string_view text);
std::optional<MacAddress> parse_mac_address(std::string_view text);

}  // namespace icmpwire
