#include "api/handle_table.h"

#include "api/per_process.h"

namespace icmpwire {

namespace {

// Above the two low bits, which are 0, the slot; above that the generation, which is never 0.
constexpr unsigned slot_bits = 17;
constexpr unsigned generation_bits = 12;
constexpr std::uint32_t slot_mask = (1U << slot_bits) - 1;
constexpr std::uint32_t generation_mask = (1U << generation_bits) - 1;

// So many slots rest before the first of them is used again.
constexpr std::size_t resting_slots = 4096;

constexpr HandleTable::Value to_value(std::uint32_t slot, std::uint32_t generation) {
  return (generation << slot_bits | slot) << 2;
}
constexpr std::uint32_t slot_of(HandleTable::Value value) {
  return static_cast<std::uint32_t>(value >> 2) & slot_mask;
}
constexpr std::uint32_t next_generation(std::uint32_t generation) {
  return generation == generation_mask ? 1 : generation + 1;
}

}  // namespace

HandleTable::Value HandleTable::open(Object object) {
  const std::lock_guard lock(mutex_);
  if (free_.size() <= resting_slots && entries_.size() <= slot_mask) {
    const auto slot = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({std::move(object), slot, 1});
    return to_value(slot, 1);
  }
  if (free_.empty()) return 0;
  Entry& entry = entries_[free_.front()];
  free_.pop_front();
  entry.object = std::move(object);
  return to_value(entry.slot, entry.generation);
}

HandleTable::Entry* HandleTable::find(Value value) {
  const std::uint32_t slot = slot_of(value);
  if (slot >= entries_.size()) return nullptr;
  Entry& entry = entries_[slot];
  return entry.object && to_value(slot, entry.generation) == value ? &entry : nullptr;
}

HandleTable::Object HandleTable::release(Entry& entry) {
  free_.push_back(entry.slot);
  entry.generation = next_generation(entry.generation);
  return std::move(entry.object);
}

HandleTable& handles() { return per_process<HandleTable>(); }

}  // namespace icmpwire
