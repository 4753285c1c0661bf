// What answers say, from the program's mouth: expectations read off the recordings' octets by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

std::string recording(const std::string& name) { return ICMPWIRE_PCAPS_DIR "/" + name + ".pcap"; }

Json second_packet_of(const std::string& name) {
  const auto records = valid_records(run_inside({"explain", "--json", "-n", "2", recording(name)}).out);
  return records.size() == 1 ? records[0] : Json();
}

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

// Each change as "where it was > where it is: field before -> after (why)", read off the octets.
std::vector<std::string> changes_of(const std::string& name) {
  const Json packet = second_packet_of(name);
  std::vector<std::string> changes;
  for (const Json& change : packet["changes"]) {
    changes.push_back(std::to_string(change["before_at"].get<unsigned>()) + " > " +
                      std::to_string(change["at"].get<unsigned>()) + ": " +
                      change["field"].get<std::string>() + " " + change["before"].get<std::string>() +
                      " -> " + change["after"].get<std::string>() +
                      (change.contains("why") ? " (" + change["why"].get<std::string>() + ")" : ""));
  }
  return changes;
}

TEST(Answers, CompareQuotesWithRequests) {
  EXPECT_THAT(changes_of("19-rr9-ttl1-time-exceeded"),
              ElementsAre("24 > 92: ip.checksum 0x6f90 -> 0x6f90 (stale by 0xf4f0: its header's is 0x6481)",
                          "37 > 105: record_route.pointer 4 -> 8 (routers recorded themselves)",
                          "38 > 106: record_route[1].address 0.0.0.0 -> 10.9.1.2"));
  EXPECT_THAT(changes_of("20-rr9-ttl2-time-exceeded"),
              ElementsAre("22 > 90: ip.ttl 2 -> 1 (a router took one)",
                          "24 > 92: ip.checksum 0x6e90 -> 0x6382 (stale by 0xf3f0: its header's is 0x5773)",
                          "37 > 105: record_route.pointer 4 -> 12 (routers recorded themselves)",
                          "38 > 106: record_route[1].address 0.0.0.0 -> 10.9.2.1",
                          "42 > 110: record_route[2].address 0.0.0.0 -> 10.9.2.2"));
  EXPECT_THAT(changes_of("36-df-frag-needed-mtu600"),
              ElementsAre("24 > 76: ip.checksum 0xfade -> 0xfade (stale by 0x2973: its header's is 0x2452)",
                          "36 > 88: record_route.pointer 4 -> 8 (routers recorded themselves)",
                          "37 > 89: record_route[1].address 0.0.0.0 -> 10.9.1.2",
                          "51 > 103: timestamp.pointer 5 -> 13 (routers wrote their time)",
                          "53 > 105: timestamp[1].address 0.0.0.0 -> 10.9.1.2",
                          "57 > 109: timestamp[1].timestamp 0 -> 67201723"));
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

// Labels and an interface behind the quote (RFC 4950, RFC 5837).
TEST(Answers, ReadExtensions) {
  const Json extension =
      valid_records(
          run_inside({"explain", "--json", "-n", "54", recording("38-rfc4884-mpls-iio-crafted")}).out)
          .at(0)["extension"];
  EXPECT_EQ(extension["compliant"], true);
  const Json& entry = extension["layers"][2];
  EXPECT_EQ(entry["name"], "mpls");
  EXPECT_EQ(entry["fields"]["label"]["value"], 16001);
  EXPECT_EQ(entry["fields"]["traffic_class"]["value"], 5);
}

}  // namespace
}  // namespace icmpwire::test
