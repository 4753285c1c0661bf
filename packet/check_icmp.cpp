// Rules of ICMP messages and of what errors carry.
#include <algorithm>

#include "packet/checksum.h"
#include "packet/findings.h"
#include "packet/icmp.h"
#include "packet/icmp_extension.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::string_view rfc792 = "RFC 792";
constexpr std::size_t checksum_at = 2;
constexpr std::size_t least_quote_with_extension = 128;
constexpr std::size_t least_quoted_data = 8;

// The innermost datagram around a layer.
const Layer* datagram_around(const Dissection& packet, const Layer& layer) {
  const Layer* around = nullptr;
  for (const Layer& candidate : packet.layers) {
    if (&candidate == &layer) return around;
    if (candidate.layout == &layout<Ipv4Header> && candidate.depth == layer.depth) around = &candidate;
  }
  return nullptr;
}

bool is_icmp(const Layer& layer) { return layer.layout->name == layout<IcmpEcho>.name; }

void check_message_checksum(Findings& findings, const Layer& layer, Bytes message) {
  if (checksum_holds(message)) return;
  findings.add(layer, "checksum",
               "is " + hex_text(read_u16(message, checksum_at)) + ", must be " +
                   hex_text(right_checksum(message, checksum_at)) +
                   ": the one's complement sum of the message",
               rfc792);
}

void check_code(Findings& findings, const Layer& layer, const IcmpMessage& message) {
  const std::string is_code = "is " + std::to_string(message.code());
  if (layer.layout == &layout<IcmpOther>) return;
  const auto code_name = layer.layout->fields[1].value_name;  // codes without names: there is one only
  if (code_name == nullptr) {
    if (message.code() != 0) findings.add(layer, "code", is_code + ", must be 0", rfc792);
  } else if (code_name(message.code()).empty()) {
    findings.add(layer, "code", is_code + ": the type has no such code", "IANA ICMP codes");
  }
}

void check_unused(Findings& findings, const Layer& layer, const IcmpMessage& message) {
  for (const FieldInfo& field : layer.layout->fields) {
    if (field.name.starts_with("unused") && field_value(field, message.octets) != 0) {
      findings.add(layer, field.name, "is not zero", rfc792);
    }
  }
}

void check_quote(Findings& findings, const Layer& layer, const IcmpMessage& message) {
  const Bytes quote = quoted_datagram(message);
  const auto datagram = parse_quoted_ipv4(quote);
  if (!datagram) {
    findings.add(layer, "type", "is an error, but no IP header is quoted", "RFC 1122 3.2.2");
  } else if (datagram->truncated && datagram->payload.size() < least_quoted_data) {
    findings.add(layer, "type",
                 "is an error, but quotes " + octet_count(datagram->payload.size()) +
                     " behind the IP header: at least 8",
                 "RFC 1122 3.2.2");
  }
}

void check_stated_length(Findings& findings, const Layer& layer, const IcmpMessage& message,
                         std::size_t words) {
  const std::size_t stated = words * 4;
  if (stated == 0) return;
  if (stated > message.body.size()) {
    findings.add(
        layer, "length",
        "says " + octet_count(stated) + " of quote, there are " + std::to_string(message.body.size()),
        "RFC 4884 4");
  } else if (stated < least_quote_with_extension && stated < message.body.size()) {
    findings.add(layer, "length",
                 "says " + octet_count(stated) + ": a quote before extensions has at least 128",
                 "RFC 4884 4");
  }
}

void check_error(Findings& findings, const Layer& layer, const IcmpMessage& message) {
  check_quote(findings, layer, message);
  std::visit(
      [&](const auto& header) {
        if constexpr (requires { header.length; })
          check_stated_length(findings, layer, message, header.length);
      },
      message.header);
  constexpr std::uint8_t fragmentation_needed = 4;
  if (const auto* unreachable = std::get_if<IcmpUnreachable>(&message.header)) {
    if (unreachable->code != fragmentation_needed && unreachable->next_hop_mtu != 0) {
      findings.add(layer, "next_hop_mtu", "is not zero: only code 4 tells an MTU", "RFC 1191 4");
    }
  }
  if (const auto* problem = std::get_if<IcmpParameterProblem>(&message.header)) {
    if (problem->code == 0 && problem->pointer >= message.body.size()) {
      findings.add(layer, "pointer", "points behind the quote: its octet must be quoted", "RFC 1812 4.3.3.5");
    }
  }
}

// The extension reaches to the end of the error around it.
Bytes extension_octets(const Dissection& packet, const Layer& layer) {
  const Layer* error = nullptr;
  for (const Layer& candidate : packet.layers) {
    if (&candidate == &layer) break;
    if (candidate.depth + 1 == layer.depth) error = &candidate;
  }
  return error == nullptr ? packet.octets_of(layer)
                          : packet.octets.subspan(layer.offset, error->offset + error->length - layer.offset);
}

void check_extension_header(Findings& findings, const Layer& layer) {
  const Bytes octets = extension_octets(findings.packet(), layer);
  const auto header = decode_fixed<IcmpExtensionHeader>(octets);
  if (header.version != 2) {
    findings.add(layer, "version", "is " + std::to_string(header.version) + ", must be 2", "RFC 4884 7");
  }
  if (header.reserved != 0) findings.add(layer, "reserved", "is not zero", "RFC 4884 7");
  if (*header.checksum == 0 || checksum_holds(octets) || findings.packet().stopped) return;
  findings.add(layer, "checksum",
               "is " + hex_text(*header.checksum) + ", must be " +
                   hex_text(right_checksum(octets, checksum_at)) +
                   ": the one's complement sum of header and objects",
               "RFC 4884 7");
}

}  // namespace

void check_icmp(Findings& findings, const Layer& layer) {
  if (!is_icmp(layer) || is_quoted(layer) || !is_whole(layer)) return;
  const Layer* ip = datagram_around(findings.packet(), layer);
  if (ip == nullptr) return;
  const FoundDatagram datagram = datagram_at(findings.packet(), *ip);
  const Bytes octets = datagram.octets.subspan(layer.offset - ip->offset);
  const auto message = parse_icmp(octets);
  if (!message) return;
  if (datagram.whole && !datagram.header.is_fragment()) check_message_checksum(findings, layer, octets);
  check_code(findings, layer, *message);
  check_unused(findings, layer, *message);
  if (is_error(message->type())) check_error(findings, layer, *message);
}

void check_extension(Findings& findings, const Layer& layer) {
  if (!is_whole(layer)) return;
  if (layer.layout == &layout<IcmpExtensionHeader>) check_extension_header(findings, layer);
  if (layer.layout != &layout<IcmpExtensionObject>) return;
  const auto object = decode_fixed<IcmpExtensionObject>(findings.packet().octets_of(layer));
  if (object.length == layer.length) return;
  findings.add(layer, "length",
               "is " + std::to_string(object.length) + ": at least 4, and no more than there is",
               "RFC 4884 8");
}

}  // namespace icmpwire
