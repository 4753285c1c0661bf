#include "api/submission.h"

#include <algorithm>

namespace icmpwire {

// What left may be told of behind what answered it, in another thread.
void FrameLog::keep(const Frame& frame) {
  const auto goes_behind = [&](const Entry& kept) {
    return kept.frame.at < frame.at ||
           (kept.frame.at == frame.at &&
            (frame.direction == Direction::inbound || kept.frame.direction == Direction::outbound));
  };
  const auto place = std::find_if_not(frames.begin(), frames.end(), goes_behind);
  const auto added = frames.insert(place, Entry{frame, {frame.octets.begin(), frame.octets.end()}});
  added->frame.octets = added->octets;
}

}  // namespace icmpwire
