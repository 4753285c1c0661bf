// `icmpwire ping` on the built-in simulated network and on recordings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capture/capture_file.h"
#include "packet/ipv4.h"
#include "tests/cli/program.h"

namespace icmpwire::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Ran ping_sim(Words arguments) {
  arguments.insert(arguments.end(), {"--wire", "sim"});
  return run_inside(arguments);
}

// Written by the program itself and read by people: see that it is right before it is put there.
TEST(MainJob, ShowsTheWholeEchoTheSameEachTime) {
  const std::string expected = file_text(ICMPWIRE_SOURCE_DIR "/tests/cli/golden/main_job.txt");
  const Words arguments = {"ping", "-c", "1", "-vv", "-R", "10.9.3.3", "--wire", "sim"};
  for (int run = 0; run < 3; ++run) {
    const Ran ran = run_inside(arguments);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out, expected);
    EXPECT_EQ(ran.error, "");
  }
  EXPECT_EQ(run_program(arguments).out, expected);
}

TEST(Ping, SaysWhatIputilsSays) {
  const Ran ran = ping_sim({"-c", "2", "10.9.3.3"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out,
            "PING 10.9.3.3 (10.9.3.3) 56 data octets via sim\n"
            "64 octets from 10.9.3.3: icmp_seq=1 ttl=62 time=5.000 ms\n"
            "64 octets from 10.9.3.3: icmp_seq=2 ttl=62 time=5.000 ms\n"
            "\n"
            "--- 10.9.3.3 ping statistics ---\n"
            "2 packets transmitted, 2 received, 0% packet loss, time 1005.000 ms\n"
            "rtt min/avg/max/mdev = 5.000/5.000/5.000/0.000 ms\n");
}

TEST(Ping, EndsByItselfInVirtualTime) {
  EXPECT_THAT(ping_sim({"10.9.3.3"}).out, HasSubstr("4 packets transmitted, 4 received"));
}

TEST(Ping, ExitsWithOneWhereNobodyAnswers) {
  const Ran silent = ping_sim({"-c", "2", "192.18.1.1"});
  EXPECT_EQ(silent.status, 1);
  EXPECT_THAT(silent.out,
              HasSubstr("2 packets transmitted, 0 received, 100% packet loss, time 11000.000 ms"));
  EXPECT_THAT(silent.out, Not(HasSubstr("rtt")));
}

TEST(Ping, ExitsWithOneWhereARouterRefuses) {
  const Ran expired = ping_sim({"-c", "1", "-t", "1", "10.9.3.3"});
  EXPECT_EQ(expired.status, 1);
  EXPECT_THAT(expired.out, HasSubstr("From 10.9.1.2: icmp_seq=1 Time Exceeded: time to live exceeded in "
                                     "transit time=0.300 ms\n"));
  EXPECT_THAT(expired.out, HasSubstr("1 packets transmitted, 0 received, +1 errors, 100% packet loss"));
  EXPECT_THAT(ping_sim({"-c", "1", "172.16.0.1"}).out,
              HasSubstr("From 10.9.1.2: icmp_seq=1 Destination Unreachable: net unreachable"));
}

TEST(Ping, ExitsWithTwoForAnythingElse) {
  for (const Words& arguments :
       std::vector<Words>{{"--zebra"},
                          {},
                          {"-c", "x", "10.9.3.3"},
                          {"10.9.3.3", "--wire", "nowhere"},
                          {"10.9.3.3", "--wire", "replay:/no/such/file"},
                          {"10.9.3.3", "--wire", "sim?zebra=1"},
                          {"-S", "10.9.9.9", "10.9.3.3", "--wire", "sim"},
                          {"-R", "-T", "tsonly", "10.9.3.3", "--wire", "sim"},
                          {"-I", "eth7", "10.9.3.3", "--wire", "sim"},
                          {"-i", "1ms", "127.0.0.1", "--wire", "live"},
                          {"10.9.3.3", "--wire", "sim", "--save", "/no/such/folder/f"}}) {
    const Ran ran = run_inside(arguments);
    EXPECT_EQ(ran.status, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot ")) << testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "") << testing::PrintToString(arguments);
  }
}

TEST(PingOptionsInWords, GoOutAsTheyAre) {
  const Ran ran = ping_sim({"-c", "1", "-j", "-v", "-o", "nop rr:3{pointer=4}", "-o", "ra", "10.9.3.3"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("\"ip_options\":\"01 07 0f 04 00 00 00 00 00 00 00 00 00 00 00 00 94 04 00 "
                                 "00\",\"ip_option_words\":\"nop rr:3 ra:0\""));
}

// RFC 1122 3.2.1.8: the first router is the destination, the target ends the route.
TEST(PingOptionsInWords, GoByTheRoutersOfASourceRoute) {
  const Ran ran = ping_sim({"-c", "1", "-v", "--lsrr", "10.9.1.2,10.9.2.2", "10.9.3.3"});
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_THAT(ran.out, StartsWith("PING 10.9.3.3 (10.9.3.3) "));
  EXPECT_THAT(ran.out, HasSubstr("destination=10.9.1.2"));
  EXPECT_THAT(ran.out, HasSubstr("64 octets from 10.9.3.3: icmp_seq=1 "));
}

TEST(PingOptionsInWords, HoldOurOwnStampWhereAsked) {
  const Ran ran = ping_sim({"-c", "1", "--stamp-self", "-R", "10.9.3.3"});
  EXPECT_THAT(ran.out, HasSubstr("\nRR:  forward  10.9.1.1\n              10.9.2.1\n"));
}

TEST(PingOptionsInWords, AreRefusedUnlessForced) {
  EXPECT_THAT(ping_sim({"-c", "1", "-o", "hex:0727", "10.9.3.3"}).error, HasSubstr("try: --force"));
  const Ran forced = ping_sim({"-c", "1", "-o", "hex:0727", "--force", "10.9.3.3"});
  EXPECT_THAT(forced.out, HasSubstr("Parameter Problem"));
  EXPECT_THAT(ping_sim({"-c", "1", "-R", "-R", "--force", "10.9.3.3"}).error,
              HasSubstr("cannot send 80 octets of IP options: a header holds 40"));
}

TEST(Ping, SaysWhichHostIsUnknown) {
  const Ran ran = ping_sim({"-c", "1", "no.such.host.invalid"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot find the address of no.such.host.invalid: "));
  EXPECT_THAT(ran.error, HasSubstr("\n  needs an IP address, or a name"));
}

TEST(Ping, FindsNames) {
  const Ran ran = ping_sim({"-4", "-c", "1", "localhost"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("PING localhost (127.0.0.1) 56 data octets via sim\n"
                                  "64 octets from 127.0.0.1: icmp_seq=1 "));
}

TEST(Ping, TakesTurnsWithTargets) {
  const Ran ran = ping_sim({"-c", "2", "10.9.3.3", "10.9.1.2"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("64 octets from 10.9.1.2: icmp_seq=1 ttl=64 time=0.300 ms\n"
                                 "64 octets from 10.9.3.3: icmp_seq=1 ttl=62 time=5.000 ms\n"
                                 "64 octets from 10.9.1.2: icmp_seq=2 ttl=64 time=0.300 ms\n"
                                 "64 octets from 10.9.3.3: icmp_seq=2 ttl=62 time=5.000 ms\n"));
  EXPECT_THAT(ran.out, HasSubstr("\n--- 10.9.3.3 ping statistics ---\n2 packets"));
  EXPECT_THAT(ran.out, HasSubstr("\n--- 10.9.1.2 ping statistics ---\n2 packets"));
}

TEST(Ping, AsksForAReplyOfEachTarget) {
  EXPECT_EQ(ping_sim({"-c", "1", "10.9.3.3", "192.18.1.1"}).status, 1);
}

TEST(Ping, ReportsWhatIsMissing) {
  const Ran ran = ping_sim({"-c", "2", "-O", "-D", "192.18.1.1"});
  EXPECT_THAT(ran.out, HasSubstr("[1767268801.000000000] no answer yet for icmp_seq=1 from 192.18.1.1\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("icmp_seq=2")));
}

TEST(Ping, PrintsTheTimeOfArrival) {
  EXPECT_THAT(ping_sim({"-c", "1", "-D", "10.9.3.3"}).out,
              HasSubstr("\n[1767268800.005000000] 64 octets from 10.9.3.3: "));
}

TEST(Ping, IsQuiet) {
  const Ran ran = ping_sim({"-c", "3", "-q", "-vv", "-O", "10.9.3.3"});
  EXPECT_THAT(ran.out, StartsWith("PING 10.9.3.3 (10.9.3.3) 56 data octets via sim\n\n--- 10.9.3.3 ping"));
}

TEST(Ping, ShowsHeadersOfRequestAndAnswer) {
  const Ran ran = ping_sim({"-c", "1", "-v", "-t", "1", "-Q", "ef", "10.9.3.3"});
  EXPECT_THAT(ran.out, HasSubstr("\nSent, icmp_seq=1, 84 octets:\nip  version=4 ihl=5 tos=0xb8 "));
  EXPECT_THAT(ran.out, HasSubstr("\nReceived, icmp_seq=1, 112 octets:\nip  version=4 ihl=5 "));
  EXPECT_THAT(ran.out, HasSubstr("icmp  type=11 (Time Exceeded)")) << "errors too";
}

TEST(Ping, AnnotatesTheOctetsOfErrors) {
  const Ran ran = ping_sim({"-c", "1", "-vv", "172.16.0.1"});
  EXPECT_THAT(ran.out, HasSubstr("type = 3 (Destination"));
  EXPECT_THAT(ran.out, HasSubstr("destination = 172.16.0.1")) << "in the quote";
}

TEST(Ping, ShowsRoutesOnce) {
  const Ran ran = ping_sim({"-c", "2", "-R", "10.9.3.3"});
  EXPECT_THAT(ran.out, HasSubstr("icmp_seq=1 ttl=62 time=5.000 ms\n"
                                 "RR:  forward  10.9.2.1\n"
                                 "              10.9.3.2\n"
                                 "     turn     10.9.3.3\n"
                                 "              10.9.3.3\n"
                                 "     return   10.9.2.2\n"
                                 "              10.9.1.2\n"
                                 "     free     3 slots\n"
                                 "64 octets from 10.9.3.3: icmp_seq=2 ttl=62 time=5.000 ms\n"
                                 "RR:  (same route)\n"));
}

TEST(Ping, ShowsWhereAnErrorTurnedBack) {
  const Ran ran = run_inside(
      {"-c", "1", "-R", "10.9.3.99", "--wire", "replay:" ICMPWIRE_PCAPS_DIR "/33-host-unreachable.pcap"});
  EXPECT_THAT(ran.out, HasSubstr("From 10.9.2.2: icmp_seq=1 Destination Unreachable: host unreachable "
                                 "time=3058.990 ms [stale-quote, rewritten-quote]\n"
                                 "RR:  forward  10.9.2.1\n"
                                 "              10.9.3.2\n"
                                 "     turn     10.9.2.2\n"
                                 "              10.9.2.2\n"
                                 "     return   10.9.1.2\n"
                                 "     free     4 slots\n"));
}

// The crafted answers: normal, bad checksum, flipped octet, other source, twice, other identifier, cut.
TEST(Ping, SaysWhatIsWrongWithAnswers) {
  const Ran ran = run_inside(
      {"-c", "7", "10.9.3.3", "--wire", "replay:" ICMPWIRE_PCAPS_DIR "/39-adversarial-replies-crafted.pcap"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out,
              HasSubstr("64 octets from 10.9.3.3: icmp_seq=1 ttl=58 time=18.788 ms\n"
                        "64 octets from 10.9.3.3: icmp_seq=3 ttl=58 time=16.544 ms [payload-differs]\n"
                        "64 octets from 10.9.3.77: icmp_seq=4 ttl=58 time=7.295 ms [other-source]\n"
                        "64 octets from 10.9.3.3: icmp_seq=5 ttl=58 time=6.682 ms\n"
                        "64 octets from 10.9.3.3: icmp_seq=5 ttl=58 time=30.690 ms (DUP!)\n"
                        "18 octets from 10.9.3.3: icmp_seq=7 ttl=58 time=8.368 ms [truncated]\n"));
  EXPECT_THAT(ran.out, HasSubstr("7 packets transmitted, 5 received, +1 duplicates, 28.57% packet loss"));
  EXPECT_THAT(ran.out, EndsWith("\nnot counted: 1 with a bad ICMP checksum, 1 to others\n"));
}

TEST(Ping, ShowsLateAnswers) {
  const Ran ran = ping_sim({"-c", "6", "-i", "1ms", "-W", "2ms", "10.9.3.3"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("64 octets from 10.9.3.3: icmp_seq=1 ttl=62 time=5.000 ms (late)\n"));
  EXPECT_THAT(ran.out, HasSubstr("6 packets transmitted, 0 received, +3 late, 100% packet loss"));
}

TEST(Ping, ShowsTimestampsAndTheirSteps) {
  EXPECT_THAT(ping_sim({"-c", "1", "-T", "tsandaddr", "10.9.3.3"}).out,
              HasSubstr("TS:  UT       10.9.1.2         12:00:00.000\n"
                        "              10.9.2.2         12:00:00.002  +2 ms\n"
                        "              10.9.3.3         12:00:00.002  +0 ms\n"
                        "              10.9.3.3         12:00:00.002  +0 ms\n"
                        "     full     2 hops could not be recorded\n"));
  EXPECT_THAT(ping_sim({"-c", "1", "-T", "tsonly", "10.9.3.3"}).out, HasSubstr("\n     free     3 slots\n"));
}

TEST(Ping, RefusesWhatDoesNotFitWithDontFragment) {
  const Ran refused = ping_sim({"-c", "1", "-s", "2000", "-M", "do", "10.9.3.3"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.error, StartsWith("icmpwire: icmp_seq=1: cannot send a datagram of 2028 octets"));
  EXPECT_THAT(refused.out, HasSubstr("1 packets transmitted, 0 received, +1 errors"));
  EXPECT_EQ(ping_sim({"-c", "1", "-s", "2000", "-M", "want", "10.9.3.3"}).status, 0);
  EXPECT_THAT(ping_sim({"-c", "1", "-s", "2000", "10.9.3.3"}).out, HasSubstr("2008 octets from 10.9.3.3"));
}

TEST(Ping, AllowsBroadcastsWhereAsked) {
  const Ran refused = ping_sim({"-c", "1", "10.9.1.255"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.error, HasSubstr("it is a broadcast address\n  try: -b"));
  EXPECT_EQ(ping_sim({"-c", "1", "-b", "10.9.1.255"}).status, 1) << "sent, and nobody answers";
}

TEST(Ping, EndsAtTheDeadline) {
  const Ran ran = ping_sim({"-w", "2.5", "10.9.3.3"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("3 packets transmitted, 3 received, 0% packet loss, time 2500.000 ms"));
}

// With both, the count is one of answers, as iputils has it.
TEST(Ping, EndsAtTheCountOrTheDeadline) {
  EXPECT_THAT(ping_sim({"-w", "9", "-c", "2", "10.9.3.3"}).out, HasSubstr("time 1005.000 ms"));
  const Ran silent = ping_sim({"-w", "4.5", "-c", "2", "192.18.1.1"});
  EXPECT_EQ(silent.status, 1);
  EXPECT_THAT(silent.out, HasSubstr("5 packets transmitted, 0 received"));
}

TEST(Ping, WaitsAsLongAsItIsTold) {
  EXPECT_THAT(ping_sim({"-c", "1", "-W", "500ms", "192.18.1.1"}).out, HasSubstr("time 500.000 ms"));
  EXPECT_THAT(ping_sim({"-c", "1", "-v", "-W", "500ms", "192.18.1.1"}).out,
              HasSubstr("no answer for icmp_seq=1 from 192.18.1.1 in 500.000 ms\n"));
  EXPECT_THAT(ping_sim({"-c", "1", "-W", "1ms", "10.9.3.3"}).out, HasSubstr("0 received"));
}

TEST(Ping, CountsOnlyWhatIsInTheRecording) {
  const Ran ran = run_inside({"-c", "2", "10.9.3.3", "--wire", "replay:" ICMPWIRE_PCAPS_DIR "/02-rr9.pcap"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("64 octets from 10.9.3.3: icmp_seq=1 ttl=62 time=0.070 ms"));
  EXPECT_THAT(ran.out, HasSubstr("2 packets transmitted, 1 received, +1 errors, 50% packet loss"));
  EXPECT_THAT(ran.error, HasSubstr("icmp_seq=2"));
}

struct Exchanged {
  Direction direction;
  Ipv4Header header;
};

std::vector<Exchanged> recorded_in(const std::string& path) {
  std::vector<Exchanged> packets;
  const auto reader = CaptureReader::open(path);
  for (auto packet = (*reader)->next(); packet && *packet; packet = (*reader)->next()) {
    packets.push_back({(*packet)->direction.value(), parse_ipv4((*packet)->octets).value().header});
  }
  return packets;
}

TEST(Ping, SavesBothDirections) {
  const TemporaryFile file(".pcapng");
  ASSERT_EQ(ping_sim({"-c", "2", "-Q", "0xb9", "10.9.3.3", "--save", file.path()}).status, 0);
  const auto packets = recorded_in(file.path());
  ASSERT_EQ(packets.size(), 4U);
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(packets[i].direction, i % 2 == 0 ? Direction::outbound : Direction::inbound);
    EXPECT_EQ(packets[i].header.tos, 0xb9);
    EXPECT_EQ(packets[i].header.destination,
              (i % 2 == 0 ? Ipv4Address{{10, 9, 3, 3}} : Ipv4Address{{10, 9, 1, 1}}));
  }
}

TEST(Ping, AnswersFromItsOwnRecording) {
  const TemporaryFile file(".pcapng");
  const auto without_wire = [](const std::string& text) { return text.substr(text.find('\n')); };
  const Ran live = ping_sim({"-c", "3", "-R", "10.9.3.3", "--save", file.path()});
  const Ran replayed = run_inside({"-c", "3", "-R", "10.9.3.3", "--wire", "replay:" + file.path()});
  EXPECT_EQ(without_wire(replayed.out), without_wire(live.out));
}

}  // namespace
}  // namespace icmpwire::test
