// `icmpwire ping --why`: what came meanwhile and the test that kept it from answering.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

std::string ping(const std::string& wire, const Words& further = {}) {
  Words arguments = {"ping", "-c", "1", "10.9.3.3", "--wire", wire};
  arguments.insert(arguments.end(), further.begin(), further.end());
  return run_inside(arguments).out;
}

TEST(PingWhy, NamesTheTestAndBothValues) {
  EXPECT_THAT(ping("sim?corrupt=icmp.identifier&repair=checksums", {"--why"}),
              MatchesRegex("PING.*\nnot taken for icmp_seq=1: 84 octets from 10.9.3.3: "
                           "identifier 0x[0-9a-f]{4}, not 0x0001\n.*"));
  EXPECT_THAT(ping("sim?corrupt=icmp.checksum", {"--why"}),
              HasSubstr("not taken for icmp_seq=1: 84 octets from 10.9.3.3, reply (bad-checksum):\n"
                        "    checksum 0x"));
  EXPECT_THAT(ping("sim?corrupt=ip.source&repair=checksums", {"--why"}), Not(HasSubstr("not taken")))
      << "another source answers, with a remark";
}

TEST(PingWhy, IsSilentUnlessAskedAndWhenQuiet) {
  const std::string wire = "sim?corrupt=icmp.checksum";
  EXPECT_THAT(ping(wire), Not(HasSubstr("not taken")));
  EXPECT_THAT(ping(wire), HasSubstr("not counted: 1 with a bad ICMP checksum"));
  EXPECT_THAT(ping(wire, {"--why", "-q"}), Not(HasSubstr("not taken")));
}

TEST(PingWhy, ShowsThePacketWhereAsked) {
  EXPECT_THAT(ping("sim?corrupt=icmp.checksum", {"--why", "-v"}),
              HasSubstr("\nNot taken, icmp_seq=1, 84 octets:\n"));
}

// Recording 39: a checksum of beef, an identifier one too high, ten octets of 56.
TEST(PingWhy, TellsOfARecordedPacket) {
  const std::string out = run_inside({"ping", "--why", "-c", "2", "10.9.3.3", "--wire",
                                      "replay:" ICMPWIRE_PCAPS_DIR "/39-adversarial-replies-crafted.pcap"})
                              .out;
  EXPECT_THAT(out, HasSubstr("not taken for icmp_seq=2: 84 octets from 10.9.3.3, reply (bad-checksum):\n"));
}

}  // namespace
}  // namespace icmpwire::test
