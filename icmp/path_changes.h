// What became of a request on its way, between which two of those that quote it.
#pragma once

#include <string>
#include <vector>

#include "icmp/trace.h"

namespace icmpwire {

struct PathChange {
  std::string field;          // by the tables' names: "ip.tos"
  std::string before, after;  // values as people read them
  IpAddress from, to;         // the last one that saw it as before, the first that saw it as after
};

// By the first quote of each hop. What routers are to change is none: the time to live, its checksum, and
// what they write into recorded routes, timestamps and source routes.
std::vector<PathChange> path_changes(const Trace& trace);

}  // namespace icmpwire
