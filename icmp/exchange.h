// The echo state machine: requests, packets and times in; datagrams to send and outcomes out. No I/O, no
// threads.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "icmp/outcome.h"
#include "icmp/pairs.h"
#include "icmp/path_mtu.h"
#include "icmp/request.h"
#include "packet/reassembly.h"
#include "packet/trial.h"

namespace icmpwire {

// Names a request until it is released; a stale one is never somebody else's.
struct Ticket {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  // 0: no ticket
  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// An answer that came when its request had ended already.
struct Stray {
  Verdict verdict;  // duplicate or late
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  IpAddress from;
  Nanos round_trip{};
  std::size_t octets = 0;  // of the ICMP message
  std::uint8_t ttl = 0;
};

// A packet that came while requests were pending, and that answered none of them.
struct Candidate {
  Ticket nearest;     // the pending request that it passed the most tests of
  Verdict verdict;    // towards that
  FailedTest failed;  // and the first test that it failed
  Octets datagram;    // whole, where it could be put together
  IpAddress from;     // unspecified where it is no datagram
  Nanos at{};
};

// Not thread-safe: the engine has the lock. After warm-up nothing is allocated per request, as long as there
// are few at a time and none is large.
class Exchange {
 public:
  struct Settings {
    Pairs::Settings pairs;
    bool keep_strays = false;      // for take_strays; they are counted in any case
    bool keep_candidates = false;  // for take_candidates; each is tried against every pending request
  };
  struct Counters {
    std::uint64_t answered = 0, timed_out = 0, not_sent = 0, cancelled = 0;
    std::uint64_t duplicate = 0, late = 0;
    std::uint64_t bad_checksum = 0;  // answers that were ours but for their checksum
    std::uint64_t unmatched = 0;     // answers to echo requests of others
    std::uint64_t malformed = 0;     // no IP datagram
  };

  explicit Exchange(const Settings& settings);

  // What the route to the destination says.
  struct Path {
    IpAddress source;
    std::uint32_t mtu = 0;    // octets of the largest datagram
    bool many_hosts = false;  // the destination is a broadcast or multicast address
    Nanos now{};              // wire time: learned path MTUs are forgotten by it
    bool own = false;         // the destination is our own: its answers come over no link of its zone
  };

  // Takes the request in: pair, datagram and, where the MTU of the path asks, be it learned, fragments. From
  // now on answers find it.
  // Fails, and takes nothing in, with Reason::too_big, bad_option, option_too_big, unsupported, no_resources.
  Result<Ticket> prepare(const Request& request, const Path& path);

  // What is to be sent, in order; valid until the ticket is released.
  struct Outbound {
    Bytes datagram;                               // whole
    Bytes fragments;                              // one behind the other
    std::span<const std::size_t> fragment_sizes;  // more than one where it had to be cut
  };
  Outbound outbound(Ticket ticket) const;

  // The first octet left at `at`; the timeout counts from here. For a datagram that the wire holds back, `at`
  // is the time of the call; on_outbound corrects the departure when it leaves.
  void departed(Ticket ticket, Nanos at);
  // It could not be sent.
  void failed(Ticket ticket, Failure failure);
  // The wire is gone: every pending request ends with this.
  void fail_all(const Failure& failure);

  // The request's caller gives it up. No effect where it has ended.
  void cancel(Ticket ticket);

  // A datagram of ours that passed the wire at `at`; whose it is, where a pending request is it.
  std::optional<Ticket> on_outbound(Bytes datagram, Nanos at);
  // Any datagram that came in; the request that it answers, by itself or as the last fragment. What is no
  // answer to a pending request is counted and forgotten. `zone` is that of the link it came by, as the zones
  // of the requests count them, 0 where it is not known: what comes by another link than a request to a
  // link-local address left by does not answer it.
  std::optional<Ticket> on_inbound(Bytes datagram, Nanos at, bool local, std::uint32_t zone = 0);

  // Ends every request whose deadline is before `now`, or is `now` where `inclusive`.
  void expire(Nanos now, bool inclusive);
  Nanos next_deadline() const;  // forever where nothing is pending
  std::size_t pending() const { return by_pair_.size(); }

