// `icmpwire ping` to IPv6 addresses, on the built-in simulated network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Ran ping_sim(Words arguments) {
  arguments.insert(arguments.end(), {"--wire", "sim"});
  return run_inside(arguments);
}

TEST(PingIpv6, SaysWhatItSaysOfIpv4) {
  const Ran ran = ping_sim({"-6", "-c", "2", "fd00:9:3::3"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(ran.out,
            "PING fd00:9:3::3 (fd00:9:3::3) 56 data octets via sim\n"
            "64 octets from fd00:9:3::3: icmp_seq=1 ttl=62 time=5.000 ms\n"
            "64 octets from fd00:9:3::3: icmp_seq=2 ttl=62 time=5.000 ms\n"
            "\n"
            "--- fd00:9:3::3 ping statistics ---\n"
            "2 packets transmitted, 2 received, 0% packet loss, time 1005.000 ms\n"
            "rtt min/avg/max/mdev = 5.000/5.000/5.000/0.000 ms\n");
}

TEST(PingIpv6, KnowsTheVersionByTheAddress) {
  EXPECT_EQ(ping_sim({"-c", "1", "::1"}).status, 0);
  EXPECT_EQ(ping_sim({"-c", "1", "fd00:9:1::1"}).status, 0);
  EXPECT_EQ(ping_sim({"-c", "1", "fe80::ff:fe00:1%1"}).status, 0);
  EXPECT_EQ(ping_sim({"-c", "1", "fd00:9:3::3", "10.9.3.3"}).status, 0);
}

TEST(PingIpv6, RefusesAnAddressOfTheOtherVersion) {
  for (const Words& arguments : std::vector<Words>{{"-6", "10.9.3.3"}, {"-4", "fd00:9:3::3"}}) {
    const Ran ran = ping_sim(arguments);
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.error, HasSubstr("it is an address of the other IP version"));
  }
}

TEST(PingIpv6, ReachesNeighboursWithAndWithoutTheirZone) {
  EXPECT_THAT(ping_sim({"-c", "1", "fe80::ff:fe00:2%1"}).out,
              HasSubstr("64 octets from fe80::ff:fe00:2%1: icmp_seq=1 ttl=64 time=0.300 ms\n"));
  EXPECT_EQ(ping_sim({"-c", "1", "fe80::ff:fe00:2"}).status, 0);
  const Ran elsewhere = ping_sim({"-c", "1", "fe80::ff:fe00:2%7"});
  EXPECT_EQ(elsewhere.status, 2);
  EXPECT_THAT(elsewhere.error, HasSubstr("h1 has no such zone"));
}

TEST(PingIpv6, ShowsEveryNodeOfAGroup) {
  const Ran ran = ping_sim({"-c", "2", "ff02::1"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("64 octets from fe80::ff:fe00:1%1: icmp_seq=1"));
  EXPECT_THAT(ran.out, HasSubstr("64 octets from fe80::ff:fe00:2"));
}

TEST(PingIpv6, NamesErrorsByTheirOwnNumbers) {
  EXPECT_THAT(
      ping_sim({"-c", "1", "-t", "1", "fd00:9:3::3"}).out,
      HasSubstr("From fd00:9:1::2: icmp_seq=1 Time Exceeded: hop limit exceeded in transit time=0.300 ms\n"));
  EXPECT_THAT(ping_sim({"-c", "1", "2001:db8::1"}).out,
              HasSubstr("From fd00:9:1::2: icmp_seq=1 Destination Unreachable: no route"));
  EXPECT_THAT(ping_sim({"-c", "1", "fd00:9:3::99"}).out,
              HasSubstr("Destination Unreachable: address unreachable"));
  EXPECT_THAT(ping_sim({"-c", "1", "fd00:9:1::99"}).out, HasSubstr(" (local)\n"));
}

TEST(PingIpv6, WaitsForTheSilent) {
  const Ran ran = ping_sim({"-c", "1", "fd00:192:18:1::1"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("1 packets transmitted, 0 received, 100% packet loss"));
}

TEST(PingIpv6, CutsWhatTheLinkDoesNotTake) {
  EXPECT_THAT(ping_sim({"-c", "1", "-s", "4000", "fd00:9:3::3"}).out,
              HasSubstr("4008 octets from fd00:9:3::3: icmp_seq=1 ttl=62"));
  EXPECT_THAT(ping_sim({"-c", "1", "-s", "4000", "-M", "do", "fd00:9:3::3"}).error, HasSubstr("icmp_seq=1"));
}

TEST(PingIpv6, TakesSourcesOfItsVersion) {
  EXPECT_THAT(ping_sim({"-c", "1", "-S", "fe80::ff:fe00:1", "fd00:9:1::2"}).out, HasSubstr("1 received"));
  EXPECT_EQ(ping_sim({"-c", "1", "-S", "10.9.1.1", "fd00:9:1::2"}).status, 2);
  EXPECT_EQ(ping_sim({"-c", "1", "-I", "fd00:9:1::1", "fd00:9:3::3"}).status, 0);
}

TEST(PingIpv6, HasNoOptionsOfIpv4) {
  const Ran ran = ping_sim({"-c", "1", "-R", "fd00:9:3::3"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot send"));
}

TEST(PingIpv6, ShowsBothPacketsByTheirFields) {
  const Ran ran = ping_sim({"-c", "1", "-v", "-Q", "0xb8", "fd00:9:3::3"});
  EXPECT_THAT(ran.out, HasSubstr("Sent, icmp_seq=1, 104 octets:\n"));
  EXPECT_THAT(ran.out, HasSubstr("Received, icmp_seq=1, 104 octets:\n"));
  EXPECT_THAT(ran.out, HasSubstr("hop_limit"));
  EXPECT_THAT(ran.out, HasSubstr("icmpv6"));
}

TEST(PingIpv6, KeepsToTheSchema) {
  for (const Words& arguments : std::vector<Words>{
           {"fe80::ff:fe00:2%1"}, {"-t", "1", "fd00:9:3::3"}, {"ff02::1"}, {"-v", "fd00:9:3::3"}}) {
    Words all = {"-j", "-c", "1"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    EXPECT_GE(valid_records(ping_sim(all).out).size(), 3U);
  }
}

}  // namespace
}  // namespace icmpwire::test
