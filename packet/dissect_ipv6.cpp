// The IPv6 header, its extension headers and their options.
#include <algorithm>

#include "packet/dissector.h"
#include "packet/ipv6.h"
#include "packet/ipv6_options.h"

namespace icmpwire {

void Dissector::ipv6(Stretch stretch, Reading reading) {
  constexpr std::uint32_t payload_length_at = 4;
  const Stretch whole = stretch;
  if (!header(layout<Ipv6Header>, stretch)) {
    if (reading == Reading::received) stop(Why::truncated, stretch.end);
    return;
  }
  const auto ip = read<Ipv6Header>(whole.at);
  const bool too_long = *ip.payload_length > stretch.size();
  if (too_long && reading == Reading::received) stop(Why::bad_payload_length, whole.at + payload_length_at);
  const std::uint32_t end = too_long ? whole.end : stretch.at + *ip.payload_length;
  ipv6_payload({stretch.at, end, whole.depth}, ip.next_header, reading);
  run(padding_layout, {end, whole.end, whole.depth});
}

// The walk of ExtensionWalk, but one that names what it passes, and goes as far as the octets go.
void Dissector::ipv6_payload(Stretch rest, Protocol next, Reading reading) {
  while (is_extension_header(next) && rest.size() > 0) {
    const std::size_t length = extension_header_octets(next, octets_of(rest));
    if (length == 0 || length > rest.size()) {
      if (reading == Reading::received) stop(Why::bad_extension_header, rest.at);
      if (header(extension_header_layout(next), rest)) run(not_understood_layout, rest);
      return;
    }
    const Stretch extension{rest.at, rest.at + static_cast<std::uint32_t>(length), rest.depth};
    extension_header(extension, next);
    rest.at = extension.end;
    if (next == Protocol::fragment && read<Ipv6FragmentHeader>(extension.at).fragment_offset != 0) {
      return run(fragment_layout, rest);
    }
    next = Protocol{packet_.octets[extension.at]};
  }
  if (next != Protocol::icmpv6 || rest.size() == 0) return run(payload_layout, rest);
  icmpv6(rest);
}

// `extension` holds all of the header.
void Dissector::extension_header(Stretch extension, Protocol type) {
  const Stretch whole = extension;
  if (!header(extension_header_layout(type), extension)) return;
  packet_.layers.back().length = whole.size();
  const Stretch contents{extension.at, extension.end, static_cast<std::uint8_t>(whole.depth + 1), true};
  if (type == Protocol::hop_by_hop || type == Protocol::destination_options) return ipv6_options(contents);
  run(type == Protocol::routing ? routing_data_layout : integrity_value_layout, contents);
}

void Dissector::ipv6_options(Stretch area) {
  while (area.size() > 0) {
    const Bytes rest = octets_of(area);
    std::uint32_t length = 1;
    if (Ipv6OptionType{rest[0]} != Ipv6OptionType::pad_one) {
      length = rest.size() < 2 ? 0 : layout<Ipv6OptionHeader>.octets + rest[1];
      if (length == 0 || length > rest.size()) {
        stop(length == 0 ? Why::missing_option_length : Why::bad_option_length, area.at);
        return run(not_understood_layout, area);
      }
    }
    Stretch option = area;
    area.at += length;
    option.end = area.at;
    option_with_data(ipv6_option_layout(rest), option);
  }
}

// An option of a table whose data may be longer than the table says.
void Dissector::option_with_data(const Layout& layout, Stretch option) {
  const std::uint32_t start = option.at;
  if (!header(layout, option)) return;
  packet_.layers.back().length = option.end - start;
  option.depth = static_cast<std::uint8_t>(option.depth + 1);
  run(later_option_data_layout, option);
}

}  // namespace icmpwire
