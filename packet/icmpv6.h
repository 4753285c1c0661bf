// ICMPv6 messages: reading any of them, the datagram that an error quotes, and building.
#pragma once

#include "packet/checksum.h"
#include "packet/icmpv6_headers.h"
#include "packet/icmpv6_tables.h"
#include "packet/ipv6.h"

namespace icmpwire {

// A message taken apart; the spans lie in the octets that were parsed.
struct Icmpv6Message {
  Icmpv6Header header;
  Bytes header_octets;
  Bytes body;    // echo data, the quoted datagram and what follows it, or neighbour discovery options
  Bytes octets;  // all of the message
  Icmpv6Type type() const { return Icmpv6Type{octets[0]}; }
  std::uint8_t code() const { return octets[1]; }
};

// By its type; Malformed{truncated} where the shape's octets are missing. The checksum is not judged.
Parsed<Icmpv6Message> parse_icmpv6(Bytes octets);

// The datagram that an error quotes, without padding and RFC 4884 extensions; empty for messages that quote
// nothing. A redirect quotes in an option and not here.
Bytes quoted_datagram(const Icmpv6Message& message);

// Whether the message's checksum fits the addresses that it came with.
bool icmpv6_checksum_ok(Bytes message, const Ipv6Address& source, const Ipv6Address& destination);

// Header and body, the checksum computed where it is unset (RFC 4443 2.3), into the front of `out`, which
// must have room for both. `body` may lie in `out` only where it ends up. Returns the octets written.
template <class Header>
std::size_t build_icmpv6(const Header& header, Bytes body, const Ipv6Address& source,
                         const Ipv6Address& destination, MutableBytes out) {
  constexpr std::size_t checksum_at = 2;
  const std::size_t length = encode_message(header, body, out);
  if (!header.checksum) {
    const auto counted = static_cast<std::uint32_t>(length);
    const std::uint16_t sum = pseudo_header_sum(source, destination, counted, Protocol::icmpv6);
    write_u16(out, checksum_at, internet_checksum(out.first(length), sum));
  }
  return length;
}

// The same for a header of any shape.
inline std::size_t build_icmpv6(const Icmpv6Header& header, Bytes body, const Ipv6Address& source,
                                const Ipv6Address& destination, MutableBytes out) {
  return std::visit([&](const auto& shape) { return build_icmpv6(shape, body, source, destination, out); },
                    header);
}

}  // namespace icmpwire
