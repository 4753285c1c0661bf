// `icmpwire listen` on recordings: a line a packet or whole, as JSON, recorded; and what it refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;

const std::string recording = "replay:" ICMPWIRE_PCAPS_DIR "/19-rr9-ttl1-time-exceeded.pcap";

TEST(Listen, TellsEachPacketInALine) {
  const Ran ran = run_inside({"listen", "--wire", recording});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.error, "Listening; Ctrl-C ends it.\n");
  EXPECT_EQ(ran.out,
            "18:38:55.831832000  10.9.1.1 > 10.9.3.3  Echo Request, 76 octets\n"
            "18:38:55.831883000  10.9.1.2 > 10.9.1.1  Time Exceeded, time to live exceeded in\n"
            "  transit, 144 octets, answers packet 1\n"
            "\n2 packets, 0 dropped by the kernel\n");
}

TEST(Listen, EndsAfterTheCount) {
  const Ran ran = run_inside({"listen", "-c", "1", "--wire", recording});
  EXPECT_THAT(ran.out, HasSubstr("\n1 packet, 0 dropped by the kernel\n"));
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 3);
}

TEST(Listen, ShowsFieldsOrEveryOctet) {
  EXPECT_THAT(run_inside({"listen", "-v", "--wire", recording}).out,
              HasSubstr("\nicmp  type=8 (Echo Request) code=0"));
  EXPECT_THAT(
      run_inside({"listen", "-vv", "--wire", recording}).out,
      HasSubstr("  15  00                 tos = 0x00               DSCP (6 bits) and ECN (2 bits)\n"));
}

TEST(Listen, SaysItInJson) {
  const Ran ran = run_inside({"listen", "--json", "--wire", recording});
  const auto records = valid_records(ran.out);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(records[0]["type"], "packet");
  EXPECT_EQ(records[2]["type"], "heard");
  EXPECT_EQ(records[2]["packets"], 2);
}

// Beside ICMP the recording has other packets.
TEST(Listen, HearsIcmpAloneAndRecordsIt) {
  const TemporaryFile saved(".pcapng");
  const std::string all = ICMPWIRE_PCAPS_DIR "/41-ipv6-echo.pcap";
  const Ran heard = run_inside({"listen", "--wire", "replay:" + all, "--save", saved.path()});
  EXPECT_EQ(heard.status, 0);
  EXPECT_EQ(run_inside({"listen", "--wire", "replay:" + saved.path()}).out, heard.out);
}

TEST(Listen, SaysWhatItCannotListenOn) {
  EXPECT_THAT(run_inside({"listen", "--wire", "sim"}).error,
              HasSubstr("what passes it is what its only user sends"));
  EXPECT_THAT(run_inside({"listen", "eth0", "eth1"}).error, HasSubstr("cannot listen on eth1"));
  EXPECT_THAT(run_inside({"listen", "eth0", "--wire", recording}).error, HasSubstr("the wire is replay:"));
  EXPECT_EQ(run_inside({"listen", "--wire", "replay:/no/such/file"}).status, 2);
  EXPECT_EQ(run_inside({"listen", "no-such-dev0"}).status, 2);
}

}  // namespace
}  // namespace icmpwire::test
