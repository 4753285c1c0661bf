#include "capture/replay_index.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace icmpwire {
namespace {

bool octets_less(Bytes left, Bytes right) {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

// The candidates whose `aspect` is the request's.
template <class Entry, class Aspect, class Less = std::less<>>
std::span<Entry> equal_in(std::span<Entry> candidates, const Entry& request, Aspect aspect, Less less = {}) {
  const auto compare = [&](const Entry& left, const Entry& right) {
    return less(std::invoke(aspect, left), std::invoke(aspect, right));
  };
  const auto [first, last] = std::equal_range(candidates.begin(), candidates.end(), request, compare);
  return {first, last};
}

// The same where they differ in it; all of them where they do not.
template <class Entry, class Aspect, class Less = std::less<>>
std::span<Entry> narrowed(std::span<Entry> candidates, const Entry& request, Aspect aspect, Less less = {}) {
  if (candidates.empty()) return candidates;
  const bool differ = less(std::invoke(aspect, candidates.front()), std::invoke(aspect, candidates.back()));
  return differ ? equal_in(candidates, request, aspect, less) : candidates;
}

}  // namespace

ReplayIndex::ReplayIndex(const Recording& recording) {
  entries_.reserve(recording.exchanges().size());
  for (const RecordedExchange& exchange : recording.exchanges()) {
    if (const auto request = parse_quoted_ipv4(recording.octets(exchange.request))) {
      entries_.push_back(entry_of(*request, &exchange));
    }
  }
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
    const auto first = [](const Entry& entry) { return std::tie(entry.destination, entry.type, entry.ttl); };
    if (first(left) != first(right)) return first(left) < first(right);
    if (!equal(left.options, right.options)) return octets_less(left.options, right.options);
    return left.length < right.length;
  });
}

const RecordedExchange* ReplayIndex::take(const Ipv4Datagram& request) {
  const Entry wanted = entry_of(request, nullptr);
  std::span<Entry> candidates = entries_;
  candidates = equal_in(candidates, wanted, &Entry::destination);
  candidates = equal_in(candidates, wanted, &Entry::type);
  candidates = narrowed(candidates, wanted, &Entry::ttl);
  candidates = narrowed(candidates, wanted, &Entry::options, octets_less);
  candidates = narrowed(candidates, wanted, &Entry::length);
  if (candidates.empty() || candidates.front().taken == candidates.size()) return nullptr;
  return candidates[candidates.front().taken++].exchange;
}

const RecordedExchange* ReplayIndex::find_destination(Ipv4Address destination) const {
  Entry wanted;
  wanted.destination = destination;
  const std::span<const Entry> found = equal_in<const Entry>(entries_, wanted, &Entry::destination);
  return found.empty() ? nullptr : found.front().exchange;
}

ReplayIndex::Entry ReplayIndex::entry_of(const Ipv4Datagram& request, const RecordedExchange* exchange) {
  Entry entry;
  entry.destination = request.header.destination;
  entry.type = request.payload.empty() ? std::uint8_t{0} : request.payload[0];
  entry.ttl = request.header.ttl;
  entry.length = static_cast<std::uint16_t>(request.payload.size());
  entry.options = request.options;
  entry.exchange = exchange;
  return entry;
}

}  // namespace icmpwire
