// How a request ended, in neutral terms: no Windows number, no text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "packet/answers.h"
#include "packet/result.h"
#include "packet/time.h"

namespace icmpwire {

// One packet that answered. The octets belong to the exchange until the request is released.
struct Reception {
  Verdict verdict;
  IpAddress from;          // the answer's source; a link-local one with its zone where that is known
  std::uint8_t ttl = 0;    // of the answer's own header, or its hop limit
  std::uint8_t tos = 0;    // or its traffic class
  std::uint8_t flags = 0;  // IPv4's three: reserved 4, don't fragment 2, more fragments 1
  std::uint8_t type = 0;   // ICMP or ICMPv6 type and code, as `from` has it
  std::uint8_t code = 0;
  std::optional<std::uint32_t> pointer;  // of a parameter problem; octet of the quote, from 0
  std::uint32_t mtu = 0;                 // of fragmentation needed (0: not told) and packet too big; octets
  Nanos round_trip{};                    // from departure to arrival
  bool local = false;                    // made by our own side: what a kernel would have reported
  Octets datagram;                       // the answer, whole (reassembled)
  std::uint32_t payload_at = 0;          // where its ICMP message begins
  std::uint32_t body_at = 0;             // where the echoed data, or the quoted datagram, begins

  // IPv4's options, or the extension headers.
  Bytes options() const {
    const std::uint32_t fixed = from.is_v4() ? layout<Ipv4Header>.octets : layout<Ipv6Header>.octets;
    return Bytes(datagram).subspan(fixed, payload_at - fixed);
  }
  Bytes body() const { return Bytes(datagram).subspan(body_at); }

  // Keeps what is the answer's own: everything but verdict, round trip and `local`. `zone` is that of the
  // link it came by; 0: not known.
  void keep(const Answer& answer, std::uint32_t zone = 0);
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
  std::shared_ptr<const Failure> failure;  // with not_sent
};

}  // namespace icmpwire