  bool ended(Ticket ticket) const;
  // Valid until the ticket is released.
  const Outcome& outcome(Ticket ticket) const;
  // The request as it was sent, before fragmentation.
  Bytes request_datagram(Ticket ticket) const;
  // Ends the request's life; a pending one is forgotten.
  void release(Ticket ticket);

  // Tickets that ended since the last call; cleared by the caller.
  std::vector<Ticket>& completed() { return completed_; }
  std::vector<Stray> take_strays();
  // Since the last call, at most most_candidates.
  std::vector<Candidate> take_candidates();
  static constexpr std::size_t most_candidates = 1000;
  const Counters& counters() const { return counters_; }
  const Reassembly::Counters& reassembly_counters() const { return reassembly_.counters(); }

 private:
  using PendingByPair = std::unordered_map<std::uint32_t, std::uint32_t>;  // pair -> slot
  using Deadlines = std::set<std::pair<Nanos, std::uint32_t>>;  // with the slot; of departed requests

  struct Slot {
    std::uint32_t generation = 1;  // the next one from its release on, so that old tickets are stale
    std::uint32_t pair = 0;
    std::uint32_t most_answers = 1;
    std::uint32_t ip_identification = 0;  // of its fragments
    std::uint32_t zone = 0;               // of the link that its addresses mean, where they mean one only
    std::uint32_t answering_zone = 0;     // that its answers must come by; 0: any
    bool departed = false;
    bool answered = false;  // by an answer that came before the departure was known
    IpAddress source;       // without its zone, as it is in packets
    IpAddress destination;
    Nanos timeout{};
    Nanos deadline{};
    Octets datagram;
    Octets fragments;
    std::vector<std::size_t> fragment_sizes;
    std::vector<Nanos> arrivals;  // of the outcome's receptions
    Outcome outcome;
    // Kept while the slot is not pending, so that the next request allocates none.
    PendingByPair::node_type pair_node;
    Deadlines::node_type deadline_node;
  };

  Slot& slot(Ticket ticket) { return *slots_[ticket.slot]; }
  const Slot& slot(Ticket ticket) const { return *slots_[ticket.slot]; }
  bool is_current(Ticket ticket) const;
  Ticket ticket_of(std::uint32_t index) const { return {index, slots_[index]->generation}; }
  Ticket take_slot();
  std::optional<std::uint32_t> free_pair(const Request& request);
  Result<void> build(Slot& slot, const Request& request, std::uint32_t mtu);
  // How an answer came.
  struct Arrival {
    Nanos at{};
    bool local = false;
    std::uint32_t zone = 0;
  };

  std::optional<Ticket> take_whole(const IpDatagram& ip, const Arrival& arrival);
  std::optional<Ticket> take_answer(const Answer& answer, const Arrival& arrival);
  std::optional<std::uint32_t> find(const AnswerKeys& keys, std::uint32_t zone) const;
  void learn_path_mtu(const Slot& slot, const Answer& answer, Nanos at);
  void store(Slot& slot, const Answer& answer, const Verdict& verdict, const Arrival& arrival);
  void note_stray(const Answer& answer, const Arrival& arrival);
  void note_candidate(Bytes datagram, const Arrival& arrival);
  Trial try_against(const Slot& slot, Bytes datagram, const Arrival& arrival) const;
  void end(std::uint32_t index, Ending ending, Nanos at);
  void add_pending(std::uint32_t index);
  void add_deadline(std::uint32_t index);
  void forget_pending(std::uint32_t index);
  static void give_back(Slot& slot, std::uint32_t index);

  Settings settings_;
  std::vector<std::unique_ptr<Slot>> slots_;  // each stays where it is: outcomes are handed out by reference
  std::vector<std::uint32_t> free_slots_;     // a heap, the lowest first
  PendingByPair by_pair_;
  std::unordered_multimap<std::uint32_t, std::uint32_t>
      by_fragment_;  // pending and cut: identification -> slot
  Deadlines deadlines_;
  Pairs pairs_;
  PathMtus path_mtus_;
  Reassembly reassembly_;
  std::vector<Ticket> completed_;
  std::vector<Stray> strays_;
  std::vector<Candidate> candidates_;
  Counters counters_;
  std::uint16_t next_ip_identification_ = 0;
  std::uint32_t next_fragment_identification_ = 0;  // of IPv6, where only what is cut has one
};

}  // namespace icmpwire
