// What a fuzz target holds to be true of any input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace icmpwire::test {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace icmpwire::test
