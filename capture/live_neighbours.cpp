#include "capture/live_neighbours.h"

#include <utility>

namespace icmpwire {
namespace {

constexpr Nanos freshness = std::chrono::seconds(1);
constexpr Nanos between_questions = std::chrono::seconds(1);  // RFC 1122 2.3.2.1: at most one a second
constexpr int questions = 3;
constexpr Nanos kernel_patience = std::chrono::seconds(4);  // its own failure, after some 3 s, comes first
constexpr std::size_t most_entries = 4096;
constexpr std::size_t most_held = 128;  // for one neighbour; a datagram of 64 KiB has 45 fragments

}  // namespace

LiveNeighbours::Entry& LiveNeighbours::entry(const Key& key) {
  if (entries_.size() >= most_entries && entries_.count(key) == 0) {
    for (auto it = entries_.begin(); it != entries_.end();) {
      it = it->second.held.empty() ? entries_.erase(it) : std::next(it);
    }
  }
  return entries_[key];
}

void LiveNeighbours::stop_asking(Entry& entry) {
  entry.next_step = forever;
  entry.questions_left = 0;
}

void LiveNeighbours::believe(Entry& entry, const MacAddress& address, Nanos now) {
  entry.address = address;
  entry.believed_at = now;
  entry.fresh_until = now + freshness;
}

void LiveNeighbours::confirm(Entry& entry, const MacAddress& address, Nanos now) {
  stop_asking(entry);
  entry.doubted.reset();
  believe(entry, address, now);
}

std::optional<MacAddress> LiveNeighbours::fresh(const Key& key, Nanos now) const {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !is_fresh(found->second, now)) return std::nullopt;
  return found->second.held.empty() ? found->second.address : std::nullopt;
}

bool LiveNeighbours::holds(const Key& key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && !found->second.held.empty();
}

std::optional<MacAddress> LiveNeighbours::consider(const SystemNeighbour& neighbour, Nanos now) {
  Entry& known = entry({neighbour.device, neighbour.address});
  const MacAddress& address = neighbour.link_address;
  if (neighbour.state == NeighbourState::reachable) {
    confirm(known, address, now);
    return address;
  }
  if (neighbour.state != NeighbourState::unconfirmed) return std::nullopt;
  if (known.address == address) {
    if (is_fresh(known, now)) return address;
    if (is_doubtful(known)) return std::nullopt;
  }
  if (known.doubted == address) return std::nullopt;
  believe(known, address, now);
  known.doubted = address;
  return address;
}

bool LiveNeighbours::hold(const Key& key, HeldDatagram datagram) {
  Entry& waiting = entry(key);
  if (waiting.held.size() >= most_held) return false;
  waiting.held.push_back(std::move(datagram));
  return true;
}

void LiveNeighbours::kernel_asks(const Key& key, Nanos now) {
  Entry& asked = entry(key);
  if (asked.next_step == forever) asked.next_step = now + kernel_patience;
}

void LiveNeighbours::we_ask(const Key& key, const IpAddress& from, Nanos now) {
  Entry& asked = entry(key);
  if (asked.next_step != forever) return;
  asked.next_step = now;
  asked.questions_left = questions;
  asked.from = from;
}

std::vector<LiveNeighbours::Key> LiveNeighbours::waiting() const {
  std::vector<Key> keys;
  for (const auto& [key, entry] : entries_) {
    if (!entry.held.empty()) keys.push_back(key);
  }
  return keys;
}

std::vector<HeldDatagram> LiveNeighbours::resolved(const Key& key, const MacAddress& address, Nanos now) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return {};
  confirm(found->second, address, now);
  return std::exchange(found->second.held, {});
}

std::vector<HeldDatagram> LiveNeighbours::unresolved(const Key& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return {};
  Entry& lost = found->second;
  stop_asking(lost);
  if (lost.address) lost.doubted = std::exchange(lost.address, std::nullopt);
  lost.fresh_until = {};
  return std::exchange(lost.held, {});
}

void LiveNeighbours::forget_address(const Key& key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) found->second.fresh_until = {};
}

std::optional<MacAddress> LiveNeighbours::claimed(const Key& key, const NeighbourAnswer& answer) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  const std::optional<MacAddress>& known = found->second.address;
  if (!answer.link_address) return known;
  return answer.overrides || !known || known == answer.link_address ? answer.link_address : std::nullopt;
}

LiveNeighbours::Due LiveNeighbours::due(Nanos now) {
  Due due;
  for (auto& [key, entry] : entries_) {
    if (entry.next_step > now) continue;
    if (entry.questions_left > 0) {
      // The last address may have moved to another station: only the first question spares the others, and
      // none where that is what we fear.
      const bool to_it_alone = entry.questions_left == questions && !is_doubtful(entry);
      due.questions.push_back({key, entry.from, to_it_alone ? entry.address : std::nullopt});
      entry.questions_left -= 1;
      entry.next_step = now + between_questions;
    } else {
      for (HeldDatagram& datagram : unresolved(key)) due.unreachable.push_back(std::move(datagram));
    }
  }
  return due;
}

Nanos LiveNeighbours::next_due() const {
  Nanos next = forever;
  for (const auto& [key, entry] : entries_) next = std::min(next, entry.next_step);
  return next;
}

}  // namespace icmpwire
