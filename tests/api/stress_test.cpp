// The stress of stress_cases.h on simulated networks: one for each handle, and one that all handles share.
#include <cstdlib>

#include "tests/api/stress_cases.h"

namespace icmpwire::test {
namespace {

TEST(Stress, HandlesWithWiresOfTheirOwn) { stress("sim", 60); }

TEST(Stress, HandlesThatShareAWire) {
  setenv("ICMPWIRE", "sim", 1);
  stress("", 150);
  icmpwire_shutdown();
  unsetenv("ICMPWIRE");
}

}  // namespace
}  // namespace icmpwire::test
