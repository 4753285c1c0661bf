// ICMP messages: reading any of them, the datagram that an error quotes, and building.
#pragma once

#include <algorithm>

#include "packet/checksum.h"
#include "packet/icmp_headers.h"
#include "packet/icmp_names.h"
#include "packet/icmp_tables.h"
#include "packet/layout.h"

namespace icmpwire {

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

// The datagram that an error quotes, without padding and RFC 4884 extensions; empty for messages that quote
// nothing.
Bytes quoted_datagram(const IcmpMessage& message);

// Header and body, the checksum computed where it is unset, into the front of `out`, which must have room for
// both. `body` may lie in `out` only where it ends up. Returns the octets written.
template <class Header>
std::size_t build_icmp(const Header& header, Bytes body, MutableBytes out) {
  constexpr std::size_t checksum_at = 2;
  const std::size_t length = encode_message(header, body, out);
  if (!header.checksum) write_u16(out, checksum_at, internet_checksum(out.first(length)));
  return length;
}

// The same for a header of any shape.
inline std::size_t build_icmp(const IcmpHeader& header, Bytes body, MutableBytes out) {
  return std::visit([&](const auto& shape) { return build_icmp(shape, body, out); }, header);
}

}  // namespace icmpwire
