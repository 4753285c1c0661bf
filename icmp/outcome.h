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
  Ipv4Header header;      // the answer's own, as it came
  IpAddress from;         // its source
  std::uint8_t type = 0;  // ICMP type and code, as they came
  std::uint8_t code = 0;
  Nanos round_trip{};            // from departure to arrival
  bool local = false;            // made by our own side: what a kernel would have reported
  Octets datagram;               // the answer, whole (reassembled)
  std::uint32_t payload_at = 0;  // where its ICMP message begins
  std::uint32_t body_at = 0;     // where the echoed data, or the quoted datagram, begins

  Bytes options() const { return Bytes(datagram).subspan(20, payload_at - 20); }
  Bytes body() const { return Bytes(datagram).subspan(body_at); }

  // Keeps what is the answer's own: everything but verdict, round trip and `local`.
  void keep(const Answer& answer);
};

enum class Ending : std::uint8_t {
  pending,
  answered,  // at least one reply or error
  timed_out,
  not_sent,   // refused here: `failure` says why
  cancelled,  // by its caller
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
