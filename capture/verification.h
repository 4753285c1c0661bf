// Recorded requests sent again over a wire, and every answer compared with the recorded one.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "capture/answer_comparison.h"
#include "capture/recorded_exchange.h"
#include "capture/recorded_fragments.h"
#include "capture/wire.h"

namespace icmpwire {

struct TimedDatagram {
  Octets octets;
  Nanos after{};        // the request's departure
  bool is_cut = false;  // by the capture
};

// A datagram that was recorded beside the one that came in its place.
struct AnswerPair {
  std::optional<TimedDatagram> recorded;     // nullopt: more came than was recorded
  std::optional<TimedDatagram> met;          // nullopt: it did not come
  std::vector<FieldDifference> differences;  // from the recorded one to the other

  bool agrees() const { return recorded && met && differences.empty(); }
};

struct VerifiedExchange {
  std::uint64_t number = 0;         // of the request, from 1, in the order of the capture
  Octets request;                   // the whole datagram, as it was sent
  std::optional<Failure> not_sent;  // then there are no answers
  std::vector<AnswerPair> answers;  // empty: none was recorded, and none came

  bool agrees() const;
};

// An answer that came when its request was done with: more than was recorded.
struct SurplusAnswer {
  std::uint64_t number = 0;  // of its request
  Octets octets;
};

struct VerificationRules {
  FieldMask mask;
  Nanos patience =
      std::chrono::seconds(1);  // for an answer; at least twice what it took when it was recorded
  Nanos interval{};             // from one departure to the next, at least
};

// One request at a time, the next when all that was recorded for it has come, or patience is at an end.
// Requests leave as they were recorded, every octet; where their source is no address of ours they leave
// from one that is, and the recorded answers are fitted to that. What the wire itself says of a silent
// neighbour is no answer. Not thread-safe.
class Verification {
 public:
  // All must outlive it.
  Verification(CaptureReader& capture, const ReplayIndex& index, Wire& wire, VerificationRules rules);

  std::size_t size() const { return queries_.size(); }  // requests

  // The next request with its answers; nullopt behind the last. Fails where the capture cannot be read or the
  // wire cannot receive.
  Result<std::optional<VerifiedExchange>> next();

  // Those that came during the last `next`.
  std::span<const SurplusAnswer> surplus() const { return surplus_; }

 private:
  using Answer = std::vector<TimedDatagram>;  // several where it came in fragments
  Result<void> send(const IpDatagram& query, const IpAddress& source);
  Result<IpAddress> usable_source(const IpDatagram& query);
  Result<void> collect();
  void take(const Frame& frame);
  void take_fragment(const IpDatagram& fragment, Nanos at);
  void take_answer(std::uint64_t name, Answer answer);
  std::vector<Answer> fitted_answers(const IpDatagram& request);
  std::vector<AnswerPair> compared(std::vector<Answer> recorded);

  const ReplayIndex& index_;
  Wire& wire_;
  const VerificationRules rules_;
  ExchangeReader reader_;
  std::vector<IndexedQuery> queries_;  // in the order of the capture
  RecordedExchange exchange_;
  std::uint64_t number_ = 0;
  std::size_t expected_ = 0;  // answers to the request at hand
  Nanos departure_{}, wait_{};
  std::unordered_map<std::uint64_t, std::uint64_t> numbers_;  // of requests, by the hashes of their names
  RecordedFragments fragments_;
  std::vector<TimedDatagram> pieces_;  // those that are in fragments_, at their places
  std::vector<Answer> met_;
  std::vector<SurplusAnswer> surplus_;
};

}  // namespace icmpwire
