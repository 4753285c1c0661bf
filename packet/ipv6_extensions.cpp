#include "packet/ipv6_extensions.h"

namespace icmpwire {
namespace {

constexpr std::size_t length_at = 1;
constexpr std::size_t unit = 8;  // RFC 8200 4: every extension header is a multiple of 8 octets long

// Behind the header of a later fragment lies data, whatever kind it says comes next.
bool is_later_fragment(const ExtensionView& extension) {
  return extension.type == Protocol::fragment &&
         decode_fixed<Ipv6FragmentHeader>(extension.octets).fragment_offset != 0;
}

}  // namespace

std::string_view routing_type_name(std::uint64_t type) {
  switch (type) {
    case 0:
      return "Source Route, deprecated";  // RFC 5095
    case 2:
      return "Type 2 Routing Header";  // RFC 6275 6.4
    case 3:
      return "RPL Source Route Header";  // RFC 6554
    case 4:
      return "Segment Routing Header";  // RFC 8754
    default:
      return {};
  }
}

std::size_t extension_header_octets(Protocol type, Bytes octets) {
  if (type == Protocol::fragment) return layout<Ipv6FragmentHeader>.octets;  // it has no length field
  if (octets.size() <= length_at) return 0;
  const std::size_t length = octets[length_at];
  return type == Protocol::authentication ? (length + 2) * 4 : (length + 1) * unit;  // RFC 4302 2.2
}

Parsed<std::optional<ExtensionView>> ExtensionWalk::next() {
  if (ended_ || !is_extension_header(next_)) return std::nullopt;
  const Bytes rest = octets_.subspan(at_);
  const std::size_t length = extension_header_octets(next_, rest);
  if (length == 0 || length > rest.size()) {
    ended_ = true;
    return tl::unexpected(Malformed{Why::bad_extension_header, static_cast<std::uint16_t>(at_)});
  }
  const ExtensionView extension{next_, static_cast<std::uint16_t>(at_), rest.first(length),
                                Protocol{rest[0]}};
  at_ += length;
  next_ = extension.next_header;
  ended_ = is_later_fragment(extension);
  return extension;
}

}  // namespace icmpwire
