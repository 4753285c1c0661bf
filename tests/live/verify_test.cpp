// Recordings of the topology, sent again into it by the program: a regression test of real kernels.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"
#include "tests/support/process.h"

namespace icmpwire::live {
namespace {

using LiveVerify = LiveTest;
using test::Ran;
using test::run_program;
using testing::HasSubstr;

std::string pcap(const std::string& name) { return ICMPWIRE_PCAPS_DIR "/" + name + ".pcap"; }

TEST_F(LiveVerify, RecordingsOfThisTopologyAgree) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  for (const char* name :
       {"01-plain", "02-rr9", "05-ts-addr4-overflow", "08-lsrr-r1-r2", "15-rr-len2-malformed",
        "20-rr9-ttl2-time-exceeded", "21-icmp-timestamp", "26-bad-icmp-cksum-noreply"}) {
    const Ran ran = run_program({"verify", pcap(name), "--wire", "live:a0", "-W", "300ms"});
    EXPECT_EQ(ran.status, 0) << name << "\n" << ran.out << ran.error;
  }
}

TEST_F(LiveVerify, AChangedTtlIsTold) {
  const Topology net = Topology::two_routers();
  net.h2().set("ipv4/ip_default_ttl", "60");
  const Inside inside(net.h1());
  const Ran ran = run_program({"verify", pcap("02-rr9"), "--wire", "live:a0"});
  EXPECT_EQ(ran.status, 1) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("ip.ttl: recorded 62, now 58"));
}

TEST_F(LiveVerify, AnAnswerThatDoesNotComeIsTold) {
  const Topology net = Topology::two_routers();
  net.h2().set("ipv4/icmp_echo_ignore_all", "1");
  const Inside inside(net.h1());
  const Ran ran = run_program({"verify", pcap("01-plain"), "--wire", "live", "-W", "200ms"});
  EXPECT_EQ(ran.status, 1) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("Echo Reply from 10.9.3.3 did not come"));
}

// What came during a run, by its JSON records: each answer's octets and its time to the nanosecond.
nlohmann::json met_in(const std::string& lines) {
  nlohmann::json met = nlohmann::json::array();
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    const auto record = nlohmann::json::parse(line);
    if (record["type"] != "verified") continue;
    met.push_back(nlohmann::json::array());
    for (const auto& answer : record["answers"]) {
      if (answer.contains("met")) met.back().push_back(answer["met"]);
    }
  }
  return met;
}

// Requests of every kind: with a reply, with an error, never answered, in fragments, and no echoes.
TEST_F(LiveVerify, ALiveRunAndTheReplayOfItsRecordingAgreeToTheNanosecond) {
  const Topology net = Topology::two_routers();
  const Inside inside(net.h1());
  const test::PublicFolder folder;
  for (const char* name :
       {"02-rr9", "19-rr9-ttl1-time-exceeded", "21-icmp-timestamp", "22-address-mask-noreply",
        "26-bad-icmp-cksum-noreply", "35-frag-options-mtu600"}) {
    const std::string recording = folder.path() + "/" + name + ".pcapng";
    const Ran live =
        run_program({"verify", "--json", pcap(name), "--wire", "live", "-W", "200ms", "--save", recording});
    EXPECT_LE(live.status, 1) << live.out << live.error;
    const Ran replayed =
        run_program({"verify", "--json", recording, "--wire", "replay:" + recording, "--strict"});
    EXPECT_EQ(replayed.status, 0) << replayed.out << replayed.error;
    EXPECT_EQ(met_in(replayed.out), met_in(live.out)) << name;
  }
}

}  // namespace
}  // namespace icmpwire::live
