// A wire that answers the programs of this machine: what comes in at a port goes to the wire, and what comes
// back goes out there. Nothing is ever passed on to another network.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <set>

#include "capture/port.h"
#include "capture/wire.h"

namespace icmpwire {

struct ServingCounts {
  std::atomic<std::uint64_t> received = 0;     // from programs
  std::atomic<std::uint64_t> given = 0;        // to the wire
  std::atomic<std::uint64_t> refused = 0;      // by it: no way to there, nothing recorded
  std::atomic<std::uint64_t> passed_over = 0;  // no IP datagrams
  std::atomic<std::uint64_t> answers = 0;      // given to programs
  std::atomic<std::uint64_t> lost = 0;         // answers that the port did not take
};

class Serving {
 public:
  // Told once for each destination why the wire refused an ICMP request to it, for so many destinations.
  using Refused = std::function<void(const Failure&)>;
  static constexpr std::size_t most_refusals = 64;

  // Both must outlive it. The wire must be in real time.
  Serving(Wire& wire, Port& port, Refused refused) : wire_(wire), port_(port), refused_(std::move(refused)) {}

  // Until `stopped` says so, which is asked whenever somebody interrupts the wire. Fails where the port or
  // the wire does.
  Result<void> run(const std::function<bool()>& stopped);

  const ServingCounts& counts() const { return counts_; }

 private:
  Result<void> take_all();
  void take(Bytes octets);
  Result<void> give_to_wire(Bytes datagram, const IpAddress& from, const IpAddress& to);
  Result<void> deliver(const std::function<bool()>& stopped);

  Wire& wire_;
  Port& port_;
  const Refused refused_;
  std::set<IpAddress> told_;  // destinations
  ServingCounts counts_;
  std::atomic<bool> failed_ = false;
};

}  // namespace icmpwire
