#include "capture/recorded_fragments.h"

#include <algorithm>

namespace icmpwire {
namespace {

enum class Fit : std::uint8_t { added, there_already, overlapping };

Fit add_piece(std::map<std::size_t, std::size_t>& pieces, std::size_t from, std::size_t to) {
  const auto next = pieces.upper_bound(from);
  if (next != pieces.begin()) {
    const auto before = std::prev(next);
    if (before->first == from && before->second == to) return Fit::there_already;
    if (before->second > from) return Fit::overlapping;
  }
  if (next != pieces.end() && next->first < to) return Fit::overlapping;
  pieces.emplace(from, to);
  return Fit::added;
}

}  // namespace

std::optional<GatheredDatagram> RecordedFragments::take(const IpDatagram& fragment, const PacketPlace& place,
                                                        Nanos at) {
  const Key key{fragment.source, fragment.destination, fragment.identification};
  auto found = waiting_.find(key);
  if (found != waiting_.end() && at - found->second.datagram.begun > lifetime) {
    given_up_ += found->second.datagram.places.size();
    waiting_.erase(found);
    found = waiting_.end();
  }
  if (found == waiting_.end()) {
    make_room(at);
    found = waiting_.try_emplace(key).first;
    Waiting& begun = found->second;
    begun.datagram.begun = at;
    begun.datagram.source = fragment.source;
    begun.datagram.destination = fragment.destination;
    begun.datagram.identification = fragment.identification;
    begun.datagram.name_by_identification = name_by_identification(fragment).hash;
  }
  Waiting& waiting = found->second;
  const std::size_t from = fragment.fragment_offset;
  const std::size_t to = from + fragment.stated_payload();
  const Fit fit = add_piece(waiting.pieces, from, to);
  const bool contradicts =
      waiting.end && (to > *waiting.end || (!fragment.more_fragments && to != *waiting.end));
  if (fit == Fit::overlapping || (fit == Fit::added && contradicts)) {
    given_up_ += waiting.datagram.places.size() + 1;
    waiting_.erase(found);
    return std::nullopt;
  }
  if (fit == Fit::there_already) {
    ++given_up_;
    return std::nullopt;
  }
  waiting.datagram.places.push_back(place);
  if (from == 0) waiting.datagram.name = query_name(fragment);
  if (!fragment.more_fragments) waiting.end = to;
  if (!is_whole(waiting)) return std::nullopt;
  std::optional<GatheredDatagram> whole = std::move(waiting.datagram);
  waiting_.erase(found);
  return whole;
}

std::uint64_t RecordedFragments::waiting() const {
  std::uint64_t count = 0;
  for (const auto& [key, waiting] : waiting_) count += waiting.datagram.places.size();
  return count;
}

void RecordedFragments::make_room(Nanos at) {
  if (waiting_.size() < most_datagrams) return;
  const auto drop = [&](auto which) {
    given_up_ += which->second.datagram.places.size();
    return waiting_.erase(which);
  };
  for (auto it = waiting_.begin(); it != waiting_.end();) {
    it = at - it->second.datagram.begun > lifetime ? drop(it) : std::next(it);
  }
  if (waiting_.size() < most_datagrams) return;
  drop(std::min_element(waiting_.begin(), waiting_.end(), [](const auto& left, const auto& right) {
    return left.second.datagram.begun < right.second.datagram.begun;
  }));
}

bool RecordedFragments::is_whole(const Waiting& waiting) {
  if (!waiting.end) return false;
  std::size_t reached = 0;
  for (const auto& [from, to] : waiting.pieces) {
    if (from != reached) return false;
    reached = to;
  }
  return reached == *waiting.end;
}

}  // namespace icmpwire
