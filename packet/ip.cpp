#include "packet/ip.h"

#include <algorithm>

#include "packet/checksum.h"
#include "packet/icmpv6.h"

namespace icmpwire {
namespace {

bool is_version_6(Bytes octets) { return !octets.empty() && octets[0] >> 4 == 6; }

template <class Datagram>
Parsed<IpDatagram> either(const Parsed<Datagram>& parsed) {
  if (!parsed) return tl::unexpected(parsed.error());
  return Parsed<IpDatagram>(tl::in_place, *parsed);
}

}  // namespace

IpDatagram::IpDatagram(const Ipv4Datagram& datagram)
    : source(datagram.header.source),
      destination(datagram.header.destination),
      protocol(datagram.header.protocol),
      ttl(datagram.header.ttl),
      tos(datagram.header.tos),
      truncated(datagram.truncated),
      is_fragment(datagram.header.is_fragment()),
      more_fragments(datagram.header.more_fragments),
      fragment_offset(datagram.header.fragment_offset * 8U),
      identification(datagram.header.identification.value_or(0)),
      header_octets(datagram.header_octets),
      extras(datagram.options),
      payload(datagram.payload),
      octets(datagram.octets),
      fragment_head(datagram.header_octets),
      fragment_data(datagram.payload) {}

IpDatagram::IpDatagram(const Ipv6Datagram& datagram)
    : source(datagram.header.source),
      destination(datagram.header.destination),
      protocol(datagram.protocol),
      ttl(datagram.header.hop_limit),
      tos(datagram.header.traffic_class),
      truncated(datagram.truncated),
      is_fragment(datagram.is_fragment()),
      header_octets(datagram.header_octets),
      extras(datagram.extensions),
      payload(datagram.payload),
      octets(datagram.octets) {
  if (!datagram.fragment) return;
  more_fragments = datagram.fragment->more_fragments;
  fragment_offset = datagram.fragment->fragment_offset * 8U;
  identification = datagram.fragment->identification;
  fragment_head = datagram.octets.first(datagram.fragment_at);
  fragment_data =
      datagram.octets.subspan(datagram.fragment_at + std::size_t{layout<Ipv6FragmentHeader>.octets});
}

std::size_t IpDatagram::stated_payload() const {
  if (!truncated) return payload.size();
  constexpr std::size_t total_length_at = 2, payload_length_at = 4;
  const std::size_t stated = is_v4() ? read_u16(header_octets, total_length_at)
                                     : layout<Ipv6Header>.octets + read_u16(header_octets, payload_length_at);
  return std::max(payload.size(), stated - std::min(stated, header_octets.size()));
}

Parsed<IpDatagram> parse_ip(Bytes octets) {
  return is_version_6(octets) ? either(parse_ipv6(octets)) : either(parse_ipv4(octets));
}

Parsed<IpDatagram> parse_quoted_ip(Bytes octets) {
  return is_version_6(octets) ? either(parse_quoted_ipv6(octets)) : either(parse_quoted_ipv4(octets));
}

bool icmp_checksum_ok(const IpDatagram& datagram) {
  if (datagram.is_v4()) return checksum_holds(datagram.payload);
  return icmpv6_checksum_ok(datagram.payload, datagram.source.v6(), datagram.destination.v6());
}

std::uint16_t right_icmp_checksum(const IpDatagram& datagram) {
  constexpr std::size_t checksum_at = 2;
  if (datagram.is_v4()) return right_checksum(datagram.payload, checksum_at);
  const auto length = static_cast<std::uint32_t>(datagram.payload.size());
  return right_checksum(
      datagram.payload, checksum_at,
      pseudo_header_sum(datagram.source.v6(), datagram.destination.v6(), length, Protocol::icmpv6));
}

}  // namespace icmpwire
