// The inbound half of the exchange: from any datagram to the request that it answers.
#include <algorithm>

#include "icmp/exchange.h"

namespace icmpwire {

std::optional<Ticket> Exchange::on_inbound(Bytes datagram, Nanos at, bool local) {
  const auto ip = parse_ipv4(datagram);
  if (!ip) {
    ++counters_.malformed;
    return std::nullopt;
  }
  if (ip->header.protocol != Protocol::icmp) return std::nullopt;
  if (!ip->header.is_fragment()) {
    const auto answer = read_answer(*ip);
    return answer ? take_answer(*answer, at, local) : std::nullopt;
  }
  // Nobody makes us hold fragments that no pending request could be answered by.
  const auto is_for = [&](const auto& entry) {
    return slots_[entry.second]->source == ip->header.destination;
  };
  if (std::none_of(by_pair_.begin(), by_pair_.end(), is_for)) return std::nullopt;
  const auto whole = reassembly_.add(*ip, at);
  const auto answer = whole ? read_answer(*whole) : std::nullopt;
  return answer ? take_answer(*answer, at, local) : std::nullopt;
}

std::optional<std::uint32_t> Exchange::find(const AnswerKeys& keys) const {
  if (keys.by == AnswerKeys::By::ip_identification) {
    const auto [first, last] = by_fragment_.equal_range(keys.ip_identification);
    const auto found = std::find_if(
        first, last, [&](const auto& entry) { return slots_[entry.second]->source == keys.source; });
    if (found == last) return std::nullopt;
    return found->second;
  }
  const auto found = by_pair_.find(make_pair_of(keys.identifier, keys.sequence));
  if (found == by_pair_.end() || slots_[found->second]->source != keys.source) return std::nullopt;
  return found->second;
}

std::optional<Ticket> Exchange::take_answer(const Answer& answer, Nanos at, bool local) {
  const auto index = find(answer.keys);
  // Answered means: its departure is not known yet, but it has its answer.
  if (!index || slots_[*index]->answered) {
    note_stray(answer, at);
    return std::nullopt;
  }
  Slot& slot = *slots_[*index];

  const auto request = parse_ipv4(slot.datagram);
  const Verdict verdict = request ? judge(*request, answer) : Verdict{};
  if (verdict.remarks.has(Remark::bad_checksum)) {
    ++counters_.bad_checksum;
    return std::nullopt;
  }
  if (verdict.answer != AnswerClass::reply && verdict.answer != AnswerClass::error) {
    ++counters_.unmatched;
    return std::nullopt;
  }
  store(slot, answer, verdict, at, local);
  const Ticket ticket = ticket_of(*index);
  if (slot.outcome.reception_count < slot.most_answers) return ticket;
  if (slot.departed) {
    end(*index, Ending::answered, at);
  } else {
    slot.answered = true;
  }
  return ticket;
}

void Exchange::store(Slot& slot, const Answer& answer, const Verdict& verdict, Nanos at, bool local) {
  Outcome& outcome = slot.outcome;
  if (outcome.reception_count == outcome.receptions.size()) outcome.receptions.emplace_back();
  Reception& reception = outcome.receptions[outcome.reception_count++];
  reception.keep(answer);
  reception.verdict = verdict;
  reception.local = local;
  reception.round_trip = slot.departed ? std::max(Nanos{}, at - outcome.departure) : Nanos{};
  slot.arrivals.push_back(at);
}

void Exchange::note_stray(const Answer& answer, Nanos at) {
  const std::uint32_t pair = make_pair_of(answer.keys.identifier, answer.keys.sequence);
  const bool by_pair = answer.keys.by == AnswerKeys::By::identifier_and_sequence;
  const auto ended = by_pair ? pairs_.ended(pair, at) : std::nullopt;
  if (!ended) {
    ++counters_.unmatched;
    return;
  }
  ++(ended->answered ? counters_.duplicate : counters_.late);
  if (!settings_.keep_strays) return;
  Stray stray;
  stray.verdict.answer = ended->answered ? AnswerClass::duplicate : AnswerClass::late;
  stray.identifier = answer.keys.identifier;
  stray.sequence = answer.keys.sequence;
  stray.from = answer.ip.header.source;
  stray.round_trip = std::max(Nanos{}, at - ended->departure);
  stray.octets = answer.icmp.octets.size();
  stray.ttl = answer.ip.header.ttl;
  strays_.push_back(stray);
}

}  // namespace icmpwire
