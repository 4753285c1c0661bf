#include "icmp/exchange.h"

#include <algorithm>
#include <functional>

#include "icmp/echo_datagram.h"
#include "packet/fragment.h"

namespace icmpwire {

Exchange::Exchange(const Settings& settings)
    : settings_(settings),
      pairs_(settings.pairs),
      next_ip_identification_(identifier_of(settings.pairs.first)),
      next_fragment_identification_(settings.pairs.first) {}

bool Exchange::is_current(Ticket ticket) const {
  return ticket.slot < slots_.size() && slot(ticket).generation == ticket.generation;
}

Ticket Exchange::take_slot() {
  if (free_slots_.empty()) {
    slots_.push_back(std::make_unique<Slot>());
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size() - 1));
  }
  std::pop_heap(free_slots_.begin(), free_slots_.end(), std::greater<>());
  const std::uint32_t index = free_slots_.back();
  free_slots_.pop_back();
  Slot& slot = *slots_[index];
  slot.departed = false;
  slot.answered = false;
  slot.arrivals.clear();
  slot.outcome.ending = Ending::pending;
  slot.outcome.reception_count = 0;
  slot.outcome.failure.reset();
  return {index, slot.generation};
}

// The request's own identifier or sequence, and the counter's for what it leaves open; nullopt where all that
// is so are in use.
std::optional<std::uint32_t> Exchange::free_pair(const Request& request) {
  const int tries = request.identifier && request.sequence ? 1 : 65536;
  for (int i = 0; i < tries; ++i) {
    const std::uint32_t next = tries > 1 ? pairs_.next() : 0;
    const std::uint32_t pair = make_pair_of(request.identifier.value_or(identifier_of(next)),
                                            request.sequence.value_or(sequence_of(next)));
    if (!by_pair_.contains(pair)) return pair;
  }
  return std::nullopt;
}

Result<Ticket> Exchange::prepare(const Request& request, const Path& path) {
  if (auto failure = refusal_of(request, path.source)) return tl::unexpected(std::move(*failure));

  const auto pair = free_pair(request);
  if (!pair) {
    return tl::unexpected(
        refusal(request, Reason::no_resources, "identifier and sequence are in use by a pending request"));
  }
  const Ticket ticket = take_slot();
  Slot& slot = this->slot(ticket);
  slot.pair = *pair;
  slot.source = without_zone(path.source);
  slot.destination = request.to;
  slot.zone = request.to.needs_zone() && request.to.zone() != 0 ? request.to.zone() : path.source.zone();
  slot.timeout = request.timeout;
  slot.answering_zone = path.own ? 0 : slot.zone;
  slot.most_answers = path.many_hosts ? request.most_answers : 1;
  const std::uint32_t mtu =
      request.beyond_path_mtu ? path.mtu : path_mtus_.mtu(request.to, path.mtu, path.now);
  if (auto built = build(slot, request, mtu); !built) {
    release(ticket);
    return tl::unexpected(std::move(built.error()));
  }
  add_pending(ticket.slot);
  if (slot.fragment_sizes.size() > 1) by_fragment_.emplace(slot.ip_identification, ticket.slot);
  return ticket;
}

Result<void> Exchange::build(Slot& slot, const Request& request, std::uint32_t mtu) {
  // RFC 6864 4.1 asks nothing of a datagram that is whole, but a recording is easier to read where they
  // count.
  if (++next_ip_identification_ == 0) ++next_ip_identification_;
  slot.ip_identification = next_ip_identification_;
  build_echo_request(request,
                     {slot.source, identifier_of(slot.pair), sequence_of(slot.pair), next_ip_identification_},
                     slot.datagram);

  slot.fragments.clear();
  slot.fragment_sizes.clear();
  if (slot.datagram.size() <= mtu) return {};
  if (!request.to.is_v4()) {
    if (request.dont_fragment) return tl::unexpected(not_to_be_cut(request, slot.datagram.size(), mtu));
    slot.ip_identification = ++next_fragment_identification_;
  }
  return fragment(slot.datagram, mtu, slot.fragments, slot.fragment_sizes, slot.ip_identification);
}

Exchange::Outbound Exchange::outbound(Ticket ticket) const {
  const Slot& slot = this->slot(ticket);
  return {slot.datagram, slot.fragments, slot.fragment_sizes};
}

void Exchange::departed(Ticket ticket, Nanos at) {
  Slot& slot = this->slot(ticket);
  if (slot.outcome.ending != Ending::pending) return;  // the wire went away meanwhile
  slot.departed = true;
  slot.outcome.departure = at;
  slot.deadline = slot.timeout > forever - at ? forever : at + slot.timeout;
  // A virtual wire may have gone on while nobody knew the deadline.
  while (!slot.arrivals.empty() && slot.arrivals.back() > slot.deadline) {
    slot.arrivals.pop_back();
    --slot.outcome.reception_count;
    slot.answered = false;
    ++counters_.late;
  }
  for (std::size_t i = 0; i < slot.arrivals.size(); ++i) {
    slot.outcome.receptions[i].round_trip = std::max(Nanos{}, slot.arrivals[i] - at);
  }
  if (slot.answered) return end(ticket.slot, Ending::answered, slot.arrivals.back());
  add_deadline(ticket.slot);
}

void Exchange::failed(Ticket ticket, Failure failure) {
  if (ended(ticket)) return;
  slot(ticket).outcome.failure = std::make_shared<const Failure>(std::move(failure));
  end(ticket.slot, Ending::not_sent, Nanos{});
}

