// ICMP messages, what errors quote, and what follows the quote (RFC 4884).
#include <algorithm>
#include <array>

#include "packet/checksum.h"
#include "packet/dissector.h"
#include "packet/icmp_extension.h"

namespace icmpwire {
namespace {

constexpr std::uint8_t most_depth = 6;  // quotes of quotes are octets from there on
constexpr std::uint32_t legacy_quote_length =
    128;  // RFC 4884 5.5: where extensions lie when no length is given

struct Shape {
  const Layout* layout;
  std::size_t stated_quote_length;  // octets; 0 where the message has no such field, or says nothing
};

// What the type says the message looks like, even where the message is cut.
Shape shape_of(Bytes message) {
  std::array<std::uint8_t, 20> longest{};  // Timestamp is the longest shape
  const Bytes beginning = first_at_most(message, longest.size());
  std::copy(beginning.begin(), beginning.end(), longest.begin());
  return std::visit(
      [](const auto& header) {
        Shape shape{&layout<std::decay_t<decltype(header)>>, 0};
        if constexpr (requires { header.length; }) shape.stated_quote_length = header.length * std::size_t{4};
        return shape;
      },
      parse_icmp(longest)->header);
}

// Routers before RFC 4884 wrote no length: their extensions are known by a version and a checksum that fit.
bool looks_like_extension(Bytes octets) {
  if (octets.size() < layout<IcmpExtensionHeader>.octets) return false;
  const auto header = decode_fixed<IcmpExtensionHeader>(octets);
  return header.version == 2 && *header.checksum != 0 && checksum_holds(octets);
}

}  // namespace

void Dissector::icmp(Stretch message) {
  const std::uint32_t start = message.at;
  const Shape shape = shape_of(octets_of(message));
  const IcmpType type{packet_.octets[start]};
  if (!header(*shape.layout, message)) {
    if (message.depth == 0) stop(Why::truncated, message.end);  // a quote may end anywhere
    return;
  }
  if (!is_error(type) || message.depth >= most_depth) return run(payload_layout, message);
  packet_.layers.back().length = message.end - start;
  message.depth = static_cast<std::uint8_t>(message.depth + 1);
  icmp_error(message, shape.stated_quote_length);
}

void Dissector::icmp_error(Stretch body, std::size_t stated_quote_length) {
  Stretch quote = body;
  if (stated_quote_length != 0) {
    quote.end = body.at + static_cast<std::uint32_t>(std::min<std::size_t>(body.size(), stated_quote_length));
  } else if (body.size() > legacy_quote_length &&
             looks_like_extension(octets_of(body).subspan(legacy_quote_length))) {
    quote.end = body.at + legacy_quote_length;
  }
  ipv4(quote, Reading::quoted);
  if (quote.end < body.end) extension({quote.end, body.end, body.depth});
}

void Dissector::extension(Stretch rest) {
  if (!header(layout<IcmpExtensionHeader>, rest)) return;
  while (rest.size() > 0) {
    Stretch object = rest;
    if (rest.size() >= layout<IcmpExtensionObject>.octets) {
      const std::uint32_t length = read<IcmpExtensionObject>(rest.at).length;
      if (length < layout<IcmpExtensionObject>.octets || length > rest.size()) {
        header(layout<IcmpExtensionObject>, rest);
        return run(not_understood_layout, rest);
      }
      object.end = rest.at + length;
    }
    extension_object(object);
    rest.at = object.end;
  }
}

void Dissector::extension_object(Stretch object) {
  const std::uint32_t start = object.at;
  if (!header(layout<IcmpExtensionObject>, object)) return;
  packet_.layers.back().length = object.end - start;
  const Stretch contents{object.at, object.end, static_cast<std::uint8_t>(object.depth + 1), true};
  const auto about = read<IcmpExtensionObject>(start);
  if (about.class_number != 1 || about.c_type != 1) return run(object_data_layout, contents);
  for (Stretch rest = contents; rest.size() > 0;) {
    if (!header(layout<MplsLabelEntry>, rest)) return;
  }
}

std::string_view extension_class_name(std::uint64_t class_number) {
  switch (class_number) {
    case 1:
      return "MPLS label stack";  // RFC 4950
    case 2:
      return "interface information";  // RFC 5837
    case 3:
      return "interface identification";  // RFC 8335
    default:
      return {};
  }
}

}  // namespace icmpwire
