// The rules about which folder may include and name what, as a function from a source to its violations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace icmpwire::architecture {

struct Violation {
  int line;  // from 1
  std::string why;
};

// The folders that the rules are about.
const std::vector<std::string>& folders();

// What `text`, the contents of the file at `path` (relative to the root of the source tree), does against the
// rules:
//   packet <- icmp, capture <- api <- cli, examples, bench; icmp and capture do not know each other;
//   packet and icmp know the standard library and tl::expected only, and do no I/O;
//   libraries, and the system's network headers, are each known in their homes alone;
//   the names of Windows' API are known in api and to its clients alone.
std::vector<Violation> violations(std::string_view path, std::string_view text);

}  // namespace icmpwire::architecture
