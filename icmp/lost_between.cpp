#include "icmp/lost_between.h"

#include "packet/ip.h"

namespace icmpwire {
namespace {

constexpr double chance_that_is_told_apart = 0.01;

// What the controls say of one hop.
struct Expected {
  std::size_t sent = 0;
  std::size_t answered = 0;
  std::optional<IpAddress> from;
  // That an answer is missing; never quite 0 (half an answer more than there was is taken to be missing).
  double chance() const {
    return (static_cast<double>(sent - answered) + 0.5) / (static_cast<double>(sent) + 1);
  }
};

Expected expected_at(std::uint8_t ttl, std::span<const Trace* const> controls) {
  Expected expected;
  for (const Trace* control : controls) {
    for (const Hop* hop : control->hops()) {
      if (hop->ttl != ttl) continue;
      expected.sent += hop->probes.size();
      expected.answered += hop->answers();
      const Reception* answer = hop->first_answer();
      if (answer != nullptr && !expected.from) expected.from = answer->from;
    }
  }
  return expected;
}

}  // namespace

IpAddress source_of(const Trace& trace) {
  for (const Hop* hop : trace.hops()) {
    for (const HopProbe& probe : hop->probes) {
      if (const auto datagram = parse_ip(probe.sent)) return datagram->source;
    }
  }
  return {};
}

std::optional<LossPlace> lost_between(const Trace& lost, std::span<const Trace* const> controls) {
  IpAddress after = source_of(lost);
  double chance = 1;  // that all that is missing behind `after` is so by chance
  std::optional<IpAddress> before;
  for (const Hop* hop : lost.hops()) {
    if (const Reception* answer = hop->first_answer(); answer != nullptr) {
      after = answer->from;
      chance = 1;
      before.reset();
      continue;
    }
    const Expected expected = expected_at(hop->ttl, controls);
    if (before || !expected.from) continue;
    for (std::size_t i = 0; i < hop->probes.size(); ++i) chance *= expected.chance();
    if (chance < chance_that_is_told_apart) before = expected.from;
  }
  if (!before) return std::nullopt;
  return LossPlace{after, *before};
}

}  // namespace icmpwire
