// Rules of ICMPv6 messages and of neighbour discovery.
#include "packet/findings.h"
#include "packet/icmpv6.h"
#include "packet/ndp_options.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::size_t checksum_at = 2;
constexpr std::uint32_t least_mtu = 1280;  // RFC 8200 5

// With a node still to visit, the destination is not yet the one that the checksum is over.
bool has_segments_left(const Ipv6Datagram& ip) {
  ExtensionWalk walk(ip.header.next_header, ip.extensions);
  for (auto extension = walk.next(); extension && *extension; extension = walk.next()) {
    if ((*extension)->type != Protocol::routing) continue;
    if (decode_fixed<Ipv6RoutingHeader>((*extension)->octets).segments_left != 0) return true;
  }
  return false;
}

void check_message_checksum(Findings& findings, const Layer& layer, const Ipv6Datagram& ip) {
  if (ip.is_fragment() || has_segments_left(ip)) return;
  const Ipv6Address& source = ip.header.source;
  const Ipv6Address& destination = ip.header.destination;
  if (icmpv6_checksum_ok(ip.payload, source, destination)) return;
  const auto length = static_cast<std::uint32_t>(ip.payload.size());
  const std::uint16_t right = right_checksum(
      ip.payload, checksum_at, pseudo_header_sum(source, destination, length, Protocol::icmpv6));
  findings.add(layer, "checksum",
               "is " + hex_text(read_u16(ip.payload, checksum_at)) + ", must be " + hex_text(right) +
                   ": the one's complement sum of pseudo-header and message",
               "RFC 4443 2.3");
}

void check_code(Findings& findings, const Layer& layer, const Icmpv6Message& message) {
  const std::string is_code = "is " + std::to_string(message.code());
  if (layer.layout == &layout<Icmpv6Other>) return;
  const auto code_name = layer.layout->fields[1].value_name;  // codes without names: there is one only
  if (code_name == nullptr) {
    if (message.code() != 0) findings.add(layer, "code", is_code + ", must be 0", layer.layout->source);
  } else if (code_name(message.code()).empty()) {
    findings.add(layer, "code", is_code + ": the type has no such code", "IANA ICMPv6 codes");
  }
}

void check_reserved(Findings& findings, const Layer& layer, const Icmpv6Message& message) {
  for (const FieldInfo& field : layer.layout->fields) {
    const bool reserved = field.name == "reserved" || field.name == "unused";
    if (reserved && field_value(field, message.octets) != 0) {
      findings.add(layer, field.name, "is not zero", field.source);
    }
  }
}

void check_error(Findings& findings, const Layer& layer, const Icmpv6Message& message,
                 const Ipv6Datagram& ip) {
  if (!parse_quoted_ipv6(quoted_datagram(message))) {
    findings.add(layer, "type", "is an error, but no IPv6 header is quoted", "RFC 4443 2.4");
  }
  if (ip.octets.size() > least_mtu) {
    findings.add(
        layer, "type",
        "is an error of " + octet_count(ip.octets.size()) + ": at most 1280, so that it always passes",
        "RFC 4443 2.4");
  }
  const auto* too_big = std::get_if<Icmpv6PacketTooBig>(&message.header);
  if (too_big != nullptr && too_big->mtu < least_mtu) {
    findings.add(layer, "mtu", "is " + std::to_string(too_big->mtu) + ": every link takes 1280 octets",
                 "RFC 8201 4");
  }
}

void check_discovery(Findings& findings, const Layer& layer, const Icmpv6Message& message,
                     const Ipv6Datagram& ip) {
  constexpr std::uint8_t unforwarded = 255;
  if (ip.header.hop_limit != unforwarded) {
    findings.add(layer, "type",
                 "is neighbour discovery, but the hop limit is " + std::to_string(ip.header.hop_limit) +
                     " and not 255: it could come from another link",
                 "RFC 4861 11.2");
  }
  std::size_t at = layer.offset + message.header_octets.size();
  for (Bytes rest = message.body; !rest.empty();) {
    const std::size_t length = rest.size() < layout<NdpOptionHeader>.octets ? 0 : rest[1] * std::size_t{8};
    if (length == 0 || length > rest.size()) {
      return findings.add_at(at, 1, "ndp_option.length", "is 0, or goes beyond the message", "RFC 4861 4.6");
    }
    rest = rest.subspan(length);
    at += length;
  }
}

}  // namespace

void check_icmpv6(Findings& findings, const Layer& layer) {
  if (layer.layout->name != layout<Icmpv6Echo>.name || is_quoted(layer) || !is_whole(layer)) return;
  const auto ip = ipv6_around(findings.packet(), layer);
  if (!ip) return;
  const auto message = parse_icmpv6(ip->payload);
  if (!message) return;
  check_message_checksum(findings, layer, *ip);
  check_code(findings, layer, *message);
  check_reserved(findings, layer, *message);
  if (is_error(message->type())) check_error(findings, layer, *message, *ip);
  if (is_neighbour_discovery(message->type())) check_discovery(findings, layer, *message, *ip);
}

}  // namespace icmpwire
