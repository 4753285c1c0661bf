// ICMP messages (RFC 792 and its successors): one struct per shape, and reading any of them.
#pragma once

#include <variant>

#include "packet/address.h"
#include "packet/icmp_names.h"
#include "packet/layout.h"

namespace icmpwire {

// Echo and Echo Reply (RFC 792), Information Request and Reply share the shape.
struct IcmpEcho {
  IcmpType type = IcmpType::echo_request;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  friend bool operator==(const IcmpEcho&, const IcmpEcho&) = default;
};

// Destination Unreachable with RFC 4884's length and RFC 1191's next-hop MTU.
struct IcmpUnreachable {
  IcmpType type = IcmpType::destination_unreachable;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t unused = 0;
  std::uint8_t length = 0;  // of the quoted datagram in 32-bit words; 0 where no extensions follow
  std::uint16_t next_hop_mtu = 0;
  friend bool operator==(const IcmpUnreachable&, const IcmpUnreachable&) = default;
};

struct IcmpTimeExceeded {
  IcmpType type = IcmpType::time_exceeded;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t unused = 0;
  std::uint8_t length = 0;
  std::uint16_t unused_tail = 0;
  friend bool operator==(const IcmpTimeExceeded&, const IcmpTimeExceeded&) = default;
};

struct IcmpParameterProblem {
  IcmpType type = IcmpType::parameter_problem;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t pointer = 0;  // octet of the quoted datagram, from 0
  std::uint8_t length = 0;
  std::uint16_t unused = 0;
  friend bool operator==(const IcmpParameterProblem&, const IcmpParameterProblem&) = default;
};

struct IcmpSourceQuench {
  IcmpType type = IcmpType::source_quench;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t unused = 0;
  friend bool operator==(const IcmpSourceQuench&, const IcmpSourceQuench&) = default;
};

struct IcmpRedirect {
  IcmpType type = IcmpType::redirect;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  Ipv4Address gateway;
  friend bool operator==(const IcmpRedirect&, const IcmpRedirect&) = default;
};

struct IcmpTimestamp {
  IcmpType type = IcmpType::timestamp_request;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  std::uint32_t originate = 0;  // milliseconds since midnight UT
  std::uint32_t receive = 0;
  std::uint32_t transmit = 0;
  friend bool operator==(const IcmpTimestamp&, const IcmpTimestamp&) = default;
};

struct IcmpAddressMask {
  IcmpType type = IcmpType::address_mask_request;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  Ipv4Address mask;
  friend bool operator==(const IcmpAddressMask&, const IcmpAddressMask&) = default;
};

// Every other type: the four octets behind the checksum have no common meaning.
struct IcmpOther {
  IcmpType type{};
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t rest_of_header = 0;
  friend bool operator==(const IcmpOther&, const IcmpOther&) = default;
};

using IcmpHeader = std::variant<IcmpEcho, IcmpUnreachable, IcmpTimeExceeded, IcmpParameterProblem, IcmpSourceQuench,
                                IcmpRedirect, IcmpTimestamp, IcmpAddressMask, IcmpOther>;

// A message taken apart; the spans lie in the octets that were parsed.
struct IcmpMessage {
  IcmpHeader header;
  Bytes header_octets;
  Bytes body;    // echo data, or the quoted datagram and what follows it
  Bytes octets;  // all of the message
  IcmpType type() const { return IcmpType{octets[0]}; }
  std::uint8_t code() const { return octets[1]; }
};

// By its type; Malformed{truncated} where the shape's octets are missing. The checksum is not judged.
Parsed<IcmpMessage> parse_icmp(Bytes octets);

// The datagram that an error quotes, without padding and RFC 4884 extensions; empty for messages that quote nothing.
Bytes quoted_datagram(const IcmpMessage& message);

// Header and body, the checksum computed where it is unset, into the front of `out`, which must have room for both.
// Returns the octets written.
template <class Header>
std::size_t build_icmp(const Header& header, Bytes body, MutableBytes out);

}  // namespace icmpwire

#include "packet/icmp_tables.h"  // IWYU pragma: export
