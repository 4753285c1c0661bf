// Structures of icmpwire.h, which begin with the size that their user knows them by.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace icmpwire {

// Fills in as much of the caller's structure as he says that it has. False where he says nothing.
template <class Struct>
bool fill_in(Struct* caller, Struct filled) {
  if (caller == nullptr || caller->size < sizeof caller->size) return false;
  filled.size = caller->size;
  std::memcpy(caller, &filled, std::min(caller->size, sizeof filled));
  return true;
}

}  // namespace icmpwire
