// The system's own ping, answered by a recording and by the simulated network.
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"
#include "tests/support/process.h"

namespace icmpwire::live {
namespace {

using test::Process;
using test::Ran;
using test::run_command;
using testing::HasSubstr;

const std::string rr9 = "replay:" ICMPWIRE_PCAPS_DIR "/02-rr9.pcap?mode=loop";

class LiveServe : public LiveTest {
 protected:
  void SetUp() override {
    LiveTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    if (access("/dev/net/tun", R_OK | W_OK) != 0) GTEST_SKIP() << "/dev/net/tun: " << std::strerror(errno);
  }
  // The machine's device that shows the wire, when it is there.
  static void await_start(Process& program, const std::string& device) {
    const auto line = program.read_line();
    if (!line) throw std::runtime_error(program.finish().error);
    EXPECT_THAT(*line, HasSubstr(" on " + device + "; Ctrl-C ends it"));
  }
};

TEST_F(LiveServe, TheSimulatedNetworkAnswersTheSystemsPing) {
  const NetworkNamespace machine;
  machine.ip("link set lo up");
  const Inside inside(machine);
  Process program({"serve", "--wire", "sim", "--tun", "wire0", "--address", "10.9.1.1/16", "--address",
                   "fd00:9:1::1/32"});
  await_start(program, "wire0");
  const auto ping = run_command("ping -n -c 1 -W 20 10.9.3.3 2>&1");
  EXPECT_EQ(ping.status, 0) << ping.output;
  EXPECT_THAT(ping.output, HasSubstr("icmp_seq=1 ttl=62 time="));
  EXPECT_THAT(run_command("ping -n -c 1 -t 1 -W 20 10.9.3.3 2>&1").output,
              HasSubstr("From 10.9.1.2 icmp_seq=1 Time to live exceeded"));
  EXPECT_EQ(run_command("ping -6 -n -c 1 -W 20 fd00:9:3::3 2>&1").status, 0);
  program.signal(SIGTERM);
  const Ran ran = program.finish();
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("--- wire0 serve statistics ---\n"));
  EXPECT_THAT(ran.out, HasSubstr(" answers given, 0 that nobody took\n"));
  EXPECT_NE(run_command("ip link show wire0 2>&1").status, 0) << "the device is gone";
}

TEST_F(LiveServe, ARecordingAnswersTheSystemsPing) {
  const NetworkNamespace machine;
  machine.ip("link set lo up");
  const Inside inside(machine);
  Process program({"serve", "--json", "--wire", rr9, "--tun", "wire0", "--address", "192.0.2.1", "--route",
                   "10.9.3.0/24"});
  EXPECT_THAT(program.read_line().value_or(""), HasSubstr("\"type\":\"serving\""));
  const auto ping = run_command("ping -n -c 1 -W 20 10.9.3.3 2>&1");
  EXPECT_EQ(ping.status, 0) << ping.output;
  EXPECT_THAT(ping.output, HasSubstr("icmp_seq=1 ttl=62 time="));
  program.signal(SIGINT);
  const Ran ran = program.finish();
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("\"type\":\"served\""));
}

// Behind a cable: whoever is asked for is found by ARP and neighbour discovery.
TEST_F(LiveServe, HostsAreFoundAtTheEndOfAVeth) {
  const NetworkNamespace machine;
  machine.ip(
      "link set lo up\nlink add v0 index 30 type veth peer name v1 index 31\n"
      "address add 10.9.1.1/24 dev v0\naddress add fd00:9:1::1/64 dev v0 nodad\nlink set v0 up\nlink set v1 "
      "up\n"
      "route add 10.9.0.0/16 via 10.9.1.2");
  machine.set("ipv4/neigh/v0/retrans_time_ms", "20");
  machine.await_devices();
  const Inside inside(machine);
  Process program({"serve", "--wire", "sim", "--veth", "v1"});
  await_start(program, "v1");
  EXPECT_EQ(run_command("ping -n -c 1 -W 20 10.9.3.3 2>&1").status, 0) << "by way of its router";
  EXPECT_EQ(run_command("ping -6 -n -c 1 -W 20 fd00:9:1::2 2>&1").status, 0);
  EXPECT_THAT(run_command("ip neighbour show dev v0").output, HasSubstr("10.9.1.2 lladdr 02:69:63:6d:70:01"));
  EXPECT_NE(run_command("ping -n -c 1 -W 20 10.9.1.77 2>&1").status, 0) << "nobody has the address";
  program.signal(SIGTERM);
  EXPECT_EQ(program.finish().status, 0);
  EXPECT_EQ(run_command("ip link show v1").status, 0) << "it was there before";
}

TEST_F(LiveServe, SaysWhatItNeeds) {
  const NetworkNamespace machine;
  const Inside inside(machine);
  machine.ip("link add taken type veth peer name other");
  const Ran taken = test::run_program({"serve", "--wire", "sim", "--tun", "taken"});
  EXPECT_EQ(taken.status, 2);
  EXPECT_THAT(taken.error, HasSubstr("cannot make the TUN device taken"));
  const std::string program = "setpriv --bounding-set=-all --inh-caps=-all " ICMPWIRE_PROGRAM;
  const auto bare = run_command(program + " serve --wire sim --tun wire0 2>&1");
  EXPECT_EQ(bare.status, 2);
  EXPECT_THAT(bare.output, HasSubstr("needs CAP_NET_ADMIN"));
}

}  // namespace
}  // namespace icmpwire::live
