// `icmpwire stats` and `replay`: what they print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string pcaps = ICMPWIRE_PCAPS_DIR "/";

TEST(Stats, CountsExchangesErrorsAndOptions) {
  const Ran ran = run_inside({"stats", pcaps + "19-rr9-ttl1-time-exceeded.pcap"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr(": 2 frames, "));
  EXPECT_THAT(ran.out, HasSubstr("IPv4: 1 request, 0 replied, 1 answered by an error, 0 unanswered (0%)\n"));
  EXPECT_THAT(ran.out, HasSubstr("  1 Time Exceeded: time to live exceeded in transit\n"));
  EXPECT_THAT(ran.out, HasSubstr("  2 with Record Route\n"));
  EXPECT_THAT(ran.out, HasSubstr("(percentiles to within 0.4%)"));
}

TEST(Stats, WritesARecordForEachFile) {
  const Ran ran =
      run_inside({"stats", "--json", pcaps + "01-plain.pcap", pcaps + "22-address-mask-noreply.pcap"});
  EXPECT_EQ(ran.status, 0);
  const auto records = valid_records(ran.out);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["ipv4"]["replied"], 1);
  EXPECT_EQ(records[0]["round_trips"]["count"], 1);
  EXPECT_EQ(records[1]["ipv4"]["unanswered"], 1);
}

TEST(Stats, SaysWhatIsNoCapture) {
  const Ran ran = run_inside({"stats", pcaps + "README.md"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("it is neither pcap nor pcapng"));
}

TEST(Replay, ListsEachExchange) {
  const Ran ran = run_inside({"replay", pcaps + "01-plain.pcap"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("1  0.000000  10.9.1.1 > 10.9.3.3  Echo Request, "));
  EXPECT_THAT(ran.out, HasSubstr("\n     reply from 10.9.3.3: Echo Reply"));
  EXPECT_THAT(ran.out, HasSubstr("\n1 exchange in 2 frames\n"));
  const auto records = valid_records(run_inside({"replay", "--json", pcaps + "01-plain.pcap"}).out);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["answers"][0]["verdict"], "reply");
}

TEST(Replay, TellsAnswersDuplicatesAndStraysApart) {
  const std::string file = pcaps + "39-adversarial-replies-crafted.pcap";
  const std::string text = run_inside({"replay", file}).out;
  EXPECT_THAT(text, HasSubstr("     reply (bad-checksum) from 10.9.3.3: Echo Reply, ttl=58, 5.223 ms\n"));
  EXPECT_THAT(text, HasSubstr("     duplicate from 10.9.3.3: Echo Reply, ttl=58, 30.690 ms\n"));
  EXPECT_THAT(text, HasSubstr("     no answer\n     not-ours from 10.9.3.3: Echo Reply, ttl=58, 9.599 ms\n"));
  EXPECT_THAT(text, HasSubstr("7 exchanges in 15 frames; 1 answer without a request\n"));
  const auto records = valid_records(run_inside({"replay", "--json", file}).out);
  ASSERT_EQ(records.size(), 7U);
  EXPECT_TRUE(records[5]["answers"].empty());
  EXPECT_EQ(records[5]["strays"][0]["verdict"], "not-ours");
}

TEST(Replay, TakesTheKeysOfTheWire) {
  EXPECT_THAT(run_inside({"replay", pcaps + "01-plain.pcap?host=10.9.3.4"}).out,
              HasSubstr("0 exchanges in 2 frames"));
  EXPECT_THAT(run_inside({"replay", pcaps + "01-plain.pcap?mode=other"}).error,
              HasSubstr("relaxed, loop or exact"));
}

TEST(Replay, RunsACommandAgainstTheCapture) {
  const Ran ran =
      run_program({"replay", pcaps + "01-plain.pcap", "--", ICMPWIRE_PROGRAM, "ping", "-c", "1", "10.9.3.3"});
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("1 received"));
  const Ran missing = run_program({"replay", pcaps + "01-plain.pcap", "--", "no-such-command"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_THAT(missing.error, HasSubstr("cannot run no-such-command"));
  EXPECT_EQ(run_program({"replay", pcaps + "01-plain.pcap", "--", "sh", "-c", "exit 42"}).status, 42);
  const Ran unread = run_program({"replay", pcaps + "README.md", "--", "true"});
  EXPECT_EQ(unread.status, 2) << "though the command would not ask";
  EXPECT_THAT(unread.error, HasSubstr("it is neither pcap nor pcapng"));
}

TEST(Replay, ARequestThatIsNotRecordedIsToldTheNearest) {
  const Ran ran = run_inside({"ping", "-c", "1", "10.9.3.77", "--wire", "replay:" + pcaps + "01-plain.pcap"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out + ran.error, HasSubstr("none to it is recorded; 1 request is, to 10.9.3.3"));
}

}  // namespace
}  // namespace icmpwire::test
