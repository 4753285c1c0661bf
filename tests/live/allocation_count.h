// How often this program has asked for memory by operator new, in all threads.
#pragma once

#include <cstdint>

namespace icmpwire::live {

std::uint64_t allocation_count();

}  // namespace icmpwire::live
