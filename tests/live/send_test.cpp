// `icmpwire send` in namespaces: what a witness in the peer's sees is what send says was sent, and the
// recorded scenarios have their outcomes.
#include <gmock/gmock.h>

#include <regex>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"
#include "tests/support/command.h"

namespace icmpwire::live {
namespace {

using test::CommandResult;
using testing::HasSubstr;
using testing::Not;

// In the first machine.
CommandResult send(const Topology& net, const std::string& arguments) {
  const Inside inside(net.h1());
  return test::run_command(ICMPWIRE_BUILD_DIR "/bin/icmpwire send " + arguments + " 2>&1");
}

// The octets of the frame that a JSON line says was sent.
std::string sent_octets(const std::string& lines) {
  std::smatch found;
  const std::regex pattern("\"type\":\"sent\".*\"octets\":\"([0-9a-f ]*)\"");
  return std::regex_search(lines, found, pattern) ? found[1].str() : lines;
}

using LiveSend = LiveTest;

TEST_F(LiveSend, AWitnessSeesExactlyWhatIsSaidToHaveBeenSent) {
  const Topology net = Topology::neighbours();
  const std::string quick = " -W 500ms --json";
  for (const std::string what :
       {"10.9.1.2", "10.9.1.2 --set ip.checksum=0x1234", "10.9.1.2 --set icmp.checksum=0x1111 -o 'nop rr:9'",
        "10.9.1.2 --set ip.total_length=25 --data abcdefgh", "10.9.1.2 --set ip.ihl=4 --set ip.version=7",
        "10.9.1.2 -S 192.0.2.1 --set ip.identification=0 -o 'rr:9{length=38}' --force",
        "10.9.1.2 --no-icmp --set ip.protocol=253 --hex 00ff", "10.9.1.2 --trailer 00010203"}) {
    Witness witness(net.r1(), "a1", "not arp and not ip6");
    const CommandResult result = send(net, what + quick);
    const auto seen = witness.next();
    ASSERT_TRUE(seen) << what << result.output;
    EXPECT_EQ(sent_octets(result.output), to_hex(*seen)) << what;
    EXPECT_THAT(result.output, HasSubstr("\"changes\":[]")) << what;
  }
}

TEST_F(LiveSend, TheLinkHeaderIsTheCallersWhereAskedFor) {
  const Topology net = Topology::neighbours();
  Witness witness(net.r1(), "a1", "");
  const CommandResult result = send(net,
                                    "10.9.1.2 --vlan '5{priority=3}' --set ethernet.source=02:00:00:00:00:99"
                                    " --set ethernet.destination=02:00:00:00:00:77 -W 500ms --json");
  for (auto seen = witness.next(); seen; seen = witness.next()) {
    if (read_u16(*seen, 12) != 0x8100) continue;
    EXPECT_EQ(sent_octets(result.output), to_hex(*seen));
    EXPECT_EQ(to_hex(first_at_most(*seen, 18)), "02 00 00 00 00 77 02 00 00 00 00 99 81 00 60 05 08 00");
    return;
  }
  FAIL() << result.output;
}

TEST_F(LiveSend, WhatTheKernelWouldRewriteIsRefusedAndSaidWhereForced) {
  const Topology net = Topology::neighbours();
  const CommandResult refused = send(net, "127.0.0.1 --set ip.checksum=0x1234");
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.output,
              HasSubstr("the kernel, which carries it there, would rewrite ip.checksum 0x1234"));
  const CommandResult forced = send(net, "127.0.0.1 --set ip.checksum=0x1234 --force");
  EXPECT_EQ(forced.status, 0) << forced.output;
  EXPECT_THAT(forced.output, HasSubstr("  kernel rewrote ip.checksum 0x1234 -> 0x"));
  EXPECT_THAT(forced.output, HasSubstr("From 127.0.0.1: Echo Reply"));
  const CommandResult plain = send(net, "127.0.0.1");
  EXPECT_EQ(plain.status, 0) << plain.output;
  EXPECT_THAT(plain.output, Not(HasSubstr("kernel rewrote")));
}

struct Scenario {
  const char* arguments;  // besides 10.9.3.3 and how long to wait
  int status;
  const char* answer;
};

// The recordings 21, 22, 26 and 37.
TEST_F(LiveSend, TheRecordedScenariosEndAsRecorded) {
  const Topology net = Topology::two_routers();
  for (const Scenario& scenario :
       {Scenario{"--set icmp.type=timestamp -W 10", 0, "From 10.9.3.3: Timestamp Reply"},
        Scenario{"--set icmp.type=address-mask-request -W 200ms", 1, "\n0 answers among "},
        Scenario{"--set icmp.checksum=0x1111 --data abcdefgh -W 200ms", 1, "\n0 answers among "},
        Scenario{"-t 1 --set icmp.type=time-exceeded --hex 450000140001000040010000c00002010a090101 -W 200ms",
                 1, "\n0 answers among "},
        Scenario{"-t 1 --no-icmp --set ip.fragment_offset=10 -s 64 -W 200ms", 1, "\n0 answers among "}}) {
    const CommandResult result = send(net, std::string("10.9.3.3 ") + scenario.arguments);
    EXPECT_EQ(result.status, scenario.status) << scenario.arguments << "\n" << result.output;
    EXPECT_THAT(result.output, HasSubstr(scenario.answer)) << scenario.arguments;
  }
}

}  // namespace
}  // namespace icmpwire::live
