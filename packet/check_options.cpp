// Rules of IPv4 options: where routers answer with a Parameter Problem, the finding is where its pointer
// points to.
#include <algorithm>
#include <bitset>

#include "packet/findings.h"
#include "packet/option_layouts.h"
#include "packet/text.h"

namespace icmpwire {
namespace {

constexpr std::string_view rfc791 = "RFC 791 3.1";

struct Slots {
  std::size_t first;   // octets before the first slot
  std::size_t octets;  // of one slot
};

// Pointers count from 1, the option's type. A pointer beyond the length means that no slot is left.
void check_pointer(Findings& findings, const Layer& layer, const OptionView& option, const Slots& slots) {
  const std::size_t length = option.octets.size();
  const std::size_t pointer = option.octets[2];
  const std::string is_pointer = "is " + std::to_string(pointer) + ": ";
  if (pointer <= slots.first) {
    findings.add(layer, "pointer", is_pointer + "the smallest is " + std::to_string(slots.first + 1), rfc791);
  } else if (pointer > length) {
    if ((length - slots.first) % slots.octets == 0) return;
    findings.add(layer, "length", "is " + std::to_string(length) + ": the last slot is not whole", rfc791);
  } else if (pointer + slots.octets - 1 > length) {
    findings.add(layer, "pointer",
                 is_pointer + octet_count(length - pointer + 1) + " left, a slot takes " +
                     std::to_string(slots.octets),
                 rfc791);
  } else if ((pointer - 1 - slots.first) % slots.octets != 0) {
    findings.add(layer, "pointer", is_pointer + "points into the middle of a slot", rfc791);
  }
}

void check_route(Findings& findings, const Layer& layer, const OptionView& option) {
  if (option.octets.size() < layout<RouteOptionHeader>.octets) {
    findings.add(layer, "length", "is 2: type, length and pointer alone take 3", rfc791);
    return;
  }
  check_pointer(findings, layer, option, {layout<RouteOptionHeader>.octets, layout<RouteSlot>.octets});
}

void check_timestamp(Findings& findings, const Layer& layer, const OptionView& option) {
  const std::size_t length = option.octets.size();
  if (length < layout<TimestampOptionHeader>.octets) {
    findings.add(layer, "length",
                 "is " + std::to_string(length) + ": the octets before the slots alone take 4", rfc791);
    return;
  }
  const auto header = decode_fixed<TimestampOptionHeader>(option.octets);
  const std::optional<SlotLayouts> slots = slot_layouts(option.octets);
  if (!slots) {
    findings.add(
        layer, "flag",
        "is " + std::to_string(static_cast<unsigned>(header.flag)) + ": only 0, 1 and 3 have a meaning",
        rfc791);
    return;
  }
  check_pointer(findings, layer, option, {layout<TimestampOptionHeader>.octets, slots->used->octets});
  constexpr std::uint8_t most_overflow = 15;
  if (header.overflow == most_overflow && header.pointer > length) {
    findings.add(layer, "overflow", "is 15 and no slot is free: the next router cannot count itself", rfc791);
  }
}

void check_exact_length(Findings& findings, const Layer& layer, const OptionView& option) {
  const std::size_t length = option.octets.size();
  const std::size_t right = layer.layout->octets;
  if (length == right) return;
  findings.add(layer, "length", "is " + std::to_string(length) + ", must be " + std::to_string(right),
               layer.layout->source);
}

void check_security(Findings& findings, const Layer& layer, const OptionView& option) {
  if (option.octets.size() >= layout<SecurityOptionHeader>.octets) return;
  findings.add(layer, "length", "is 2: the classification must follow", "RFC 1108 2.2");
}

void check_option(Findings& findings, const Layer& layer, const OptionView& option) {
  switch (option.type) {
    case OptionType::record_route:
    case OptionType::loose_source_route:
    case OptionType::strict_source_route:
      return check_route(findings, layer, option);
    case OptionType::timestamp:
      return check_timestamp(findings, layer, option);
    case OptionType::router_alert:
    case OptionType::stream_identifier:
    case OptionType::mtu_probe:
    case OptionType::mtu_reply:
      return check_exact_length(findings, layer, option);
    case OptionType::security:
      return check_security(findings, layer, option);
    default:
      return;
  }
}

// What may be in an area only once.
class Appearances {
 public:
  void check(Findings& findings, const Layer& layer, OptionType type) {
    const bool again = seen_[static_cast<std::uint8_t>(type)];
    const bool second_route = is_source_route(type) && source_route_;
    seen_.set(static_cast<std::uint8_t>(type), type != OptionType::no_operation);
    source_route_ = source_route_ || is_source_route(type);
    if (second_route) {
      findings.add(layer, "type", "begins a second source route: a datagram has at most one",
                   "RFC 1122 3.2.1.8");
    } else if (again) {
      findings.add(layer, "type", "is there a second time: an option appears at most once", rfc791);
    }
  }

 private:
  std::bitset<256> seen_;
  bool source_route_ = false;
};

void check_tiling(Findings& findings, const Malformed& malformed, Bytes area, std::size_t in_area,
                  const Layer& ip) {
  const std::size_t at = ip.offset + std::size_t{layout<Ipv4Header>.octets} + in_area;
  if (malformed.why == Why::missing_option_length) {
    return findings.add_at(at, 1, "option.type", "is the header's last octet: the option's length is missing",
                           rfc791);
  }
  const std::size_t length = area[in_area + 1];
  const std::size_t left = area.size() - in_area;
  const std::string rule = length < 2 ? "has the length " + std::to_string(length) + ": the least is 2"
                                      : "has the length " + std::to_string(length) + ": the header has " +
                                            octet_count(left) + " left";
  findings.add_at(at, 1, "option.type", rule, rfc791);
}

}  // namespace

void check_options(Findings& findings, const Layer& layer) {
  if (layer.layout != &layout<Ipv4Header> || !is_whole(layer)) return;
  const Bytes area = findings.packet().octets_of(layer).subspan(layout<Ipv4Header>.octets);
  const bool header_whole = datagram_at(findings.packet(), layer).header_whole;
  OptionWalk walk(area);
  Appearances appearances;
  while (true) {
    const auto option = walk.next();
    if (!option && header_whole) check_tiling(findings, option.error(), area, walk.at(), layer);
    if (!option || !*option) return;
    const OptionView& view = **option;
    const Layer option_layer{&option_layout(view.type), layer.offset + layout<Ipv4Header>.octets + view.at,
                             static_cast<std::uint32_t>(view.octets.size()), layer.depth};
    appearances.check(findings, option_layer, view.type);
    check_option(findings, option_layer, view);
  }
}

}  // namespace icmpwire
