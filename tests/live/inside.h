// The calling thread inside a network namespace, for as long as the object lives.
#pragma once

#include "tests/live/network_namespace.h"

namespace icmpwire::live {

class Inside {
 public:
  explicit Inside(const NetworkNamespace& machine);
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  int outside_;
};

}  // namespace icmpwire::live
