// trace, pmtu and probe between machines whose routers drop, rewrite and keep silent.
#include <gmock/gmock.h>

#include <regex>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"

namespace icmpwire::live {
namespace {

using test::run_command;
using testing::HasSubstr;
using testing::Not;

using LivePaths = LiveTest;

// What the program prints in h1: times as 0.000, blanks squeezed, paragraphs unfolded.
std::string run(const Topology& net, const std::string& arguments) {
  static const std::regex time("[0-9]+\\.[0-9]{3,6}");
  static const std::regex blanks("\\s+");
  const Inside inside(net.h1());
  const std::string output = run_command(ICMPWIRE_PROGRAM " " + arguments + " 2>&1").output;
  return std::regex_replace(std::regex_replace(output, time, "0.000"), blanks, " ");
}

// A rule of nft(8) in a machine, at that hook.
void filter(const NetworkNamespace& machine, const std::string& hook, const std::string& rule) {
  const Inside inside(machine);
  const auto result =
      run_command("nft 'add table inet t; add chain inet t " + hook + " { type filter hook " + hook +
                  " priority -150; }; add rule inet t " + hook + " " + rule + "' 2>&1");
  ASSERT_EQ(result.status, 0) << result.output;
}

// The link between the routers takes so many octets.
void narrow_middle(const Topology& net, const std::string& mtu) {
  net.r1().ip("link set b0 mtu " + mtu);
  net.r2().ip("link set b1 mtu " + mtu);
}

TEST_F(LivePaths, TraceShowsTheHopsOfBothVersions) {
  const Topology net = Topology::two_routers();
  EXPECT_THAT(run(net, "trace -q 2 10.9.3.3"),
              HasSubstr(" 1 10.9.1.2 0.000 0.000 ms 2 10.9.2.2 0.000 0.000 ms 3 10.9.3.3 0.000 0.000 ms "));
  EXPECT_THAT(run(net, "trace -q 1 -6 fd00:9:3::3"),
              HasSubstr(" 1 fd00:9:1::2 0.000 ms 2 fd00:9:2::2 0.000 ms 3 fd00:9:3::3 0.000 ms "));
}

TEST_F(LivePaths, TraceNamesWhereDscpIsRewritten) {
  const Topology net = Topology::two_routers();
  filter(net.r1(), "postrouting", "ip dscp set cs0");
  const std::string rewritten = run(net, "trace -Q 0xb8 10.9.3.3");
  EXPECT_THAT(rewritten, HasSubstr("tos 0xb8 -> 0x00 between 10.9.1.2 and 10.9.2.2 "));
  EXPECT_THAT(run(net, "trace 10.9.3.3"), Not(HasSubstr("between")));
}

TEST_F(LivePaths, TraceNamesWhereAnAddressIsRewritten) {
  const Topology net = Topology::two_routers();
  filter(net.r2(), "prerouting", "ip daddr 10.9.3.77 notrack ip daddr set 10.9.3.3");
  EXPECT_THAT(run(net, "trace -m 3 10.9.3.77"),
              HasSubstr("ip.destination 10.9.3.77 -> 10.9.3.3 between 10.9.1.2 and 10.9.2.2 "));
}

TEST_F(LivePaths, ProbeNamesWhereRecordRouteIsDropped) {
  const Topology net = Topology::two_routers();
  filter(net.r1(), "forward", "ip option rr exists drop");
  const std::string output = run(net, "probe -o rr:9 -o ts:9 -o ra 10.9.3.3");
  EXPECT_THAT(output, HasSubstr("rr:9 3 . . dropped between 10.9.1.2 and 10.9.2.2 "));
  EXPECT_THAT(output, HasSubstr("ts:9 3 3 3 passes "));
  EXPECT_THAT(output, HasSubstr("ra 3 3 3 passes "));
}

TEST_F(LivePaths, ProbeSaysWhatLinuxRejects) {
  const Topology net = Topology::two_routers();
  EXPECT_THAT(run(net, "probe -o 'rr:9{pointer=3}' 10.9.3.3"),
              HasSubstr("rejected by 10.9.1.2: Parameter Problem"));
}

TEST_F(LivePaths, PmtuNamesTheRouterThatTells) {
  const Topology net = Topology::two_routers();
  narrow_middle(net, "1333");
  EXPECT_THAT(run(net, "pmtu 10.9.3.3"), HasSubstr(" path MTU 1333, says 10.9.1.2 "));
  EXPECT_THAT(run(net, "pmtu 10.9.3.3"), HasSubstr(" path MTU 1333, says 10.9.1.2 "))
      << "the kernel knows it now";
  EXPECT_THAT(run(net, "pmtu fd00:9:3::3"), HasSubstr(" path MTU 1333, says fd00:9:1::2 "));
}

TEST_F(LivePaths, PmtuFindsABlackHole) {
  const Topology net = Topology::two_routers();
  narrow_middle(net, "1333");
  filter(net.r1(), "output", "icmp type destination-unreachable drop");
  filter(net.r1(), "output", "icmpv6 type packet-too-big drop");
  EXPECT_THAT(
      run(net, "pmtu 10.9.3.3"),
      HasSubstr(" path MTU 1333, a black hole: larger ones are lost between 10.9.1.2 and 10.9.2.2, "));
  EXPECT_THAT(
      run(net, "pmtu fd00:9:3::3"),
      HasSubstr(" path MTU 1333, a black hole: larger ones are lost between fd00:9:1::2 and fd00:9:2::2, "));
}

}  // namespace
}  // namespace icmpwire::live
