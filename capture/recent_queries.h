// The queries of the last while, in constant memory.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "packet/time.h"

namespace icmpwire {

struct RecentQuery {
  std::uint64_t name = 0;  // hash; 0: a free place
  Nanos at{};
  std::uint16_t digest = 0;  // of the query, and of its last answer
  std::uint16_t answer_digest = 0;
  std::uint16_t interface = 0;
  std::uint16_t answer_interface = 0;
  bool answered = false;
};

// Sets of places, in each of which the oldest query makes room for the next. Not thread-safe.
class RecentQueries {
 public:
  RecentQueries() : sets_(sets) {}

  // nullptr where the name is not remembered. Valid until the next put.
  RecentQuery* find(std::uint64_t name);
  void put(const RecentQuery& query);

 private:
  static constexpr std::size_t sets = std::size_t{1} << 14;
  static constexpr std::size_t places = 8;
  // The names lie together: a search reads one line of the cache.
  struct alignas(64) Set {
    std::array<std::uint64_t, places> names{};
    std::array<RecentQuery, places> queries{};
  };
  // Neighbouring hashes must not crowd a set.
  Set& set_of(std::uint64_t name) { return sets_[(name * 0x9e3779b97f4a7c15U >> 40) % sets]; }
  std::vector<Set> sets_;
};

}  // namespace icmpwire
