// Rules of the IPv6 header and of its extension headers.
#include <algorithm>

#include "packet/findings.h"
#include "packet/ipv6_options.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::string_view rfc8200 = "RFC 8200 3";
constexpr std::string_view rfc8200_fragments = "RFC 8200 4.5";
constexpr std::size_t most_octets = 65535;

void check_fixed_header(Findings& findings, const Layer& layer, const Ipv6Header& ip) {
  if (ip.version != 6) {
    findings.add(layer, "version", "is " + std::to_string(ip.version) + ", must be 6", rfc8200);
  }
  if (is_quoted(layer)) return;  // a quote may be cut anywhere behind its fixed part
  const std::size_t there = findings.packet().octets.size() - layer.offset - layout<Ipv6Header>.octets;
  if (*ip.payload_length > there) {
    findings.add(layer, "payload_length",
                 "says " + octet_count(*ip.payload_length) + ", there are " + std::to_string(there), rfc8200);
  }
  if (ip.source.is_multicast()) {
    findings.add(layer, "source", "is " + to_text(ip.source) + ": a source is one single host",
                 "RFC 4291 2.7");
  }
  if (ip.destination.is_unspecified()) {
    findings.add(layer, "destination", "is ::, which nobody has", "RFC 4291 2.5.2");
  }
}

void check_fragment_header(Findings& findings, const Layer& layer, std::size_t data) {
  const auto header = decode_fixed<Ipv6FragmentHeader>(findings.packet().octets_of(layer));
  if (header.reserved != 0) findings.add(layer, "reserved", "is not zero", rfc8200_fragments);
  if (header.reserved_bits != 0) findings.add(layer, "reserved_bits", "is not zero", rfc8200_fragments);
  if (header.more_fragments && data % 8 != 0) {
    findings.add(layer, "more_fragments",
                 "is set, but " + octet_count(data) + " of data are no multiple of 8", rfc8200_fragments);
  }
  const std::size_t end = header.fragment_offset * std::size_t{8} + data;
  if (end > most_octets) {
    findings.add(layer, "fragment_offset",
                 "makes the payload " + octet_count(end) + " long: at most 65535 are possible",
                 rfc8200_fragments);
  }
}

void check_routing_header(Findings& findings, const Layer& layer) {
  const auto header = decode_fixed<Ipv6RoutingHeader>(findings.packet().octets_of(layer));
  if (header.routing_type != 0) return;
  findings.add(layer, "routing_type", "is 0: such source routes are deprecated, nobody may act on them",
               "RFC 5095 3");
}

// The layer before this one, of the same depth; nullptr where it is the first.
const Layer* layer_before(const Dissection& packet, const Layer& layer) {
  const Layer* before = nullptr;
  for (const Layer& candidate : packet.layers) {
    if (&candidate == &layer) break;
    if (candidate.depth == layer.depth && !candidate.part) before = &candidate;
  }
  return before;
}

void check_place_of_hop_by_hop(Findings& findings, const Layer& layer) {
  const Layer* before = layer_before(findings.packet(), layer);
  if (before == nullptr || before->layout == &layout<Ipv6Header>) return;
  findings.add(layer, "next_header",
               "stands in a Hop-by-Hop header that is not directly behind the IPv6 header", "RFC 8200 4.1");
}

void check_padding(Findings& findings, const Layer& layer) {
  const Bytes octets = findings.packet().octets_of(layer);
  const Bytes data = octets.subspan(layout<Ipv6OptionHeader>.octets);
  if (std::all_of(data.begin(), data.end(), [](std::uint8_t octet) { return octet == 0; })) return;
  findings.add_at(layer.offset + std::size_t{layout<Ipv6OptionHeader>.octets}, data.size(), "padn.data",
                  "is not zero", "RFC 8200 4.2");
}

void check_option_length(Findings& findings, const Layer& layer) {
  const std::size_t length = findings.packet().octets_of(layer)[1];
  const std::size_t right = layer.layout->octets - layout<Ipv6OptionHeader>.octets;
  if (length == right) return;
  findings.add(layer, "length", "is " + std::to_string(length) + ", must be " + std::to_string(right),
               layer.layout->source);
}

}  // namespace

std::optional<Ipv6Datagram> ipv6_around(const Dissection& packet, const Layer& layer) {
  const Layer* around = nullptr;
  for (const Layer& candidate : packet.layers) {
    if (&candidate == &layer) break;
    if (candidate.layout == &layout<Ipv6Header> && candidate.depth == layer.depth) around = &candidate;
  }
  if (around == nullptr) return std::nullopt;
  const auto datagram = parse_ipv6(packet.octets.subspan(around->offset));
  return datagram ? std::optional(*datagram) : std::nullopt;
}

void check_ipv6(Findings& findings, const Layer& layer) {
  const bool of_one_length =
      layer.layout == &layout<Ipv6RouterAlert> || layer.layout == &layout<Ipv6JumboPayload>;
  if (of_one_length && layer.length >= layout<Ipv6OptionHeader>.octets) check_option_length(findings, layer);
  if (!is_whole(layer)) return;
  if (layer.layout == &layout<Ipv6Header>) {
    return check_fixed_header(findings, layer, decode_fixed<Ipv6Header>(findings.packet().octets_of(layer)));
  }
  if (layer.layout == &layout<Ipv6FragmentHeader>) {
    if (const auto ip = ipv6_around(findings.packet(), layer)) {
      const auto behind =
          static_cast<std::size_t>(ip->octets.data() + ip->octets.size() - findings.packet().octets.data());
      check_fragment_header(findings, layer, behind - layer.offset - layer.length);
    }
  }
  if (layer.layout == &layout<Ipv6RoutingHeader>) check_routing_header(findings, layer);
  if (layer.layout == &hop_by_hop_layout) check_place_of_hop_by_hop(findings, layer);
  if (layer.layout->name == "padn") check_padding(findings, layer);
}

}  // namespace icmpwire
