#include "capture/query_table.h"

#include <utility>

namespace icmpwire {

std::optional<std::uint32_t> QueryTable::find(std::uint64_t hash) const {
  const Slot& slot = slots_[seek(hash)];
  if (slot.number == none) return std::nullopt;
  return slot.number;
}

void QueryTable::put(std::uint64_t hash, std::uint32_t number) {
  Slot& slot = slots_[seek(hash)];
  const bool is_new = slot.number == none;
  slot = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32), number};
  if (is_new && ++used_ * 2 > slots_.size()) grow();
}

std::size_t QueryTable::seek(std::uint64_t hash) const {
  const auto low = static_cast<std::uint32_t>(hash), high = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = place(hash);
  while (slots_[at].number != none && (slots_[at].low != low || slots_[at].high != high)) {
    at = (at + 1) & (slots_.size() - 1);
  }
  return at;
}

void QueryTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
  for (const Slot& slot : old) {
    if (slot.number == none) continue;
    slots_[seek(std::uint64_t{slot.high} << 32 | slot.low)] = slot;
  }
}

}  // namespace icmpwire
