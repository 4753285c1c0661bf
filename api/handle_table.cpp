#include "api/handle_table.h"

namespace icmpwire {

namespace {

// Multiples of four, as Windows' handles are: slot above the two low bits, generation above the slot.
constexpr unsigned slot_bits = 16;
constexpr std::uintptr_t slot_mask = (std::uintptr_t{1} << slot_bits) - 1;
constexpr std::uint32_t generation_mask = (1U << 14) - 1;

constexpr std::uintptr_t to_value(std::uint32_t slot, std::uint32_t generation) {
  return (std::uintptr_t{generation} << slot_bits | slot) << 2;
}
constexpr std::uint32_t slot_of(std::uintptr_t value) {
  return static_cast<std::uint32_t>(value >> 2 & slot_mask);
}
constexpr std::uint32_t next_generation(std::uint32_t generation) {
  const std::uint32_t next = (generation + 1) & generation_mask;
  return next == 0 ? 1 : next;
}

}  // namespace

HandleTable::Value HandleTable::open(std::shared_ptr<Engine> engine) {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) {
    if (entries_.size() > slot_mask) return 0;
    free_.push_back(static_cast<std::uint32_t>(entries_.size()));
    entries_.emplace_back();
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  entries_[slot].engine = std::move(engine);
  return to_value(slot, entries_[slot].generation);
}

HandleTable::Entry* HandleTable::find(Value value) {
  const std::uint32_t slot = slot_of(value);
  if (slot >= entries_.size()) return nullptr;
  Entry& entry = entries_[slot];
  return entry.engine && to_value(slot, entry.generation) == value ? &entry : nullptr;
}

HandleTable::Use HandleTable::use(Value value) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(value);
  if (entry == nullptr || entry->closing) return {};
  ++entry->calls;
  return {*this, value, entry->engine.get()};
}

void HandleTable::leave(Value value) {
  const std::lock_guard lock(mutex_);
  Entry* entry = find(value);
  if (--entry->calls == 0 && entry->closing) idle_.notify_all();
}

bool HandleTable::close(Value value) {
  std::shared_ptr<Engine> last;  // destroyed without the lock
  std::unique_lock lock(mutex_);
  Entry* entry = find(value);
  if (entry == nullptr || entry->closing) return false;
  entry->closing = true;
  idle_.wait(lock, [&] { return (entry = find(value))->calls == 0; });
  last = std::move(entry->engine);
  entry->engine.reset();
  entry->closing = false;
  entry->generation = next_generation(entry->generation);
  free_.push_back(slot_of(value));
  lock.unlock();
  return true;
}

HandleTable& handles() {
  static auto* table = new HandleTable;  // never destroyed: threads may still be in it when the process ends
  return *table;
}

}  // namespace icmpwire
