// Reassembly at a simulated host: whole datagrams with their option marks, and what came of those that stay
// incomplete.
#pragma once

#include <vector>

#include "capture/simulated_transit.h"
#include "packet/reassembly.h"

namespace icmpwire {

class SimulatedReassembly {
 public:
  static constexpr Nanos lifetime = std::chrono::seconds(30);  // Linux'; RFC 1122 3.3.2 asks for 60 to 120 s

  // The whole datagram where this fragment was the last one missing, marked as its first fragment was,
  // and at the time of the last one.
  std::optional<Transit> add(Transit fragment);

  // Gives up what has waited for its lifetime. Of each such datagram the first fragment, where it came: the
  // one that a Time Exceeded is about (RFC 792).
  std::vector<Transit> expire(Nanos now);

 private:
  struct Waiting {
    Ipv4Header header;  // of the fragment that came first
    Nanos since;
    std::optional<Transit> first;  // the fragment at offset 0
  };
  using Place = std::vector<Waiting>::iterator;

  Place place_of(const Transit& fragment);

  Reassembly reassembly_{{.lifetime = lifetime - Nanos(1)}};
  std::vector<Waiting> waiting_;  // the oldest first
};

}  // namespace icmpwire
