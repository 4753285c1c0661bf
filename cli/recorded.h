// What routers wrote into the options of an answer: routes and timestamps.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "packet/ip_options.h"

namespace icmpwire::cli {

struct RecordedRoute {
  OptionType type;  // Record Route or a source route
  std::vector<Ipv4Address> hops;
  std::size_t free = 0;  // slots
};

// Of one slot; the address where the option has some.
struct RecordedTime {
  std::optional<Ipv4Address> address;
  std::uint32_t value;  // as it came
  // RFC 791 3.1: with the high bit set it is no time of day but anything.
  bool is_standard() const { return value >> 31 == 0; }
};

struct RecordedTimes {
  std::vector<RecordedTime> times;
  std::size_t free = 0;   // slots
  unsigned overflow = 0;  // routers that found no slot
};

struct Recorded {
  std::vector<RecordedRoute> routes;
  std::optional<RecordedTimes> times;
};

// Of an option area, as far as it can be walked.
Recorded read_recorded(Bytes options);

// A recorded route around its turning point: the slots before, at and behind it. Without a slot of the
// target's all are on the way there.
struct RouteParts {
  std::span<const Ipv4Address> forward, turn, back;
};
RouteParts split_at(std::span<const Ipv4Address> hops, const Ipv4Address& target);

}  // namespace icmpwire::cli
