// Pairs of ICMP identifier and sequence: which come next, and what became of those that ended.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "packet/time.h"

namespace icmpwire {

// Identifier in the high half, sequence in the low one.
constexpr std::uint32_t make_pair_of(std::uint16_t identifier, std::uint16_t sequence) {
  return static_cast<std::uint32_t>(identifier) << 16 | sequence;
}
constexpr std::uint16_t identifier_of(std::uint32_t pair) { return static_cast<std::uint16_t>(pair >> 16); }
constexpr std::uint16_t sequence_of(std::uint32_t pair) { return static_cast<std::uint16_t>(pair); }

// One 32-bit counter split in two, so that no pair comes again for four thousand million requests. Never the
// process identifier: two programs in two containers have the same one.
class Pairs {
 public:
  struct Settings {
    std::uint32_t first = make_pair_of(1, 1);
    std::optional<std::uint16_t>
        identifier;  // all requests take this one and only the sequence counts (Windows: 1)
  };

  // What is remembered of a pair whose request ended.
  struct Ended {
    bool answered = false;  // else it timed out
    Nanos departure{};
    Nanos at{};
  };

  explicit Pairs(const Settings& settings);

  std::uint32_t next();
  void remember(std::uint32_t pair, const Ended& ended);
  // A pair rests for 120 s after its end: what comes for it until then is a duplicate or late, not somebody
  // else's. Of more than 65,536 in that time the oldest are forgotten.
  std::optional<Ended> ended(std::uint32_t pair, Nanos now) const;

 private:
  struct Entry {
    std::uint32_t pair = 0;
    bool used = false;
    Ended ended;
  };
  Settings settings_;
  std::uint32_t next_;
  std::vector<Entry> entries_;
};

}  // namespace icmpwire
