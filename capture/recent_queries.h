// The queries of the last while, in constant memory.
#pragma once

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
  RecentQueries() : places_(places) {}

  // nullptr where the name is not remembered. Valid until the next put.
  RecentQuery* find(std::uint64_t name);
  void put(const RecentQuery& query);

 private:
  static constexpr std::size_t places = std::size_t{1} << 17;
  static constexpr std::size_t places_in_set = 8;
  RecentQuery* set_of(std::uint64_t name) {
    return &places_[(name >> 20) % (places / places_in_set) * places_in_set];
  }
  std::vector<RecentQuery> places_;
};

}  // namespace icmpwire
