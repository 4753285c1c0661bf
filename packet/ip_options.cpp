#include "packet/ip_options.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::uint8_t route_pointer = 4;      // of the first slot in Record Route and source routes
constexpr std::uint8_t timestamp_pointer = 5;  // of the first slot in Timestamp

// Type, length, pointer, what may follow the pointer, and a run of slots.
IpOptions pointer_option(OptionType type, std::uint8_t pointer, Bytes rest) {
  std::array<std::uint8_t, IpOptions::most_octets> option{};
  option[0] = static_cast<std::uint8_t>(type);
  option[1] = static_cast<std::uint8_t>(3 + rest.size());
  option[2] = pointer;
  std::copy(rest.begin(), rest.end(), option.begin() + 3);
  return *IpOptions::from_octets(Bytes(option).first(option[1]));
}

IpOptions timestamp_option(TimestampFlag flag, Bytes slots) {
  std::array<std::uint8_t, IpOptions::most_octets - 3> rest{};
  rest[0] = static_cast<std::uint8_t>(flag);  // the upper half counts the hops that found no slot
  std::copy(slots.begin(), slots.end(), rest.begin() + 1);
  return pointer_option(OptionType::timestamp, timestamp_pointer, Bytes(rest).first(1 + slots.size()));
}

IpOptions source_route(OptionType type, std::span<const Ipv4Address> hops) {
  std::array<std::uint8_t, most_route_slots * 4> slots{};
  const std::size_t count = std::min(hops.size(), most_route_slots);
  for (std::size_t i = 0; i < count; ++i) write_u32(slots, 4 * i, hops[i].value());
  return pointer_option(type, route_pointer, Bytes(slots).first(4 * count));
}

}  // namespace

std::string_view option_name(std::uint64_t type) {
  switch (static_cast<OptionType>(type <= 0xff ? type : 0xff)) {
    case OptionType::end_of_list:
      return "End of Option List";
    case OptionType::no_operation:
      return "No Operation";
    case OptionType::record_route:
      return "Record Route";
    case OptionType::mtu_probe:
      return "MTU Probe";
    case OptionType::mtu_reply:
      return "MTU Reply";
    case OptionType::quick_start:
      return "Quick-Start";
    case OptionType::timestamp:
      return "Internet Timestamp";
    case OptionType::traceroute:
      return "Traceroute";
    case OptionType::security:
      return "Security";
    case OptionType::loose_source_route:
      return "Loose Source Route";
    case OptionType::extended_security:
      return "Extended Security";
    case OptionType::commercial_security:
      return "Commercial Security";
    case OptionType::stream_identifier:
      return "Stream Identifier";
    case OptionType::strict_source_route:
      return "Strict Source Route";
    case OptionType::router_alert:
      return "Router Alert";
  }
  return {};
}

Parsed<IpOptions> IpOptions::from_octets(Bytes octets) {
  IpOptions options;
  if (!options.append(octets)) {
    return tl::unexpected(Malformed{Why::option_area_full, static_cast<std::uint16_t>(most_octets)});
  }
  return options;
}

bool IpOptions::append(Bytes octets) {
  if (octets.size() > most_octets - size_) return false;
  std::copy(octets.begin(), octets.end(), octets_.begin() + size_);
  size_ = static_cast<std::uint8_t>(size_ + octets.size());
  return true;
}

IpOptions record_route(unsigned slots) {
  const std::array<std::uint8_t, most_route_slots * 4> free{};
  const std::size_t count = std::min<std::size_t>(slots, most_route_slots);
  return pointer_option(OptionType::record_route, route_pointer, Bytes(free).first(4 * count));
}

IpOptions timestamp(TimestampFlag flag, unsigned slots) {
  const bool stamps_only = flag == TimestampFlag::timestamps_only;
  const std::array<std::uint8_t, most_timestamp_slots * 4> free{};
  const std::size_t most = stamps_only ? most_timestamp_slots : most_address_timestamp_slots;
  const std::size_t octets = stamps_only ? 4 : 8;
  return timestamp_option(flag, Bytes(free).first(octets * std::min<std::size_t>(slots, most)));
}

IpOptions timestamp_prespecified(std::span<const Ipv4Address> hops) {
  std::array<std::uint8_t, most_address_timestamp_slots * 8> slots{};
  const std::size_t count = std::min(hops.size(), most_address_timestamp_slots);
  for (std::size_t i = 0; i < count; ++i) write_u32(slots, 8 * i, hops[i].value());
  return timestamp_option(TimestampFlag::prespecified, Bytes(slots).first(8 * count));
}

IpOptions loose_source_route(std::span<const Ipv4Address> hops) {
  return source_route(OptionType::loose_source_route, hops);
}

IpOptions strict_source_route(std::span<const Ipv4Address> hops) {
  return source_route(OptionType::strict_source_route, hops);
}

IpOptions router_alert(std::uint16_t value) {
  std::array<std::uint8_t, 2> data{};
  write_u16(data, 0, value);
  return custom(static_cast<std::uint8_t>(OptionType::router_alert), data);
}

IpOptions no_operation(unsigned count) {
  std::array<std::uint8_t, IpOptions::most_octets> area;
  area.fill(static_cast<std::uint8_t>(OptionType::no_operation));
  return *IpOptions::from_octets(first_at_most(area, count));
}

IpOptions custom(std::uint8_t type, Bytes data) {
  std::array<std::uint8_t, IpOptions::most_octets> option{};
  const Bytes kept = first_at_most(data, option.size() - 2);
  option[0] = type;
  option[1] = static_cast<std::uint8_t>(2 + kept.size());
  std::copy(kept.begin(), kept.end(), option.begin() + 2);
  return *IpOptions::from_octets(Bytes(option).first(option[1]));
}

}  // namespace icmpwire
