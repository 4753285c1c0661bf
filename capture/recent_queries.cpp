#include "capture/recent_queries.h"

namespace icmpwire {

RecentQuery* RecentQueries::find(std::uint64_t name) {
  Set& set = set_of(name);
  for (std::size_t i = 0; i < places; ++i) {
    if (set.names[i] == name) return &set.queries[i];
  }
  return nullptr;
}

void RecentQueries::put(const RecentQuery& query) {
  Set& set = set_of(query.name);
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < places; ++i) {
    if (set.names[i] == query.name || set.names[i] == 0) {
      chosen = i;
      break;
    }
    if (set.queries[i].at < set.queries[chosen].at) chosen = i;
  }
  set.names[chosen] = query.name;
  set.queries[chosen] = query;
}

}  // namespace icmpwire