void Exchange::cancel(Ticket ticket) {
  if (!ended(ticket)) end(ticket.slot, Ending::cancelled, outcome(ticket).departure);
}

void Exchange::fail_all(const Failure& failure) {
  const auto shared = std::make_shared<const Failure>(failure);
  while (!by_pair_.empty()) {
    const std::uint32_t index = by_pair_.begin()->second;
    slots_[index]->outcome.failure = shared;
    end(index, Ending::not_sent, Nanos{});
  }
}

std::optional<Ticket> Exchange::on_outbound(Bytes datagram, Nanos at) {
  const auto ip = parse_ip(datagram);
  const auto echo = ip ? echo_request_in(*ip) : std::nullopt;
  if (!echo) return std::nullopt;
  const auto found = by_pair_.find(make_pair_of(echo->identifier, echo->sequence));
  if (found == by_pair_.end()) return std::nullopt;
  Slot& slot = *slots_[found->second];
  if (slot.source != ip->source) return std::nullopt;
  if (slot.departed) slot.outcome.departure = at;
  return ticket_of(found->second);
}

void Exchange::expire(Nanos now, bool inclusive) {
  while (!deadlines_.empty()) {
    const auto [deadline, index] = *deadlines_.begin();
    if (inclusive ? deadline > now : deadline >= now) return;
    end(index, slots_[index]->outcome.reception_count > 0 ? Ending::answered : Ending::timed_out, deadline);
  }
}

Nanos Exchange::next_deadline() const { return deadlines_.empty() ? forever : deadlines_.begin()->first; }

void Exchange::end(std::uint32_t index, Ending ending, Nanos at) {
  Slot& slot = *slots_[index];
  forget_pending(index);
  slot.outcome.ending = ending;
  switch (ending) {
    case Ending::answered:
      ++counters_.answered;
      break;
    case Ending::timed_out:
      ++counters_.timed_out;
      break;
    case Ending::not_sent:
      ++counters_.not_sent;
      break;
    case Ending::cancelled:
      ++counters_.cancelled;
      break;
    case Ending::pending:
      break;
  }
  if (ending != Ending::not_sent) {
    pairs_.remember(slot.pair, {ending == Ending::answered, slot.outcome.departure, at});
  }
  completed_.push_back({index, slot.generation});
}

void Exchange::add_pending(std::uint32_t index) {
  Slot& slot = *slots_[index];
  if (slot.pair_node.empty()) {
    by_pair_.emplace(slot.pair, index);
    return;
  }
  slot.pair_node.key() = slot.pair;
  slot.pair_node.mapped() = index;
  by_pair_.insert(std::move(slot.pair_node));
}

void Exchange::add_deadline(std::uint32_t index) {
  Slot& slot = *slots_[index];
  if (slot.deadline_node.empty()) {
    deadlines_.emplace(slot.deadline, index);
    return;
  }
  slot.deadline_node.value() = {slot.deadline, index};
  deadlines_.insert(std::move(slot.deadline_node));
}

void Exchange::forget_pending(std::uint32_t index) {
  Slot& slot = *slots_[index];
  const auto pending = by_pair_.find(slot.pair);
  if (pending == by_pair_.end() || pending->second != index) return;
  slot.pair_node = by_pair_.extract(pending);
  if (slot.departed) slot.deadline_node = deadlines_.extract({slot.deadline, index});
  if (slot.fragment_sizes.size() <= 1) return;
  const auto [first, last] = by_fragment_.equal_range(slot.ip_identification);
  for (auto cut = first; cut != last; ++cut) {
    if (cut->second != index) continue;
    by_fragment_.erase(cut);
    return;
  }
}

bool Exchange::ended(Ticket ticket) const {
  return !is_current(ticket) || outcome(ticket).ending != Ending::pending;
}

const Outcome& Exchange::outcome(Ticket ticket) const { return slot(ticket).outcome; }

Bytes Exchange::request_datagram(Ticket ticket) const { return slot(ticket).datagram; }

void Exchange::release(Ticket ticket) {
  if (!is_current(ticket)) return;
  forget_pending(ticket.slot);
  Slot& slot = this->slot(ticket);
  if (++slot.generation == 0) slot.generation = 1;
  give_back(slot, ticket.slot);
  free_slots_.push_back(ticket.slot);
  std::push_heap(free_slots_.begin(), free_slots_.end(), std::greater<>());
}

// The first slots, which are taken first, keep what an ordinary request needs. All others keep nothing: what
// many or large requests took for once is not held for ever.
void Exchange::give_back(Slot& slot, std::uint32_t index) {
  constexpr std::uint32_t keeping_slots = 256;
  constexpr std::size_t most_kept_octets = 4096;
  std::vector<Reception>& receptions = slot.outcome.receptions;
  std::size_t kept = slot.datagram.capacity() + slot.fragments.capacity();
  for (const Reception& reception : receptions) kept += sizeof reception + reception.datagram.capacity();
  if (index < keeping_slots && kept <= most_kept_octets) return;
  // Not `= {}`, which would leave their capacity.
  slot.datagram = Octets();
  slot.fragments = Octets();
  slot.fragment_sizes = std::vector<std::size_t>();
  slot.arrivals = std::vector<Nanos>();
  receptions = std::vector<Reception>();
  if (index < keeping_slots) return;
  slot.pair_node = {};
  slot.deadline_node = {};
}

std::vector<Stray> Exchange::take_strays() { return std::exchange(strays_, {}); }

}  // namespace icmpwire
