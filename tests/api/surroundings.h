// Where cases of icmpapi.h take place: a wire specification, and what must be there for it.
#pragma once

#include <memory>
#include <string>

#include "tests/api/calls.h"

namespace icmpwire::test {

// Each executable says it for the wires that it knows. nullptr: nothing is needed.
struct Surroundings {
  virtual ~Surroundings() = default;
};
std::unique_ptr<Surroundings> surroundings_of(const std::string& spec);

}  // namespace icmpwire::test
