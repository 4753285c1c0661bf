// What answers say, from the program's mouth: expectations read off the recordings' octets by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string recording(const std::string& name) { return ICMPWIRE_PCAPS_DIR "/" + name + ".pcap"; }

Json second_packet_of(const std::string& name) {
  const auto records = valid_records(run_inside({"explain", "--json", "-n", "2", recording(name)}).out);
  return records.size() == 1 ? records[0] : Json();
}

Json changes_of(const std::string& name) { return second_packet_of(name)["changes"]; }

TEST(Answers, NameTheirRequestAndItsDistance) {
  EXPECT_THAT(run_inside({"explain", recording("02-rr9") + "#2"}).out,
              HasSubstr("\nWhat it says\n------------\nanswers  frame 1 after 0.070 ms\n"
                        "RR       forward  10.9.2.1\n"));
  const Json packet = second_packet_of("02-rr9");
  EXPECT_EQ(packet["answers"], Json({{"frame", 1}, {"error", false}, {"after", 70000}}));
  EXPECT_EQ(packet["routes"][0]["forward"], Json({"10.9.2.1", "10.9.3.2"}));
  EXPECT_EQ(packet["routes"][0]["turn"], Json({"10.9.3.3", "10.9.3.3"}));
  EXPECT_EQ(packet["routes"][0]["return"], Json({"10.9.2.2", "10.9.1.2"}));
  EXPECT_EQ(second_packet_of("03-rr3-full")["routes"][0]["full"], "route full: the way back is not recorded");
}

TEST(Answers, TellTimesAndTheirSteps) {
  const Json times = second_packet_of("05-ts-addr4-overflow")["timestamps"];
  EXPECT_EQ(times["overflow"], 2);
  EXPECT_EQ(times["stamps"].size(), 4U);
  EXPECT_FALSE(times["stamps"][0].contains("since_previous"));
  EXPECT_EQ(times["stamps"][1]["since_previous"], 0);
}

TEST(Answers, TellThatASourceRouteCameBackReversed) {
  EXPECT_EQ(second_packet_of("08-lsrr-r1-r2")["routes"][0]["reversed"], true);
  EXPECT_EQ(second_packet_of("08-lsrr-r1-r2")["routes"][0]["hops"], Json({"10.9.2.2", "10.9.1.2"}));
}

// The octets at the offsets, of the request and of the quote, by eye: tshark shows the same.
TEST(Answers, CompareQuotesWithRequests) {
  const Json slot_one = {{"field", "record_route[1].address"},
                         {"before", "0.0.0.0"},
                         {"after", "10.9.1.2"},
                         {"before_at", 38},
                         {"at", 106},
                         {"length", 4}};
  EXPECT_EQ(changes_of("19-rr9-ttl1-time-exceeded").dump(), slot_one.dump());
  EXPECT_EQ(changes_of("20-rr9-ttl2-time-exceeded").dump(), "");
  EXPECT_EQ(changes_of("36-df-frag-needed-mtu600").dump(), "");
}

TEST(Answers, AreComparedInPingToo) {
  const Ran ran = run_inside({"-v", "-c", "1", "-t", "2", "-R", "10.9.3.3", "--wire", "sim"});
  EXPECT_THAT(ran.out, HasSubstr("\nquote  ip.ttl 2 -> 1 (a router took one)\n"));
  EXPECT_THAT(ran.out, HasSubstr("       record_route[1].address 0.0.0.0 -> 10.9.2.1\n"));
  const auto records =
      valid_records(run_inside({"--json", "-c", "1", "-t", "2", "10.9.3.3", "--wire", "sim"}).out);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1]["changes"][0]["field"], "ip.ttl");
}

TEST(Answers, SayWhichFieldIsWrong) {
  const Words ping = {"-c",      "1",        "-o",     "rr:0{length=2}",
                      "--force", "10.9.3.3", "--wire", "replay:" + recording("15-rr-len2-malformed")};
  const Ran ran = run_inside(ping);
  EXPECT_THAT(ran.out,
              HasSubstr("\nproblem  record_route.length is 2: type, length and pointer alone take 3\n"
                        "         (RFC 791 3.1)\n"));
  const Json problem = second_packet_of("15-rr-len2-malformed")["problem"];
  EXPECT_EQ(problem["pointer"], 21);
  EXPECT_EQ(problem["field"], "record_route.length");
  EXPECT_EQ(problem["source"], "RFC 791 3.1");
  const std::string text = run_inside({"explain", recording("15-rr-len2-malformed") + "#2"}).out;
  EXPECT_THAT(text, HasSubstr("         sent    octets 16-31  0a 09 03 03 07 02 "));
  EXPECT_THAT(text, HasSubstr("         quoted  octets 16-31  0a 09 03 03 07 02 "));
}

TEST(Answers, MarkChangedFieldsInEveryView) {
  const std::string stale = recording("20-rr9-ttl2-time-exceeded");
  const std::string text = run_inside({"explain", stale + "#2"}).out;
  EXPECT_THAT(text, HasSubstr("^^ ip.ttl was 2 when it was sent: a router took one\n"));
  const std::string page = run_inside({"explain", "--format", "html", stale}).out;
  EXPECT_THAT(page, HasSubstr("\"ip.ttl was 2 when it was sent: a router took one\""));
  EXPECT_THAT(page, HasSubstr("[\"quote\",\"ip.ttl 2 -\\u003e 1 (a router took one)\""));
  const std::string markdown = run_inside({"explain", "--format", "markdown", stale}).out;
  EXPECT_THAT(markdown, HasSubstr("\n### What it says\n\n```\nis about  frame 1 after "));
}

// Captures of other projects: RFC 5837 in ICMP, RFC 4950 where no length is told.
Json extension_in(const std::string& capture) {
  const auto records =
      valid_records(run_inside({"explain", "--json", *foreign_captures() + "/" + capture}).out);
  for (const Json& record : records) {
    if (record.contains("extension")) return record["extension"];
  }
  return {};
}

TEST(Answers, ReadExtensionsOfOthers) {
  if (!foreign_captures())
    GTEST_SKIP() << "needs captures of other projects: ICMPWIRE_CAPTURES names a folder";
  const Json told = extension_in("tcpdump_icmp-rfc5837.pcap");
  EXPECT_EQ(told.dump(), "");
  const Json guessed = extension_in("tcpdump_mpls-traceroute.pcap");
  EXPECT_EQ(guessed.dump(), "");
}

}  // namespace
}  // namespace icmpwire::test
