#include "cli/recorded.h"

#include <algorithm>

#include "packet/option_layouts.h"

namespace icmpwire::cli {
namespace {

RecordedRoute read_route(OptionType type, const RouteOption& option) {
  RecordedRoute route{type, {}, 0};
  const std::size_t slots = option.slots.size() / 4;
  const std::size_t filled = std::min(option.filled(), slots);
  for (std::size_t i = 0; i < filled; ++i) route.hops.push_back(option.slot(i));
  route.free = slots - filled;
  return route;
}

RecordedTime read_time(Bytes slot, bool with_address) {
  if (!with_address) return {std::nullopt, decode_fixed<TimestampSlot>(slot).timestamp};
  const auto both = decode_fixed<AddressTimestampSlot>(slot);
  return {both.address, both.timestamp};
}

std::optional<RecordedTimes> read_times(Bytes option) {
  const auto header = decode<TimestampOptionHeader>(option);
  if (!header) return std::nullopt;
  const std::size_t header_octets = layout<TimestampOptionHeader>.octets;
  const bool with_addresses = header->flag != TimestampFlag::timestamps_only;
  const std::size_t slot_octets =
      with_addresses ? layout<AddressTimestampSlot>.octets : layout<TimestampSlot>.octets;
  const std::size_t slots = (option.size() - header_octets) / slot_octets;
  const std::size_t used = header->pointer > header_octets ? header->pointer - header_octets - 1 : 0;
  const std::size_t filled = std::min(used / slot_octets, slots);

  RecordedTimes times;
  for (std::size_t i = 0; i < filled; ++i) {
    times.times.push_back(
        read_time(option.subspan(header_octets + i * slot_octets, slot_octets), with_addresses));
  }
  times.free = slots - filled;
  times.overflow = header->overflow;
  return times;
}

}  // namespace

Recorded read_recorded(Bytes options) {
  Recorded recorded;
  OptionWalk walk(options);
  for (auto option = walk.next(); option && *option; option = walk.next()) {
    if (const auto route = as_route(**option)) recorded.routes.push_back(read_route((*option)->type, *route));
    if ((*option)->type == OptionType::timestamp) recorded.times = read_times((*option)->octets);
  }
  return recorded;
}

RouteParts split_at(std::span<const Ipv4Address> hops, const Ipv4Address& target) {
  const auto first = std::find(hops.begin(), hops.end(), target);
  const auto behind = std::find_if(first, hops.end(), [&](const Ipv4Address& hop) { return hop != target; });
  return {{hops.begin(), first}, {first, behind}, {behind, hops.end()}};
}

}  // namespace icmpwire::cli
