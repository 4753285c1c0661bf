#include "icmp/pairs.h"

namespace icmpwire {

namespace {

constexpr std::size_t remembered_pairs = 65536;
constexpr Nanos resting_time = std::chrono::seconds(120);

// Counted pairs differ in their low bits; those of a fixed identifier and counted sequence do too.
constexpr std::size_t place_of(std::uint32_t pair) {
  return (pair ^ (pair >> 16) * 40503U) % remembered_pairs;
}

}  // namespace

Pairs::Pairs(const Settings& settings)
    : settings_(settings), next_(settings.first), entries_(remembered_pairs) {}

std::uint32_t Pairs::next() {
  if (settings_.identifier) return make_pair_of(*settings_.identifier, sequence_of(next_++));
  if (identifier_of(next_) == 0) next_ = make_pair_of(1, 0);
  return next_++;
}

void Pairs::remember(std::uint32_t pair, const Ended& ended) {
  entries_[place_of(pair)] = {pair, true, ended};
}

std::optional<Pairs::Ended> Pairs::ended(std::uint32_t pair, Nanos now) const {
  const Entry& entry = entries_[place_of(pair)];
  if (!entry.used || entry.pair != pair || now - entry.ended.at > resting_time) return std::nullopt;
  return entry.ended;
}

}  // namespace icmpwire
