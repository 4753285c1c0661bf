// The doctor's findings, in machines of which we know what they lack.
#include "capture/doctor.h"

#include <algorithm>

#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

using LiveDoctor = LiveTest;

std::string found(const MachineReport& report, std::string_view subject) {
  const auto fact = std::find_if(report.facts.begin(), report.facts.end(),
                                 [&](const MachineFact& candidate) { return candidate.subject == subject; });
  return fact == report.facts.end() ? "(nothing)" : fact->found;
}

std::string remedy(const MachineReport& report, std::string_view subject) {
  const auto fact = std::find_if(report.facts.begin(), report.facts.end(),
                                 [&](const MachineFact& candidate) { return candidate.subject == subject; });
  return fact == report.facts.end() ? "(nothing)" : fact->remedy;
}

TEST_F(LiveDoctor, HealthyMachine) {
  const Topology net = Topology::two_routers();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(h2_address));
    const MachineReport report = examine_machine();
    EXPECT_TRUE(report.live_works);
    EXPECT_EQ(found(report, "device a0"), "up, EN10MB, MTU 1500, 10.9.1.1/24, fd00:9:1::1/64, fe80::1/64");
    EXPECT_EQ(found(report, "device lo"), "up, EN10MB, MTU 65536, 127.0.0.1/8, ::1/128");
    EXPECT_EQ(found(report, "default route"), "via 10.9.1.2 over a0 from 10.9.1.1");
    EXPECT_NE(found(report, "neighbour 10.9.1.2").find(", reachable"), std::string::npos);
    EXPECT_EQ(found(report, "IPv6"), "on lo, a0");
    EXPECT_EQ(found(report, "IPv6 default route"), "via fe80::2 over a0 from fd00:9:1::1");
    EXPECT_EQ(found(report, "neighbour fe80::2"), "not asked for yet");
    EXPECT_EQ(found(report, "echo to ::1").find("answered after "), 0U);
    EXPECT_EQ(found(report, "CAP_NET_RAW"), "held by uid 0");
    EXPECT_EQ(found(report, "injection on lo").find("a frame came in after "), 0U);
    EXPECT_EQ(found(report, "echo to 127.0.0.1").find("answered after "), 0U);
    EXPECT_NE(found(report, "library").find("libpcap"), std::string::npos);
  });
}

TEST_F(LiveDoctor, MachineWithoutIpv6) {
  const Topology net = Topology::neighbours();
  net.h1().set("ipv6/conf/all/disable_ipv6", "1");
  net.h1().run([] {
    const MachineReport report = examine_machine();
    EXPECT_TRUE(report.live_works);
    EXPECT_EQ(found(report, "IPv6"), "on no device that is up");
    EXPECT_EQ(remedy(report, "IPv6"), "sudo sysctl net.ipv6.conf.all.disable_ipv6=0");
    EXPECT_EQ(found(report, "device a0"), "up, EN10MB, MTU 1500, 10.9.1.1/24");
  });
}

TEST_F(LiveDoctor, MachineWithEverythingDown) {
  const NetworkNamespace machine;
  machine.run([] {
    const MachineReport report = examine_machine();
    EXPECT_FALSE(report.live_works);
    EXPECT_EQ(found(report, "device lo"), "down, MTU 65536");
    EXPECT_EQ(remedy(report, "device lo"), "sudo ip link set lo up");
    EXPECT_EQ(found(report, "default route"), "none: only what is on a link is reached");
    EXPECT_EQ(found(report, "echo to 127.0.0.1"), "Network is unreachable");
    EXPECT_EQ(found(report, "IPv6"), "on no device that is up");
    EXPECT_EQ(found(report, "IPv6 default route"), "none: only what is on a link is reached");
    EXPECT_EQ(remedy(report, "IPv6 default route"), "sudo ip -6 route add default via GATEWAY");
    EXPECT_NE(found(report, "echo to ::1").find("unreachable"), std::string::npos);
  });
}

}  // namespace
}  // namespace icmpwire::live
