#include "packet/self_stamp.h"

#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

// Octets from the one that the option's pointer names; empty where it names none of a slot.
MutableBytes next_slot(MutableBytes option, std::size_t first, std::size_t octets) {
  constexpr std::size_t pointer_at = 2;
  const std::size_t at = option[pointer_at] - std::size_t{1};
  if (option[pointer_at] <= first || at + octets > option.size()) return {};
  option[pointer_at] = static_cast<std::uint8_t>(option[pointer_at] + octets);
  return option.subspan(at, octets);
}

void stamp_route(MutableBytes option, Ipv4Address address) {
  constexpr std::size_t first = layout<RouteOptionHeader>.octets;
  if (option.size() < first) return;
  const MutableBytes slot = next_slot(option, first, layout<RouteSlot>.octets);
  if (!slot.empty()) write_u32(slot, 0, address.value());
}

void stamp_time(MutableBytes option, Ipv4Address address, std::uint32_t milliseconds) {
  constexpr std::size_t first = layout<TimestampOptionHeader>.octets;
  constexpr std::size_t pointer_at = 2;
  const auto layouts = slot_layouts(option);
  if (!layouts) return;
  const std::uint8_t pointer = option[pointer_at];
  const MutableBytes slot = next_slot(option, first, layouts->used->octets);
  if (slot.empty()) return;
  const TimestampFlag flag = decode_fixed<TimestampOptionHeader>(option).flag;
  if (flag == TimestampFlag::prespecified && read_u32(slot, 0) != address.value()) {
    option[pointer_at] = pointer;
    return;
  }
  if (flag == TimestampFlag::with_addresses) write_u32(slot, 0, address.value());
  write_u32(slot, slot.size() - 4, milliseconds);
}

}  // namespace

void stamp_self(MutableBytes options, Ipv4Address address, std::uint32_t milliseconds) {
  OptionWalk walk(options);
  for (auto view = walk.next(); view && *view; view = walk.next()) {
    const MutableBytes option = options.subspan((*view)->at, (*view)->octets.size());
    if ((*view)->type == OptionType::record_route) stamp_route(option, address);
    if ((*view)->type == OptionType::timestamp) stamp_time(option, address, milliseconds);
  }
}

}  // namespace icmpwire
