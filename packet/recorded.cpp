#include "packet/recorded.h"

#include <algorithm>

#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

RecordedRoute read_route(OptionType type, const RouteOption& option) {
  RecordedRoute route{type, {}, {}, 0, false};
  const std::size_t slots = option.slots.size() / layout<RouteSlot>.octets;
  const std::size_t filled = option.filled();
  for (std::size_t i = 0; i < filled; ++i) route.hops.push_back(option.slot(i));
  if (route.is_record()) {
    route.free = slots - filled;
  } else {
    for (std::size_t i = filled; i < slots; ++i) route.ahead.push_back(option.slot(i));
  }
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
  times.flag = header->flag;
  for (std::size_t i = 0; i < slots; ++i) {
    const Bytes slot = option.subspan(header_octets + i * slot_octets, slot_octets);
    if (i < filled) {
      times.times.push_back(read_time(slot, with_addresses));
    } else if (times.flag == TimestampFlag::prespecified) {
      times.waiting.push_back(decode_fixed<AddressTimestampSlot>(slot).address);
    } else {
      ++times.free;
    }
  }
  times.overflow = header->overflow;
  return times;
}

}  // namespace

std::optional<std::int64_t> milliseconds_between(const RecordedTime& before, const RecordedTime& after) {
  if (!before.is_standard() || !after.is_standard()) return std::nullopt;
  constexpr std::int64_t day = 86'400'000;
  const std::int64_t step = std::int64_t{after.value} - std::int64_t{before.value};
  return step < -day / 2 ? step + day : step;
}

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

bool is_reversed(const RecordedRoute& reply, const RecordedRoute& request, const Ipv4Address& sent_to) {
  if (reply.type != request.type || request.ahead.size() != reply.hops.size()) return false;
  std::vector<Ipv4Address> there = {sent_to};
  there.insert(there.end(), request.ahead.begin(), request.ahead.end());
  there.pop_back();  // the last one is who replies
  return std::equal(there.rbegin(), there.rend(), reply.hops.begin(), reply.hops.end());
}

}  // namespace icmpwire
