#include "tests/live/inside.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <stdexcept>

namespace icmpwire::live {

Inside::Inside(const NetworkNamespace& machine)
    : outside_(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)) {
  const int inside = open(machine.path().c_str(), O_RDONLY | O_CLOEXEC);
  const bool entered = outside_ >= 0 && inside >= 0 && setns(inside, CLONE_NEWNET) == 0;
  close(inside);
  if (!entered) throw std::runtime_error("cannot enter a network namespace of our own");
}

Inside::~Inside() {
  setns(outside_, CLONE_NEWNET);
  close(outside_);
}

}  // namespace icmpwire::live
