// A wire in virtual time: the clock jumps from one arrival to the next, and no one waits; unless it is paced.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "capture/wire.h"

namespace icmpwire {

// What replayed and simulated wires share: the clock, the arrivals to come, and the locking. A derived wire
// says how destinations are reached (route) and what comes back for a datagram (transmit).
class VirtualWire : public Wire {
 public:
  Nanos now() final;
  // Calls `transmit` with the clock held still, so that an answer's offset counts from the departure exactly.
  Result<Sent> send(Bytes datagram, const Route& route) final;
  Result<Sent> send_frame(const Frame& frame, const Route& route) final;
  // Hands out the arrivals in the order of their times, then of their delivery. `forever` is the one instant
  // that it really waits for: until something is delivered, or somebody interrupts.
  Result<std::optional<Frame>> receive(Nanos until) final;
  void interrupt() final;
  Nanos epoch() final { return epoch_; }

 protected:
  // The clock begins at zero, which `epoch` says in nanoseconds since 1970. With a `speed` above 0 the clock
  // does not jump but runs, so many times as fast as real time, and receive waits.
  explicit VirtualWire(Nanos epoch, double speed = 0);

  // A packet on its way to us.
  struct Arrival {
    Nanos at{};
    Octets octets;  // with the link header
    LinkType link = LinkType::raw;
    std::uint32_t datagram_at = 0;
    std::uint32_t original_length = 0;  // counts where it is more than octets.size()
    Device device;
    bool local = false;
  };

  // Decides what comes back for a datagram that departs now, and says so by `deliver`. Calls never overlap:
  // what it changes needs no lock of its own, unless `route` reads it.
  virtual Result<void> transmit(Bytes datagram, const Route& route, Nanos departure) = 0;

  // For a network in which more happens than arrivals here: the instant of its next event, `forever` where
  // there is none, and that event itself. The clock passes no event that has not happened.
  virtual Nanos next_event() const { return forever; }
  virtual void run_next_event() {}

  // For `transmit` and `run_next_event` only. An arrival in the past is handed out next, with its own time.
  void deliver(Arrival arrival);

  // For `transmit` and `run_next_event` only. An empty vector for the octets of an arrival, with the memory
  // of one that was received.
  Octets take_buffer();

 private:
  struct Scheduled {
    Arrival arrival;
    std::uint64_t number;  // of the delivery: equal times keep their order
  };
  static bool later(const Scheduled& left, const Scheduled& right);
  using RealClock = std::chrono::steady_clock;
  void run_events_until(Nanos until);
  void follow_real_time();
  RealClock::time_point real_time_of(Nanos instant) const;
  void wait_for(Nanos instant, std::unique_lock<std::mutex>& lock);
  Frame hand_out_first();

  const Nanos epoch_;
  const double speed_;  // 0: virtual time
  const RealClock::time_point started_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Nanos now_{};
  bool interrupted_ = false;
  std::uint64_t delivered_ = 0;
  std::vector<Scheduled> scheduled_;  // a heap, the earliest first
  std::vector<Octets> buffers_;       // of arrivals that were received
  Octets received_;                   // the octets that the last receive handed out
};

}  // namespace icmpwire
