// `icmpwire stats`, `replay` and `convert`: what they print, and what they write.
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
}

TEST(Replay, ARequestThatIsNotRecordedIsToldTheNearest) {
  const Ran ran = run_inside({"ping", "-c", "1", "10.9.3.77", "--wire", "replay:" + pcaps + "01-plain.pcap"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out + ran.error, HasSubstr("none to it is recorded among 1 request"));
}

TEST(Convert, ThereAndBackAgain) {
  const std::string original = pcaps + "02-rr9.pcap";
  const std::string packets = run_inside({"explain", "--json", original}).out;
  for (const char* ending : {".pcapng", ".jsonl", ".pcap"}) {
    const TemporaryFile there(ending), back(".pcap");
    ASSERT_EQ(run_inside({"convert", original, "--output", there.path()}).status, 0) << ending;
    ASSERT_EQ(run_inside({"convert", there.path(), "--output", back.path()}).status, 0) << ending;
    EXPECT_EQ(run_inside({"explain", "--json", back.path()}).out, packets) << ending;
  }
}

TEST(Convert, OctetsInHexadecimalHaveNoTimes) {
  const std::string original = pcaps + "02-rr9.pcap";
  const TemporaryFile hex(".hex"), back(".pcapng");
  ASSERT_EQ(run_inside({"convert", original, "--output", hex.path()}).status, 0);
  EXPECT_THAT(file_text(hex.path()), StartsWith("# packet 1: 90 octets, EN10MB, "));
  ASSERT_EQ(run_inside({"convert", hex.path(), "--link", "ethernet", "--output", back.path()}).status, 0);
  const auto was = valid_records(run_inside({"explain", "--json", original}).out);
  const auto is = valid_records(run_inside({"explain", "--json", back.path()}).out);
  ASSERT_EQ(is.size(), was.size());
  for (std::size_t i = 0; i < is.size(); ++i) EXPECT_EQ(is[i]["octets"], was[i]["octets"]);
}

TEST(Convert, WritesCArrays) {
  const Ran ran = run_inside({"convert", "--to", "c", pcaps + "02-rr9.pcap"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("static const unsigned char packet_1[90] = {\n    0x"));
  EXPECT_THAT(ran.out, HasSubstr("static const unsigned char packet_2[90] = {\n"));
}

TEST(Convert, SaysWhatIsMissing) {
  const std::string original = pcaps + "02-rr9.pcap";
  EXPECT_THAT(run_inside({"convert", original}).error, HasSubstr("into what"));
  EXPECT_THAT(run_inside({"convert", "--to", "pcap", original}).error, HasSubstr("a capture is no text"));
  EXPECT_THAT(run_inside({"convert", "--to", "xml", original}).error, HasSubstr("none of pcap, pcapng"));
  EXPECT_EQ(run_inside({"convert", original}).status, 2);
}

}  // namespace
}  // namespace icmpwire::test
