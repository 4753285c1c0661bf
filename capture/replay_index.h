// Which recorded exchange a live request gets.
#pragma once

#include <optional>
#include <vector>

#include "capture/replay_recording.h"
#include "packet/ipv4.h"

namespace icmpwire {

// Relaxed pairing: by destination and type, then TTL, options and length, each only where the candidates that
// are left differ in it, then in the order of the recording; each exchange once. Not thread-safe.
class ReplayIndex {
 public:
  // The recording must outlive the index.
  explicit ReplayIndex(const Recording& recording);

  // Takes the exchange for a whole request; nullptr where there is none, or none any more.
  const RecordedExchange* take(const Ipv4Datagram& request);

  // The first recorded request to the destination, of whatever type; nullptr where there is none.
  const RecordedExchange* find_destination(Ipv4Address destination) const;

 private:
  // What requests are told apart by, in the order in which it counts.
  struct Entry {
    Ipv4Address destination;
    std::uint8_t type = 0;
    std::uint8_t ttl = 0;
    std::uint16_t length = 0;  // octets of the ICMP message
    Bytes options;
    const RecordedExchange* exchange = nullptr;
    std::uint32_t taken = 0;  // of the candidates that begin here and are told apart by nothing
  };
  static Entry entry_of(const Ipv4Datagram& request, const RecordedExchange* exchange);

  std::vector<Entry> entries_;  // sorted by all that tells them apart, then as recorded
};

}  // namespace icmpwire
