// A datagram of either IP version, by what both have: what the echo exchange and reassembly ask of it.
#pragma once

#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {

// Made of what parse_ipv4 or parse_ipv6 gave; the spans lie in the octets that were parsed.
struct IpDatagram {
  IpDatagram() = default;
  IpDatagram(const Ipv4Datagram& datagram);
  IpDatagram(const Ipv6Datagram& datagram);

  IpAddress source;
  IpAddress destination;
  Protocol protocol{};   // what the payload is
  std::uint8_t ttl = 0;  // or the hop limit
  std::uint8_t tos = 0;  // or the traffic class
  bool truncated = false;
  bool is_fragment = false;  // an atomic fragment (RFC 6946) is none
  bool more_fragments = false;
  std::uint32_t fragment_offset = 0;  // in octets
  std::uint32_t identification = 0;   // IPv6: of the fragment header, 0 where there is none
  Bytes header_octets;                // fixed part, and options or extension headers
  Bytes extras;                       // the options, or the extension headers
  Bytes payload;                      // behind the header_octets
  Bytes octets;
  Bytes fragment_head;  // of a fragment: what each of its datagram has (IPv6: up to the fragment header)
  Bytes fragment_data;  // of a fragment: its part of what was cut

  bool is_v4() const { return source.is_v4(); }
  // Octets of the payload by the header; at least those that are there.
  std::size_t stated_payload() const;
  bool is_later_fragment() const { return fragment_offset != 0; }
  // ICMP or ICMPv6, as the version has it.
  bool is_icmp() const { return protocol == (is_v4() ? Protocol::icmp : Protocol::icmpv6); }
};

// By the version in the first octet, as parse_ipv4 and parse_ipv6 do.
Parsed<IpDatagram> parse_ip(Bytes octets);
Parsed<IpDatagram> parse_quoted_ip(Bytes octets);

// Whether the checksum of the ICMP or ICMPv6 message in a whole datagram is right.
bool icmp_checksum_ok(const IpDatagram& datagram);
// And which one would be. The message has its octets up to the checksum's end.
std::uint16_t right_icmp_checksum(const IpDatagram& datagram);

}  // namespace icmpwire
