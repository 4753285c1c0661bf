// The IPv4 header, its options and their slots.
#include <algorithm>

#include "packet/dissector.h"
#include "packet/ipv4.h"
#include "packet/option_layouts.h"

namespace icmpwire {

void Dissector::ipv4(Stretch stretch, Reading reading) {
  const Stretch whole = stretch;
  if (!header(layout<Ipv4Header>, stretch)) {
    if (reading == Reading::received) stop(Why::truncated, stretch.end);
    return;
  }
  const std::uint32_t header_length = *read<Ipv4Header>(whole.at).ihl * 4U;
  if (header_length < layout<Ipv4Header>.octets) {
    stop(Why::bad_header_length, whole.at);
    return run(not_understood_layout, stretch);
  }
  if (header_length > whole.size() && reading == Reading::received) stop(Why::bad_header_length, whole.at);

  const std::uint32_t header_end = std::min(whole.at + header_length, whole.end);
  packet_.layers.back().length = header_end - whole.at;
  options({stretch.at, header_end, static_cast<std::uint8_t>(whole.depth + 1), true});

  const std::uint32_t end = std::max(header_end, datagram_end(whole, reading));
  ipv4_payload({header_end, end, whole.depth}, reading, packet_.octets.subspan(whole.at));
  run(padding_layout, {end, whole.end, whole.depth});
}

// Where the datagram ends; the link layer or the maker of a quote may have padded behind it.
std::uint32_t Dissector::datagram_end(Stretch stretch, Reading reading) {
  constexpr std::uint32_t total_length_at = 2;
  const auto ip = read<Ipv4Header>(stretch.at);
  const bool too_short = *ip.total_length < *ip.ihl * 4U;
  const bool too_long = *ip.total_length > stretch.size();
  if ((too_short || too_long) && reading == Reading::received) {
    stop(Why::bad_total_length, stretch.at + total_length_at);
  }
  return too_short || too_long ? stretch.end : stretch.at + *ip.total_length;
}

void Dissector::ipv4_payload(Stretch payload, Reading reading, Bytes header) {
  const auto ip = decode_fixed<Ipv4Header>(header);
  if (ip.fragment_offset != 0) return run(fragment_layout, payload);
  if (reading == Reading::received && *ip.total_length < *ip.ihl * 4U)
    return run(not_understood_layout, payload);
  if (ip.protocol != Protocol::icmp || payload.size() == 0) return run(payload_layout, payload);
  icmp(payload);
}

// The walk of OptionWalk, but one that names what it passes, and goes as far as the octets go.
void Dissector::options(Stretch area) {
  while (area.size() > 0) {
    const Bytes rest = octets_of(area);
    const OptionType type{rest[0]};
    std::uint32_t length = 1;
    if (type != OptionType::no_operation && type != OptionType::end_of_list) {
      if (rest.size() < 2) {
        stop(Why::missing_option_length, area.at);
        return run(not_understood_layout, area);
      }
      length = rest[1];
      if (length < 2 || length > rest.size()) {
        stop(Why::bad_option_length, area.at);
        return run(not_understood_layout, area);
      }
    }
    option({area.at, area.at + length, area.depth, area.part});
    area.at += length;
    if (type == OptionType::end_of_list) return run(padding_layout, area);
  }
}

void Dissector::option(Stretch option) {
  const Bytes octets = octets_of(option);
  const std::uint32_t start = option.at;
  if (!header(option_layout(OptionType{octets[0]}), option)) return;
  packet_.layers.back().length = option.end - start;
  option.depth = static_cast<std::uint8_t>(option.depth + 1);
  slots(option, octets);
}

void Dissector::slots(Stretch rest, Bytes option) {
  const std::optional<SlotLayouts> layouts = slot_layouts(option);
  if (!layouts) return run(option_data_layout, rest);
  constexpr std::size_t pointer_at = 2;
  const std::uint32_t option_at = rest.end - static_cast<std::uint32_t>(option.size());
  while (rest.size() > 0) {
    const std::uint32_t next_slot_pointer =
        rest.at - option_at + layouts->used->octets + 1;  // pointers begin at 1
    Stretch slot = rest;
    slot.end = std::min<std::uint32_t>(rest.end, rest.at + layouts->used->octets);
    rest.at = slot.end;
    header(next_slot_pointer <= option[pointer_at] ? *layouts->used : *layouts->ahead, slot);
  }
}

}  // namespace icmpwire
