// ICMP and ICMPv6 messages, what errors quote, and what neighbours tell.
#include <algorithm>
#include <array>

#include "packet/checksum.h"
#include "packet/dissector.h"
#include "packet/icmp_extension.h"
#include "packet/icmp_shapes.h"
#include "packet/icmpv6.h"
#include "packet/message_entries.h"
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

// An extended echo request has one; replies may bring it back (RFC 8335 2 and 3).
template <class Type>
bool has_extension(Type type, Bytes body) {
  return type == Type::extended_echo_request ||
         (type == Type::extended_echo_reply && looks_like_extension(body));
}

}  // namespace

void Dissector::icmp(Stretch message) {
  const std::uint32_t start = message.at;
  const IcmpHeader shape = parse_icmp(zero_filled(octets_of(message)))->header;
  const IcmpType type{packet_.octets[start]};
  if (!icmp_header(layout_of(shape), message)) return;
  const bool extended = has_extension(type, octets_of(message));
  const bool lists = extended || type == IcmpType::router_advertisement;
  if (message.depth >= most_depth || (!is_error(type) && !lists)) return run(payload_layout, message);
  open_inside(start, message);
  if (extended) return extension(message);
  if (type == IcmpType::router_advertisement) return router_addresses(message);
  icmp_error(message, stated_quote_length<4>(shape), Version::ipv4);
}

void Dissector::icmpv6(Stretch message) {
  const std::uint32_t start = message.at;
  const Icmpv6Header shape = parse_icmpv6(zero_filled(octets_of(message)))->header;
  const Icmpv6Type type{packet_.octets[start]};
  if (!icmp_header(layout_of(shape), message)) return;
  const bool extended = has_extension(type, octets_of(message));
  const bool lists =
      extended || type == Icmpv6Type::multicast_listener_report_v2 || is_neighbour_discovery(type);
  if (message.depth >= most_depth || (!is_error(type) && !lists)) return run(payload_layout, message);
  open_inside(start, message);
  if (extended) return extension(message);
  if (type == Icmpv6Type::multicast_listener_report_v2) return multicast_records(message);
  if (is_neighbour_discovery(type)) return ndp_options(message);
  icmp_error(message, stated_quote_length<8>(shape), Version::ipv6);
}

void Dissector::router_addresses(Stretch area) {
  area.part = true;
  while (area.size() > 0) {
    if (!header(layout<RouterAddressEntry>, area)) return;
  }
}

void Dissector::multicast_records(Stretch area) {
  area.part = true;
  while (area.size() > 0) {
    const std::uint32_t start = area.at;
    if (!header(layout<MulticastRecord>, area)) return;
    const auto about = read<MulticastRecord>(start);
    constexpr std::uint32_t word_octets = 4;
    const std::uint32_t sources =
        std::min<std::uint32_t>(area.size(), about.sources * layout<MulticastSource>.octets);
    const std::uint32_t extra = std::min(area.size() - sources, about.auxiliary_words * word_octets);
    const std::size_t record = packet_.layers.size() - 1;
    const auto inside = static_cast<std::uint8_t>(area.depth + 1);
    for (Stretch list{area.at, area.at + sources, inside, true}; list.size() > 0;) {
      if (!header(layout<MulticastSource>, list)) break;
    }
    area.at += sources;
    run(record_data_layout, {area.at, area.at + extra, inside, true});
    area.at += extra;
    packet_.layers[record].length = area.at - start;
  }
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

}  // namespace icmpwire
