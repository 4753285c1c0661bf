#include "packet/reassembly.h"

#include <algorithm>
#include <vector>

#include "packet/partial_datagram.h"

namespace icmpwire {

struct Reassembly::State {
  Limits limits;
  Counters counters;
  std::vector<PartialDatagram> partials;  // the one whose last fragment is oldest first
  Octets completed;                       // what add() gave last; storage for the next datagram

  std::size_t held_octets() const {
    std::size_t sum = 0;
    for (const PartialDatagram& partial : partials) sum += partial.held();
    return sum;
  }

  void expire(Nanos now) {
    counters.expired += std::erase_if(
        partials, [&](const PartialDatagram& partial) { return now - partial.since() > limits.lifetime; });
  }

  // The datagram that the fragment belongs to, out of `partials`; a new one where there is none.
  PartialDatagram take(const IpDatagram& fragment, Nanos now) {
    const FragmentKey key = key_of(fragment);
    const auto found = std::find_if(partials.begin(), partials.end(),
                                    [&](const PartialDatagram& partial) { return partial.key() == key; });
    if (found == partials.end()) return PartialDatagram(key, now, std::move(completed));
    PartialDatagram taken = std::move(*found);
    partials.erase(found);
    return taken;
  }

  // Room for one more datagram of so many octets; false where the limits do not allow it even alone.
  bool make_room(std::size_t octets) {
    if (limits.datagrams == 0 || octets > limits.octets) {
      ++counters.evicted;
      return false;
    }
    while (partials.size() >= limits.datagrams || held_octets() + octets > limits.octets) {
      partials.erase(partials.begin());
      ++counters.evicted;
    }
    return true;
  }
};

Reassembly::Reassembly() : Reassembly(Limits{}) {}
Reassembly::Reassembly(const Limits& limits) : state_(std::make_unique<State>()) { state_->limits = limits; }
Reassembly::~Reassembly() = default;
Reassembly::Reassembly(Reassembly&&) noexcept = default;
Reassembly& Reassembly::operator=(Reassembly&&) noexcept = default;

std::optional<Bytes> Reassembly::add(const IpDatagram& fragment, Nanos at) {
  State& state = *state_;
  state.expire(at);
  if (is_impossible(fragment)) {
    ++state.counters.malformed;
    return std::nullopt;
  }
  PartialDatagram partial = state.take(fragment, at);
  if (partial.is_dropped()) {
    state.partials.push_back(std::move(partial));
    return std::nullopt;
  }
  if (!state.make_room(partial.held_with(fragment))) return std::nullopt;

  using Taken = PartialDatagram::Taken;
  const Taken taken = partial.add(fragment);
  if (taken == Taken::complete) {
    ++state.counters.completed;
    const Bytes whole = partial.finish();
    state.completed = partial.release();
    return whole;
  }
  if (taken != Taken::incomplete) {
    ++(taken == Taken::overlapping ? state.counters.overlapping : state.counters.malformed);
    if (!partial.must_be_remembered()) return std::nullopt;
    partial.drop();
  }
  state.partials.push_back(std::move(partial));
  return std::nullopt;
}

std::size_t Reassembly::held_datagrams() const { return state_->partials.size(); }
std::size_t Reassembly::held_octets() const { return state_->held_octets(); }
const Reassembly::Counters& Reassembly::counters() const { return state_->counters; }

}  // namespace icmpwire
