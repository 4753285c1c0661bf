// Numbers found by 64-bit hashes: an open hash table of twelve octets a slot.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace icmpwire {

// Not thread-safe.
class QueryTable {
 public:
  // The number under the hash; nullopt where there is none.
  std::optional<std::uint32_t> find(std::uint64_t hash) const;

  // Puts a number under the hash, in place of the one that was there. Not the largest 32-bit number.
  void put(std::uint64_t hash, std::uint32_t number);

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  struct Slot {
    std::uint32_t low = 0;  // of the hash
    std::uint32_t high = 0;
    std::uint32_t number = none;
  };
  std::size_t place(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
  // The slot of the hash, or the free one where it would stand.
  std::size_t seek(std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two
  std::size_t used_ = 0;
};

}  // namespace icmpwire
