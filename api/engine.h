// One wire, one exchange, one lock, and who waits: the machine behind every handle.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "api/background.h"
#include "api/submission.h"
#include "api/traces.h"
#include "capture/wire.h"
#include "icmp/exchange.h"

namespace icmpwire {

// Thread-safe. Whoever waits receives: the first waiting thread pumps the wire for all (the leader), the
// others sleep until it has an outcome for them or hands the pump over. For requests that nobody waits for, a
// thread of the engine's own does it, started with the first of them. The lock is never held through a send,
// a receive or a completion.
class Engine {
 public:
  Engine(std::unique_ptr<Wire> wire, const Exchange::Settings& settings);
  ~Engine();  // all groups must be closed

  // Routes, registers and sends. A failure means that nothing was taken in; Failure::reason as Wire::route
  // and Exchange::prepare say, and `interrupted` where the group is closed. What fails while being sent ends
  // the request as not_sent. With a completion the request is released behind it: the ticket may be stale
  // already.
  Result<Ticket> submit(const Request& request, Submission submission = {});

  // Returns the outcome when the request has ended; valid until the request is released. Any number of
  // threads may wait, each for its own.
  const Outcome& wait(Ticket ticket);

  // Receives until wire time `until`, or until something has ended. For callers with an event loop of their
  // own, who must not wait in other threads at the same time.
  void pump(Nanos until);

  // Makes the group one whose completions are called by `poll` alone; its descriptor for event loops.
  Result<int> make_pollable(RequestGroup& group);
  bool is_pollable(const RequestGroup& group);
  // Receives what is there, without waiting, and calls the group's completions; how many. nullopt where it is
  // not pollable.
  std::optional<std::size_t> poll(RequestGroup& group);

  // Takes no more requests of the group, and returns when there are none. Receives, where nobody else does.
  void close(RequestGroup& group);
  // Ends all requests of the group now, as cancelled.
  void cancel(RequestGroup& group);

  // The outcome of a request that ended; valid until it is released.
  const Outcome& outcome(Ticket ticket);
  Bytes request_datagram(Ticket ticket);
  bool ended(Ticket ticket);
  void release(Ticket ticket);

  std::vector<Stray> take_strays();
  std::vector<Candidate> take_candidates();
  Exchange::Counters counters();
  Wire& wire() { return *wire_; }
  Traces& traces() { return traces_; }

 private:
  struct Entry {  // of a slot of the exchange
    Ticket ticket;
    RequestGroup* group = nullptr;
    std::unique_ptr<Completion> completion;
    FrameLog* frames = nullptr;
    bool sending = false;     // by a thread that reads the slot's octets
    bool unattended = false;  // the background receives for it
  };
  struct Waiter {
    std::condition_variable wake;
    Ticket ticket;                        // either this has ended
    const RequestGroup* group = nullptr;  // or this is empty, or has something for poll
    bool woken = false;
  };
  using Lock = std::unique_lock<std::mutex>;

  bool is_unattended(const Submission& submission);
  Result<void> start_background();
  void take_in(Ticket ticket, Submission submission);
  void send(Ticket ticket, const Exchange::Outbound& outbound, const Route& route, FrameLog* frames);
  Result<Sent> send_octets(const Exchange::Outbound& outbound, const Route& route, FrameLog* frames);
  Result<Sent> send_one(Bytes datagram, const Route& route, FrameLog* frames);

  template <class Done>
  void attend(Lock& lock, Ticket ticket, const RequestGroup* group, Done done);
  template <class Done>
  void lead(Lock& lock, Done done);
  void follow(Lock& lock, Ticket ticket, const RequestGroup* group);
  void run_background();
  void stop_background();
  bool receive_once(Lock& lock, Nanos until);  // whether something came
  void take(const Frame& frame);
  void take_arrived(Lock& lock);
  void log(Ticket ticket, const Frame& frame);
  void collect_ended();
  void finish(Ticket ticket);
  void deliver(Lock& lock, std::deque<Ticket>& finished);
  void release_locked(Ticket ticket);
  void wake_followers(Ticket ticket, const RequestGroup* group);
  void hand_over();
  void arm(RequestGroup& group);

  const std::unique_ptr<Wire> wire_;
  Traces traces_;
  std::mutex mutex_;  // guards all below
  Exchange exchange_;
  std::vector<Entry> entries_;
  std::deque<Ticket> finished_;  // ended, and their completions not called yet
  std::size_t unattended_ = 0;
  bool pumping_ = false;
  Nanos pumping_until_{};  // what the leader waits for
  std::vector<Waiter*> followers_;
  std::condition_variable background_wake_;
  bool stopping_ = false;

  std::once_flag background_started_;
  std::unique_ptr<Background> background_;  // the last member: its thread uses all others
};

}  // namespace icmpwire
