// The stress of tests/api on the live wire.
#include "tests/api/stress_cases.h"
//
#include "tests/live/inside.h"
#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

using LiveStress = LiveTest;

TEST_F(LiveStress, EveryRequestEndsOnceWhateverIsClosed) {
  const NetworkNamespace machine;
  machine.ip(
      "link set lo up\nlink add silent type veth peer name far\nlink set far up\n"
      "address add 10.9.1.1/24 dev silent\nlink set silent up\nroute add default via 10.9.1.2\n"
      "neighbour add 10.9.1.2 lladdr 02:00:00:00:00:02 dev silent");
  const Inside inside(machine);
  const HANDLE kept = IcmpCreateFile();  // the engine stays
  test::stress("", 40);
  EXPECT_EQ(IcmpCloseHandle(kept), TRUE);
  icmpwire_shutdown();
}

}  // namespace
}  // namespace icmpwire::live
