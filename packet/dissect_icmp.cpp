// ICMP and ICMPv6 messages, what errors quote, what follows the quote (RFC 4884), and what neighbours tell.
#include <algorithm>
#include <array>

#include "packet/checksum.h"
#include "packet/dissector.h"
#include "packet/icmp_extension.h"
#include "packet/icmp_shapes.h"
#include "packet/icmpv6.h"
#include "packet/ndp_options.h"

namespace icmpwire {
namespace {

constexpr std::uint8_t most_depth = 6;  // quotes of quotes are octets from there on
constexpr std::uint32_t legacy_quote_length =
    128;  // RFC 4884 5.5: where extensions lie when no length is given

// The beginning of a message with zeros behind it, so that its type tells its shape even where it is cut.
std::array<std::uint8_t, 40> zero_filled(Bytes message) {
  std::array<std::uint8_t, 40> longest{};  // ICMPv6's Redirect is the longest shape
  const Bytes beginning = first_at_most(message, longest.size());
  std::copy(beginning.begin(), beginning.end(), longest.begin());
  return longest;
}

template <class AnyHeader>
const Layout& layout_of(const AnyHeader& message) {
  return std::visit(
      [](const auto& header) -> const Layout& { return layout<std::decay_t<decltype(header)>>; }, message);
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
  const IcmpHeader shape = parse_icmp(zero_filled(octets_of(message)))->header;
  if (!icmp_header(layout_of(shape), message)) return;
  if (!is_error(IcmpType{packet_.octets[start]}) || message.depth >= most_depth) {
    return run(payload_layout, message);
  }
  open_inside(start, message);
  icmp_error(message, stated_quote_length<4>(shape), Version::ipv4);
}

void Dissector::icmpv6(Stretch message) {
  const std::uint32_t start = message.at;
  const Icmpv6Header shape = parse_icmpv6(zero_filled(octets_of(message)))->header;
  const Icmpv6Type type{packet_.octets[start]};
  if (!icmp_header(layout_of(shape), message)) return;
  if (message.depth >= most_depth || (!is_error(type) && !is_neighbour_discovery(type))) {
    return run(payload_layout, message);
  }
  open_inside(start, message);
  if (is_neighbour_discovery(type)) return ndp_options(message);
  icmp_error(message, stated_quote_length<8>(shape), Version::ipv6);
}

bool Dissector::icmp_header(const Layout& layout, Stretch& message) {
  if (header(layout, message)) return true;
  if (message.depth == 0) stop(Why::truncated, message.end);  // a quote may end anywhere
  return false;
}

// Lays the last layer, which began at `start`, around what is left, and goes one deeper.
void Dissector::open_inside(std::uint32_t start, Stretch& rest) {
  packet_.layers.back().length = rest.end - start;
  rest.depth = static_cast<std::uint8_t>(rest.depth + 1);
}

void Dissector::icmp_error(Stretch body, std::size_t stated_quote_length, Version version) {
  Stretch quote = body;
  if (stated_quote_length != 0) {
    quote.end = body.at + static_cast<std::uint32_t>(std::min<std::size_t>(body.size(), stated_quote_length));
  } else if (body.size() > legacy_quote_length &&
             looks_like_extension(octets_of(body).subspan(legacy_quote_length))) {
    quote.end = body.at + legacy_quote_length;
  }
  if (version == Version::ipv6) {
    ipv6(quote, Reading::quoted);
  } else {
    ipv4(quote, Reading::quoted);
  }
  if (quote.end < body.end) extension({quote.end, body.end, body.depth});
}

// Options of length 0 or beyond the message end the walk: RFC 4861 4.6 has nodes drop such a message.
void Dissector::ndp_options(Stretch area) {
  area.part = true;
  while (area.size() > 0) {
    constexpr std::uint32_t unit = 8;
    const std::uint32_t length =
        area.size() < layout<NdpOptionHeader>.octets ? 0 : read<NdpOptionHeader>(area.at).length * unit;
    if (length == 0 || length > area.size()) {
      if (area.depth <= 1) stop(Why::bad_option_length, area.at);
      return run(not_understood_layout, area);
    }
    ndp_option({area.at, area.at + length, area.depth, true});
    area.at += length;
  }
}

void Dissector::ndp_option(Stretch option) {
  const std::uint32_t start = option.at;
  const bool quotes = read<NdpOptionHeader>(start).type == NdpOptionType::redirected_header;
  if (!quotes) return option_with_data(ndp_option_layout(octets_of(option)), option);
  if (!header(layout<NdpRedirectedHeader>, option)) return;
  open_inside(start, option);
  option.part = false;
  ipv6(option, Reading::quoted);
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
