// One wire, one exchange, one lock, and who waits: the machine behind every handle.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "capture/wire.h"
#include "icmp/exchange.h"

namespace icmpwire {

// Thread-safe. Whoever waits receives: the first waiting thread pumps the wire for all (the leader), the
// others sleep until it has an outcome for them or hands the pump over. The lock is never held through a send
// or a receive.
class Engine {
 public:
  Engine(std::unique_ptr<Wire> wire, const Exchange::Settings& settings);

  // Routes, registers and sends. A failure means that nothing was taken in; Failure::reason as Wire::route
  // and Exchange::prepare say. What fails while being sent ends the request as not_sent.
  Result<Ticket> submit(const Request& request);

  // Returns the outcome when the request has ended; valid until the request is released. Any number of
  // threads may wait, each for its own.
  const Outcome& wait(Ticket ticket);

  // Receives until wire time `until`, or until something has ended. For callers with an event loop of their
  // own, who must not wait in other threads at the same time.
  void pump(Nanos until);

  // The outcome of a request that ended; valid until it is released.
  const Outcome& outcome(Ticket ticket);
  Bytes request_datagram(Ticket ticket);
  bool ended(Ticket ticket);
  void release(Ticket ticket);

  std::vector<Stray> take_strays();
  Exchange::Counters counters();
  Wire& wire() { return *wire_; }

 private:
  struct Waiter {
    std::condition_variable wake;
    Ticket ticket;
    bool woken = false;
  };
  using Lock = std::unique_lock<std::mutex>;

  void send(Ticket ticket, const Exchange::Outbound& outbound, const Route& route);
  Result<Sent> send_octets(const Exchange::Outbound& outbound, const Route& route);
  void lead(Lock& lock, Ticket ticket);
  void follow(Lock& lock, Ticket ticket);
  bool receive_once(Lock& lock, Nanos until);  // whether something came
  void take_arrived(Lock& lock);
  void wake_completed();
  void hand_over();

  const std::unique_ptr<Wire> wire_;
  std::mutex mutex_;  // guards all below
  Exchange exchange_;
  bool pumping_ = false;
  Nanos pumping_until_{};  // what the leader waits for
  std::vector<Waiter*> followers_;
};

}  // namespace icmpwire
