// The inbound half of the exchange: from any datagram to the request that it answers.
#include <algorithm>

#include "icmp/exchange.h"

namespace icmpwire {

std::optional<Ticket> Exchange::on_inbound(Bytes datagram, Nanos at, bool local, std::uint32_t zone) {
  const Arrival arrival{at, local, zone};
  const auto ip = parse_ip(datagram);
  if (!ip) {
    ++counters_.malformed;
    note_candidate(datagram, arrival);
    return std::nullopt;
  }
  if (!ip->is_fragment) return take_whole(*ip, arrival);
  // Nobody makes us hold fragments that no pending request could be answered by. Of IPv6 only the first one's
  // headers say what it is.
  const bool may_be_icmp = !ip->is_v4() || ip->is_icmp();
  const auto is_for = [&](const auto& entry) { return slots_[entry.second]->source == ip->destination; };
  if (may_be_icmp && std::any_of(by_pair_.begin(), by_pair_.end(), is_for)) {
    if (const auto octets = reassembly_.add(*ip, at)) {
      const auto whole = parse_ip(*octets);
      return whole ? take_whole(*whole, arrival) : std::nullopt;
    }
  }
  note_candidate(datagram, arrival);
  return std::nullopt;
}

std::optional<Ticket> Exchange::take_whole(const IpDatagram& ip, const Arrival& arrival) {
  const auto answer = read_answer(ip);
  const auto ticket = answer ? take_answer(*answer, arrival) : std::nullopt;
  if (!ticket) note_candidate(ip.octets, arrival);
  return ticket;
}

std::optional<std::uint32_t> Exchange::find(const AnswerKeys& keys, std::uint32_t zone) const {
  const auto is_its = [&](const auto& entry) {
    const Slot& slot = *slots_[entry.second];
    const std::uint32_t asked = slot.answering_zone;
    return slot.source == keys.source && (asked == zone || asked == 0 || zone == 0);
  };
  if (keys.by == AnswerKeys::By::ip_identification) {
    const auto [first, last] = by_fragment_.equal_range(keys.ip_identification);
    const auto found = std::find_if(first, last, is_its);
    if (found == last) return std::nullopt;
    return found->second;
  }
  const auto found = by_pair_.find(make_pair_of(keys.identifier, keys.sequence));
  if (found == by_pair_.end() || !is_its(*found)) return std::nullopt;
  return found->second;
}

std::optional<Ticket> Exchange::take_answer(const Answer& answer, const Arrival& arrival) {
  const auto index = find(answer.keys, arrival.zone);
  // Answered means: its departure is not known yet, but it has its answer.
  if (!index || slots_[*index]->answered) {
    note_stray(answer, arrival);
    return std::nullopt;
  }
  Slot& slot = *slots_[*index];

  const auto request = parse_ip(slot.datagram);
  const Verdict verdict = request ? judge(*request, answer) : Verdict{};
  if (verdict.remarks.has(Remark::bad_checksum)) {
    ++counters_.bad_checksum;
    return std::nullopt;
  }
  if (verdict.answer != AnswerClass::reply && verdict.answer != AnswerClass::error) {
    ++counters_.unmatched;
    return std::nullopt;
  }
  if (answer.is_too_big()) learn_path_mtu(slot, answer, arrival.at);
  store(slot, answer, verdict, arrival);
  const Ticket ticket = ticket_of(*index);
  if (slot.outcome.reception_count < slot.most_answers) return ticket;
  if (slot.departed) {
    end(*index, Ending::answered, arrival.at);
  } else {
    slot.answered = true;
  }
  return ticket;
}

// By the largest datagram that left for the request: a quote's length may have been changed on the way.
void Exchange::learn_path_mtu(const Slot& slot, const Answer& answer, Nanos at) {
  const auto largest = std::max_element(slot.fragment_sizes.begin(), slot.fragment_sizes.end());
  const std::size_t sent = largest == slot.fragment_sizes.end() ? slot.datagram.size() : *largest;
  path_mtus_.learn(slot.destination, answer.mtu, static_cast<std::uint32_t>(sent), at);
}

void Exchange::store(Slot& slot, const Answer& answer, const Verdict& verdict, const Arrival& arrival) {
  Outcome& outcome = slot.outcome;
  if (outcome.reception_count == outcome.receptions.size()) outcome.receptions.emplace_back();
  Reception& reception = outcome.receptions[outcome.reception_count++];
  reception.keep(answer, slot.zone != 0 ? slot.zone : arrival.zone);
  reception.verdict = verdict;
  reception.local = arrival.local;
  reception.round_trip = slot.departed ? std::max(Nanos{}, arrival.at - outcome.departure) : Nanos{};
  slot.arrivals.push_back(arrival.at);
}

void Exchange::note_stray(const Answer& answer, const Arrival& arrival) {
  const std::uint32_t pair = make_pair_of(answer.keys.identifier, answer.keys.sequence);
  const bool by_pair = answer.keys.by == AnswerKeys::By::identifier_and_sequence;
  const auto ended = by_pair ? pairs_.ended(pair, arrival.at) : std::nullopt;
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
  stray.from = with_zone(answer.ip.source, arrival.zone);
  stray.round_trip = std::max(Nanos{}, arrival.at - ended->departure);
  stray.octets = answer.ip.payload.size();
  stray.ttl = answer.ip.ttl;
  strays_.push_back(stray);
}

}  // namespace icmpwire
