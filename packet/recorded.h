// What routers wrote into the IPv4 options of a packet: routes and timestamps.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "packet/ip_options.h"

namespace icmpwire {

struct RecordedRoute {
  OptionType type;  // Record Route or a source route
  std::vector<Ipv4Address> hops;
  std::vector<Ipv4Address>
      ahead;              // of a source route: still to be passed, the destination's own place behind
  std::size_t free = 0;   // slots of Record Route
  bool reversed = false;  // the source route of the request came back reversed, as far as is known
  bool is_record() const { return type == OptionType::record_route; }
  bool is_full() const { return is_record() && free == 0; }
};

// Of one slot; the address where the option has some.
struct RecordedTime {
  std::optional<Ipv4Address> address;
  std::uint32_t value;  // as it came
  // RFC 791 3.1: with the high bit set it is no time of day but anything.
  bool is_standard() const { return value >> 31 == 0; }
};

struct RecordedTimes {
  TimestampFlag flag = TimestampFlag::timestamps_only;
  std::vector<RecordedTime> times;
  std::vector<Ipv4Address> waiting;  // prespecified, and not stamped
  std::size_t free = 0;              // slots
  unsigned overflow = 0;             // hops that found no slot
};

// Milliseconds from one time of day to the next one; over midnight too. nullopt: one of them is none.
std::optional<std::int64_t> milliseconds_between(const RecordedTime& before, const RecordedTime& after);

struct Recorded {
  std::vector<RecordedRoute> routes;
  std::optional<RecordedTimes> times;
  bool empty() const { return routes.empty() && !times; }
};

// Of an option area, as far as it can be walked.
Recorded read_recorded(Bytes options);

// A recorded route around its turning point: the slots before, at and behind it. Without a slot of the
// target's all are on the way there.
struct RouteParts {
  std::span<const Ipv4Address> forward, turn, back;
};
RouteParts split_at(std::span<const Ipv4Address> hops, const Ipv4Address& target);

// RFC 1122 3.2.1.8: whether a reply came back by the source route that its request took; `sent_to` is the
// request's destination, which was the route's first stop.
bool is_reversed(const RecordedRoute& reply, const RecordedRoute& request, const Ipv4Address& sent_to);

}  // namespace icmpwire
