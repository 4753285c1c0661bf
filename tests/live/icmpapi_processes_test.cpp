// Programs that run with more rights than their caller: he must not choose their wire, nor files for them.
#include <sys/stat.h>
#include <unistd.h>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"

namespace icmpwire::live {
namespace {

class LiveProcesses : public LiveTest {
 protected:
  void SetUp() override {
    LiveTest::SetUp();
    if (IsSkipped()) return;
    program_ = folder_.take(ICMPWIRE_BUILD_DIR "/tests/api_process");
    ASSERT_EQ(chmod(folder_.path().c_str(), 0777), 0);
  }
  // As nobody, in a network without any route.
  std::string run() const {
    const NetworkNamespace machine;
    const Inside inside(machine);
    return test::run_command("ICMPWIRE=sim ICMPWIRE_RECORD=" + record() +
                             " setpriv --reuid=65534 --regid=65534 --clear-groups " + program_ + " wire 2>&1")
        .output;
  }
  std::string record() const { return folder_.path() + "/record.pcapng"; }
  bool was_recorded() const { return access(record().c_str(), F_OK) == 0; }

  test::PublicFolder folder_;
  std::string program_;
};

TEST_F(LiveProcesses, AnOrdinaryOneTakesItsWireFromTheEnvironment) {
  EXPECT_EQ(run(), "answered\n");
  EXPECT_TRUE(was_recorded());
}

TEST_F(LiveProcesses, ASetUidOneDoesNot) {
  if (getuid() != 0 || chown(program_.c_str(), 0, 0) != 0 || chmod(program_.c_str(), 04755) != 0) {
    GTEST_SKIP() << "needs to make a set-uid program of root's";
  }
  EXPECT_EQ(run(), "not answered\n");
  EXPECT_FALSE(was_recorded());
}

TEST_F(LiveProcesses, OneWithFileCapabilitiesDoesNot) {
  if (test::run_command("setcap cap_net_raw+ep " + program_ + " 2>&1").status != 0) {
    GTEST_SKIP() << "needs to give a program capabilities";
  }
  EXPECT_EQ(run(), "not answered\n");
  EXPECT_FALSE(was_recorded());
}

}  // namespace
}  // namespace icmpwire::live
