// ICMPv6 message headers (RFC 4443, RFC 4861, RFC 2710): one struct per shape.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "packet/address.h"
#include "packet/extended_echo.h"
#include "packet/icmpv6_names.h"

namespace icmpwire {

// Echo Request and Echo Reply.
struct Icmpv6Echo {
  Icmpv6Type type = Icmpv6Type::echo_request;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  friend bool operator==(const Icmpv6Echo&, const Icmpv6Echo&) = default;
};

// With RFC 4884's length.
struct Icmpv6Unreachable {
  Icmpv6Type type = Icmpv6Type::destination_unreachable;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t length = 0;   // of the quoted datagram in 64-bit words; 0 where no extensions follow
  std::uint32_t unused = 0;  // 24 bits
  friend bool operator==(const Icmpv6Unreachable&, const Icmpv6Unreachable&) = default;
};

struct Icmpv6TimeExceeded {
  Icmpv6Type type = Icmpv6Type::time_exceeded;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t length = 0;
  std::uint32_t unused = 0;
  friend bool operator==(const Icmpv6TimeExceeded&, const Icmpv6TimeExceeded&) = default;
};

struct Icmpv6PacketTooBig {
  Icmpv6Type type = Icmpv6Type::packet_too_big;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t mtu = 0;  // octets that the next hop takes
  friend bool operator==(const Icmpv6PacketTooBig&, const Icmpv6PacketTooBig&) = default;
};

struct Icmpv6ParameterProblem {
  Icmpv6Type type = Icmpv6Type::parameter_problem;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t pointer = 0;  // octet of the quoted datagram, from 0
  friend bool operator==(const Icmpv6ParameterProblem&, const Icmpv6ParameterProblem&) = default;
};

// Multicast Listener Query, Report and Done; a version 2 query goes on behind the group.
struct Icmpv6MulticastListener {
  Icmpv6Type type = Icmpv6Type::multicast_listener_query;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t most_response_delay = 0;  // milliseconds
  std::uint16_t reserved = 0;
  Ipv6Address group;
  friend bool operator==(const Icmpv6MulticastListener&, const Icmpv6MulticastListener&) = default;
};

// Version 2 of the report: records of a group each follow.
struct Icmpv6MulticastReport {
  Icmpv6Type type = Icmpv6Type::multicast_listener_report_v2;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t reserved = 0;
  std::uint16_t records = 0;
  friend bool operator==(const Icmpv6MulticastReport&, const Icmpv6MulticastReport&) = default;
};

using Icmpv6ExtendedEchoRequest = ExtendedEchoRequest<Icmpv6Type>;
using Icmpv6ExtendedEchoReply = ExtendedEchoReply<Icmpv6Type>;

// Options follow in this and in the other messages of neighbour discovery.
struct RouterSolicitation {
  Icmpv6Type type = Icmpv6Type::router_solicitation;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t reserved = 0;
  friend bool operator==(const RouterSolicitation&, const RouterSolicitation&) = default;
};

struct RouterAdvertisement {
  Icmpv6Type type = Icmpv6Type::router_advertisement;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t hop_limit = 0;
  bool managed = false;
  bool other_configuration = false;
  bool home_agent = false;           // RFC 6275 7.1
  std::uint8_t preference = 0;       // RFC 4191 2.2: two bits, signed
  std::uint8_t reserved = 0;         // three bits; the first is RFC 4389's proxy flag
  std::uint16_t lifetime = 0;        // seconds
  std::uint32_t reachable_time = 0;  // milliseconds
  std::uint32_t retransmit_time = 0;
  friend bool operator==(const RouterAdvertisement&, const RouterAdvertisement&) = default;
};

struct NeighbourSolicitation {
  Icmpv6Type type = Icmpv6Type::neighbour_solicitation;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t reserved = 0;
  Ipv6Address target;
  friend bool operator==(const NeighbourSolicitation&, const NeighbourSolicitation&) = default;
};

struct NeighbourAdvertisement {
  Icmpv6Type type = Icmpv6Type::neighbour_advertisement;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  bool router = false;
  bool solicited = false;
  bool override_cached = false;
  std::uint32_t reserved = 0;  // 29 bits
  Ipv6Address target;
  friend bool operator==(const NeighbourAdvertisement&, const NeighbourAdvertisement&) = default;
};

struct Icmpv6Redirect {
  Icmpv6Type type = Icmpv6Type::redirect;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t reserved = 0;
  Ipv6Address target;
  Ipv6Address destination;
  friend bool operator==(const Icmpv6Redirect&, const Icmpv6Redirect&) = default;
};

// Every other type: the four octets behind the checksum have no common meaning.
struct Icmpv6Other {
  Icmpv6Type type{};
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t rest_of_header = 0;
  friend bool operator==(const Icmpv6Other&, const Icmpv6Other&) = default;
};

using Icmpv6Header =
    std::variant<Icmpv6Echo, Icmpv6Unreachable, Icmpv6TimeExceeded, Icmpv6PacketTooBig,
                 Icmpv6ParameterProblem, Icmpv6MulticastListener, Icmpv6MulticastReport,
                 Icmpv6ExtendedEchoRequest, Icmpv6ExtendedEchoReply, RouterSolicitation, RouterAdvertisement,
                 NeighbourSolicitation, NeighbourAdvertisement, Icmpv6Redirect, Icmpv6Other>;

}  // namespace icmpwire
