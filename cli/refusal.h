// That something asked for is not done, and what else works.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "packet/result.h"

namespace icmpwire::cli {

inline tl::unexpected<Failure> refusal(std::string operation, std::string object, std::string detail,
                                       std::string instead = {}) {
  return tl::unexpected(Failure(std::move(operation), std::move(object), Reason::unsupported,
                                std::move(detail), {}, std::move(instead)));
}

}  // namespace icmpwire::cli
