// `icmpwire send` in namespaces: what a witness in the peer's sees is what send says was sent, and the
// recorded scenarios have their outcomes.
#include <gmock/gmock.h>

#include <regex>
#include <thread>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/live/witness.h"
#include "tests/support/command.h"
#include "tests/support/recordings.h"

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

// A recorded frame with the link addresses of the request that it answers now.
Octets fitted(Octets recorded, const Octets& request) {
  constexpr std::size_t address = 6;
  std::copy_n(request.begin() + address, address, recorded.begin());
  std::copy_n(request.begin(), address, recorded.begin() + address);
  return recorded;
}

// Packet N of a recording is sent again as it is, and what its recorded receiver answered is answered again.
CommandResult send_again(const Topology& net, const std::string& recording, std::size_t number,
                         std::size_t answers, const std::string& arguments) {
  const std::vector<Octets> frames = test::recorded_frames(recording);
  Witness responder(net.r1(), "a1", "icmp and src host 10.9.1.1");
  std::thread loop([&] {
    const auto request = responder.next();
    for (std::size_t i = 0; request && i < answers; ++i)
      responder.inject(fitted(frames.at(number + i), *request));
  });
  const CommandResult result = send(
      net, "--from " ICMPWIRE_PCAPS_DIR "/" + recording + "#" + std::to_string(number) + " " + arguments);
  loop.join();
  return result;
}

class LiveSendAgain : public LiveTest {
 protected:
  // 10.9.1.2 takes what is for 10.9.3.3 and says nothing itself.
  LiveSendAgain() = default;
  static Topology silent_router() {
    Topology net = Topology::neighbours();
    net.h1().ip("route add 10.9.3.0/24 via 10.9.1.2");
    return net;
  }
};

TEST_F(LiveSendAgain, ExtensionsOfACraftedErrorAreRead) {
  const Topology net = silent_router();
  const CommandResult result = send_again(net, "38-rfc4884-mpls-iio-crafted.pcap", 53, 1, "-vv -W 10");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("From 10.9.1.2: Time Exceeded"));
  EXPECT_THAT(result.output, HasSubstr("16001"));
}

TEST_F(LiveSendAgain, AdversarialRepliesGetTheirVerdicts) {
  const Topology net = silent_router();
  const std::string file = "39-adversarial-replies-crafted.pcap";
  const auto again = [&](std::size_t number, const std::string& arguments, std::size_t answers = 1) {
    return send_again(net, file, number, answers, arguments);
  };
  EXPECT_THAT(again(1, "-W 10").output, HasSubstr("\n1 answer among "));
  const CommandResult bad = again(3, "-W 1 --why");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, HasSubstr("checksum 0xbeef"));
  EXPECT_THAT(again(5, "-W 10").output, HasSubstr("[payload-differs]"));
  EXPECT_THAT(again(7, "-W 10").output, HasSubstr("From 10.9.3.77: Echo Reply"));
  EXPECT_THAT(again(9, "--all -W 1", 2).output, HasSubstr("(DUP!)"));
  const CommandResult wrong = again(12, "-W 1 --why");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.output, HasSubstr("identifier 0x5c85"));
  EXPECT_THAT(again(14, "-W 10").output, HasSubstr("[truncated]"));
}

}  // namespace
}  // namespace icmpwire::live
