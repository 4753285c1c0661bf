// ICMP message headers (RFC 792 and its successors): one struct per shape.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "packet/address.h"
#include "packet/extended_echo.h"
#include "packet/icmp_names.h"

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

// RFC 1256: entries of an address and a preference follow.
struct IcmpRouterAdvertisement {
  IcmpType type = IcmpType::router_advertisement;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint8_t addresses = 0;
  std::uint8_t entry_words = 2;   // 32-bit words of an entry
  std::uint16_t lifetime = 1800;  // seconds
  friend bool operator==(const IcmpRouterAdvertisement&, const IcmpRouterAdvertisement&) = default;
};

struct IcmpRouterSolicitation {
  IcmpType type = IcmpType::router_solicitation;
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t reserved = 0;
  friend bool operator==(const IcmpRouterSolicitation&, const IcmpRouterSolicitation&) = default;
};

using IcmpExtendedEchoRequest = ExtendedEchoRequest<IcmpType>;
using IcmpExtendedEchoReply = ExtendedEchoReply<IcmpType>;

// Every other type: the four octets behind the checksum have no common meaning.
struct IcmpOther {
  IcmpType type{};
  std::uint8_t code = 0;
  std::optional<std::uint16_t> checksum;
  std::uint32_t rest_of_header = 0;
  friend bool operator==(const IcmpOther&, const IcmpOther&) = default;
};

using IcmpHeader =
    std::variant<IcmpEcho, IcmpUnreachable, IcmpTimeExceeded, IcmpParameterProblem, IcmpSourceQuench,
                 IcmpRedirect, IcmpTimestamp, IcmpAddressMask, IcmpRouterAdvertisement,
                 IcmpRouterSolicitation, IcmpExtendedEchoRequest, IcmpExtendedEchoReply, IcmpOther>;

}  // namespace icmpwire
