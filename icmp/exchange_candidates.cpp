// Why the packets that came answered nothing: kept only where somebody asked for it.
#include <optional>
#include <utility>

#include "icmp/exchange.h"

namespace icmpwire {
namespace {

FailedTest failed_link(std::uint32_t found, std::uint32_t wanted) {
  return {AnswerTest::link, false, TestNumber{found, {}}, TestNumber{wanted, {}}};
}

}  // namespace

// With the tests that packets alone do not decide.
Trial Exchange::try_against(const Slot& slot, Bytes datagram, const Arrival& arrival) const {
  Trial trial = try_answer(slot.datagram, datagram);
  if (trial.failed) return trial;
  if (slot.answered) {
    trial.verdict.answer = AnswerClass::duplicate;
    trial.failed = FailedTest{AnswerTest::due, false, "the request has its answer already", {}};
  } else {
    trial.verdict.answer = AnswerClass::not_ours;
    trial.failed = failed_link(arrival.zone, slot.answering_zone);
  }
  return trial;
}

void Exchange::note_candidate(Bytes datagram, const Arrival& arrival) {
  if (!settings_.keep_candidates || candidates_.size() == most_candidates) return;
  std::optional<Trial> best;
  std::uint32_t nearest = 0;
  std::uint32_t nearest_pair = 0;  // of equals the first pair
  for (const auto& [pair, index] : by_pair_) {
    const Trial trial = try_against(*slots_[index], datagram, arrival);
    const bool is_nearer = !best || trial.failed->test > best->failed->test ||
                           (trial.failed->test == best->failed->test && pair < nearest_pair);
    if (!is_nearer) continue;
    best = trial;
    nearest = index;
    nearest_pair = pair;
  }
  if (!best) return;
  candidates_.push_back({ticket_of(nearest), best->verdict, *best->failed,
                         Octets(datagram.begin(), datagram.end()),
                         with_zone(best->answer.ip.source, arrival.zone), arrival.at});
}

std::vector<Candidate> Exchange::take_candidates() { return std::exchange(candidates_, {}); }

}  // namespace icmpwire
