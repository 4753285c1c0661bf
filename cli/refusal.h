// That something asked for is not done, and what else works.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "packet/result.h"

namespace icmpwire::cli {

inline tl::unexpected<Failure> refusal(std::string operation, std::string object, std::string detail,
                                       std::string instead = {}) {
  Failure failure;
  failure.operation = std::move(operation);
  failure.object = std::move(object);
  failure.reason = Reason::unsupported;
  failure.detail = std::move(detail);
  failure.instead = std::move(instead);
  return tl::unexpected(std::move(failure));
}

}  // namespace icmpwire::cli
