// The operating system's refusals as failures.
#pragma once

#include <string>
#include <string_view>

#include "packet/result.h"

namespace icmpwire {

// Thread-safe: "Operation not permitted".
std::string system_words(int error);

// What went wrong by its errno; the reasons that it speaks of are recognised.
tl::unexpected<Failure> system_failure(std::string_view operation, std::string_view object, int error);

}  // namespace icmpwire
