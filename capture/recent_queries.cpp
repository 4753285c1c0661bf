#include "capture/recent_queries.h"

namespace icmpwire {

RecentQuery* RecentQueries::find(std::uint64_t name) {
  RecentQuery* const set = set_of(name);
  for (std::size_t i = 0; i < places_in_set; ++i) {
    if (set[i].name == name) return &set[i];
  }
  return nullptr;
}

void RecentQueries::put(const RecentQuery& query) {
  RecentQuery* const set = set_of(query.name);
  RecentQuery* chosen = set;
  for (std::size_t i = 0; i < places_in_set; ++i) {
    if (set[i].name == query.name || set[i].name == 0) {
      chosen = &set[i];
      break;
    }
    if (set[i].at < chosen->at) chosen = &set[i];
  }
  *chosen = query;
}

}  // namespace icmpwire
