// What icmpwire_send gives: an outcome with octets of its own.
#pragma once

#include <icmpwire.h>

#include <vector>

#include "api/submission.h"

// Outside the namespace: its name is C.
struct icmpwire_result {
  uint32_t ending = 0;
  icmpwire::Octets request;
  std::vector<icmpwire::Reception> answers;
  icmpwire::FrameLog frames;
  icmpwire::Nanos epoch{};
};

namespace icmpwire {

// Keeps the outcome, but for the frames.
void keep_outcome(const Outcome& outcome, Bytes request, icmpwire_result& result);

// The frame as callers of the C interface see it; the octets stay the frame's. `size` is set.
void describe_frame(const Frame& frame, Nanos epoch, icmpwire_frame& described);

}  // namespace icmpwire
