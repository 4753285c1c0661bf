// The IPv6 header (RFC 8200 3): its fields, reading a datagram and building one.
#pragma once

#include "packet/address.h"
#include "packet/ipv6_extensions.h"
#include "packet/layout.h"
#include "packet/protocol.h"

namespace icmpwire {

struct Ipv6Header {
  std::uint8_t version = 6;
  std::uint8_t traffic_class = 0;               // DSCP and ECN (RFC 2474, RFC 3168)
  std::uint32_t flow_label = 0;                 // 20 bits
  std::optional<std::uint16_t> payload_length;  // in octets, extension headers included
  Protocol next_header = Protocol::icmpv6;      // of the first extension header, or of the payload
  std::uint8_t hop_limit = 64;
  Ipv6Address source;
  Ipv6Address destination;
  friend bool operator==(const Ipv6Header&, const Ipv6Header&) = default;
};

template <>
struct Table<Ipv6Header> {
  static constexpr std::string_view name = "ipv6";
  static constexpr std::string_view title = "Internet Protocol, version 6";
  static constexpr std::string_view purpose =
      "carries a datagram from its source to its destination, hop by hop";
  static constexpr std::string_view source = "RFC 8200 3";
  static constexpr auto rows = std::make_tuple(
      row<&Ipv6Header::version, 0, 4>({"version", "Version", "6 for IPv6", source}),
      row<&Ipv6Header::traffic_class, 4, 8>(
          {"traffic_class", "Traffic Class", "DSCP (6 bits) and ECN (2 bits)", "RFC 8200 7", Format::hex}),
      row<&Ipv6Header::flow_label, 12, 20>({"flow_label", "Flow Label",
                                            "marks the packets of one flow; 0: of none", "RFC 6437 2",
                                            Format::hex}),
      row<&Ipv6Header::payload_length, 32, 16>({"payload_length", "Payload Length",
                                                "octets behind this header, extension headers included",
                                                source}),
      row<&Ipv6Header::next_header, 48, 8>(detail::next_header_words),
      row<&Ipv6Header::hop_limit, 56, 8>(
          {"hop_limit", "Hop Limit", "each router takes one; at zero it is dropped", source}),
      row<&Ipv6Header::source, 64, 128>({"source", "Source Address", "who sent it", source, Format::ipv6}),
      row<&Ipv6Header::destination, 192, 128>({"destination", "Destination Address",
                                               "where it goes next; a routing header changes it", source,
                                               Format::ipv6}));
};

// A datagram taken apart; the spans lie in the octets that were parsed.
struct Ipv6Datagram {
  Ipv6Header header;
  Bytes header_octets;     // fixed part and extension headers
  Bytes extensions;        // the extension headers
  Protocol protocol{};     // what the payload is: the last next header
  Bytes payload;           // behind the extension headers; in a later fragment its part of the datagram
  Bytes octets;            // header and payload, without what the link layer padded
  bool truncated = false;  // the payload length says more than there is (a quote, or a cut capture)
  // Of the datagram that this is cut from, where there is a fragment header; its place in `octets`.
  std::optional<Ipv6FragmentHeader> fragment;
  std::uint16_t fragment_at = 0;

  bool is_fragment() const { return fragment && !fragment->is_atomic(); }
  bool is_later_fragment() const { return fragment && fragment->fragment_offset != 0; }
};

// A received datagram. Malformed: version, payload length, extension headers that reach beyond it. A payload
// length of 0 is taken as it is: jumbograms (RFC 2675) are not read.
Parsed<Ipv6Datagram> parse_ipv6(Bytes octets);

// A datagram quoted in an ICMPv6 error: it may be cut (RFC 4443 2.4 (c)). Malformed only where the fixed
// header is missing. Where an extension header was cut, `protocol` is that header's and there is no payload.
Parsed<Ipv6Datagram> parse_quoted_ipv6(Bytes octets);

// RFC 8200 8.1: the sum that an upper layer's checksum begins with. `length` counts the upper layer's octets;
// `destination` is the last one where there is a routing header.
std::uint16_t pseudo_header_sum(const Ipv6Address& source, const Ipv6Address& destination,
                                std::uint32_t length, Protocol protocol);

// Header, extension headers as they are (the first of header.next_header's kind) and payload, the payload
// length filled in where it is unset, into the front of `out`, which must have room. Returns the octets
// written. `payload` may lie in `out` only where it ends up.
std::size_t build_ipv6(const Ipv6Header& header, Bytes extensions, Bytes payload, MutableBytes out);
Octets build_ipv6(const Ipv6Header& header, Bytes extensions, Bytes payload);

}  // namespace icmpwire
