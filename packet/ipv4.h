// The IPv4 header (RFC 791 3.1): its fields, reading a datagram and building one.
#pragma once

#include "packet/address.h"
#include "packet/ip_options.h"
#include "packet/layout.h"
#include "packet/protocol.h"

namespace icmpwire {

struct Ipv4Header {
  std::uint8_t version = 4;
  std::optional<std::uint8_t> ihl;              // in 32-bit words
  std::uint8_t tos = 0;                         // DSCP and ECN (RFC 2474, RFC 3168)
  std::optional<std::uint16_t> total_length;    // in octets
  std::optional<std::uint16_t> identification;  // unset: 0 (RFC 6864 4.1); who sends many chooses
  bool reserved = false;
  bool dont_fragment = false;
  bool more_fragments = false;
  std::uint16_t fragment_offset = 0;  // in units of 8 octets
  std::uint8_t ttl = 64;
  Protocol protocol = Protocol::icmp;
  std::optional<std::uint16_t> checksum;
  Ipv4Address source;
  Ipv4Address destination;

  constexpr bool is_fragment() const { return more_fragments || fragment_offset != 0; }
  friend bool operator==(const Ipv4Header&, const Ipv4Header&) = default;
};

template <>
struct Table<Ipv4Header> {
  static constexpr std::string_view name = "ip";
  static constexpr std::string_view title = "Internet Protocol, version 4";
  static constexpr std::string_view purpose =
      "carries a datagram from its source to its destination, hop by hop";
  static constexpr std::string_view source = "RFC 791 3.1";
  static constexpr auto rows = std::make_tuple(
      row<&Ipv4Header::version, 0, 4>({"version", "Version", "4 for IPv4", "RFC 791 3.1"}),
      row<&Ipv4Header::ihl, 4, 4>(
          {"ihl", "IHL", "header length in 32-bit words, options included", "RFC 791 3.1"}),
      row<&Ipv4Header::tos, 8, 8>(
          {"tos", "Type of Service", "DSCP (6 bits) and ECN (2 bits)", "RFC 2474 3", Format::hex}),
      row<&Ipv4Header::total_length, 16, 16>(
          {"total_length", "Total Length", "octets of header and data", "RFC 791 3.1"}),
      row<&Ipv4Header::identification, 32, 16>({"identification", "Identification",
                                                "the same in all fragments of a datagram", "RFC 6864 4",
                                                Format::hex}),
      row<&Ipv4Header::reserved, 48, 1>({"reserved", "R", "reserved, must be zero", "RFC 791 3.1"}),
      row<&Ipv4Header::dont_fragment, 49, 1>(
          {"dont_fragment", "D", "1: routers must not fragment", "RFC 791 3.1"}),
      row<&Ipv4Header::more_fragments, 50, 1>(
          {"more_fragments", "M", "1: more fragments follow", "RFC 791 3.1"}),
      row<&Ipv4Header::fragment_offset, 51, 13>({"fragment_offset", "Fragment Offset",
                                                 "place in the datagram, in units of 8 octets",
                                                 "RFC 791 3.1"}),
      row<&Ipv4Header::ttl, 64, 8>(
          {"ttl", "Time to Live", "each router takes one; at zero it is dropped", "RFC 1812 5.3.1"}),
      row<&Ipv4Header::protocol, 72, 8>(
          {"protocol", "Protocol", "what the data is", "RFC 791 3.1", Format::decimal, protocol_name}),
      row<&Ipv4Header::checksum, 80, 16>({"checksum", "Header Checksum",
                                          "one's complement sum of the header alone", "RFC 791 3.1",
                                          Format::hex}),
      row<&Ipv4Header::source, 96, 32>(
          {"source", "Source Address", "who sent it", "RFC 791 3.1", Format::ipv4}),
      row<&Ipv4Header::destination, 128, 32>({"destination", "Destination Address",
                                              "where it goes next; a source route changes it", "RFC 791 3.1",
                                              Format::ipv4}));
};

// A datagram taken apart; the spans lie in the octets that were parsed.
struct Ipv4Datagram {
  Ipv4Header header;
  Bytes header_octets;     // fixed part and options
  Bytes options;           // 0 to 40 octets
  Bytes payload;           // up to the total length, or to the end of the octets where a quote was cut
  Bytes octets;            // header and payload, without what the link layer padded
  bool truncated = false;  // total length says more than there is (a quote, or a cut capture)
};

// A received datagram. Malformed: version, IHL, total length; checksums are not judged (see check.h).
Parsed<Ipv4Datagram> parse_ipv4(Bytes octets);

// A datagram quoted in an ICMP error: it may be cut, its total length and checksum may be wrong (RFC 792,
// 1812 4.3.2.3). Malformed only where the header itself is missing or its length is impossible.
Parsed<Ipv4Datagram> parse_quoted_ipv4(Bytes octets);

// Whether the header's checksum is right; `header` is the fixed part and the options.
bool ipv4_checksum_ok(Bytes header);

// Header, options (padded to 32 bits with End of Option List) and payload, computed fields filled in, into
// the front of `out`, which must have room for 60 octets more than the payload. Returns the octets written.
// Set fields are written as they are, so that total_length may lie. `payload` may lie in `out` only where it
// ends up.
std::size_t build_ipv4(const Ipv4Header& header, const IpOptions& options, Bytes payload, MutableBytes out);
Octets build_ipv4(const Ipv4Header& header, const IpOptions& options, Bytes payload);

}  // namespace icmpwire
