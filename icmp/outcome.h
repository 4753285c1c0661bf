// How a request ended, in neutral terms: no Windows number, no text.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "packet/answers.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// One packet that answered. The octets belong to the exchange until the request is released.
struct Reception {
  Verdict verdict;
  IpAddress from;         // source of the answer's IP header
  std::uint8_t type = 0;  // ICMP type and code, as they came
  std::uint8_t code = 0;
  Nanos round_trip{};  // from departure to arrival
  bool local = false;  // made by our own side: what a kernel would have reported
  Octets datagram;     // the answer, whole (reassembled)
};

enum class Ending : std::uint8_t {
  pending,
  answered,  // at least one reply or error
  timed_out,
  not_sent,  // refused here: `failure` says why
};

struct Outcome {
  Ending ending = Ending::pending;
  Nanos departure{};  // wire time of the first octet
  std::vector<Reception>
      receptions;  // the first `reception_count` are this request's; capacity is kept for the next
  std::size_t reception_count = 0;
  std::optional<Failure> failure;
};

}  // namespace icmpwire
