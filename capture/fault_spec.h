// Faults that a wire is asked to have: the keys loss, duplicate, reorder, ... of a specification.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "capture/open_wire.h"

namespace icmpwire {

// Chances are from 0 to 1 and count for each packet by itself.
struct FaultSpec {
  double loss = 0;          // of packets that come in
  double request_loss = 0;  // of packets that go out
  double duplicate = 0;     // the packet comes twice
  double reorder = 0;       // the packet comes `reorder_by` later than it would
  Nanos reorder_by = std::chrono::milliseconds(10);
  Nanos delay{};                     // of every packet
  Nanos jitter{};                    // up to so much more or less, evenly
  double truncate = 0;               // the packet's end is missing, its lengths say nothing of that
  std::vector<std::string> corrupt;  // fields of which bits are changed: "icmp.sequence"
  double corrupt_chance = 1;
  bool repair = false;     // the checksums are made to fit what was corrupted
  double rate = 0;         // packets a second that come in, in the wire's time; the rest is lost
  std::uint64_t seed = 1;  // same seed, same packets, same faults

  // Takes the keys of faults out of a specification. nullopt where there are none; Reason::bad_spec for
  // values that cannot be.
  static Result<std::optional<FaultSpec>> take_from(WireSpec& spec);
};

}  // namespace icmpwire
