// The JSON Lines: what they say, and that the published schema describes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/instant.h"
#include "cli/json_lines.h"
#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;

std::vector<std::string> types(const std::vector<Json>& records) {
  std::vector<std::string> result;
  for (const Json& record : records) result.push_back(record.at("type"));
  return result;
}

std::vector<Json> ping_sim(Words arguments) {
  arguments.insert(arguments.end(), {"--json", "--wire", "sim"});
  const Ran ran = run_inside(arguments);
  EXPECT_EQ(ran.error, "");
  return valid_records(ran.out);
}

TEST(JsonLines, TellAPing) {
  const auto records = ping_sim({"-c", "1", "-R", "10.9.3.3"});
  ASSERT_THAT(types(records), ElementsAre("start", "reply", "summary"));
  EXPECT_EQ(records[0]["targets"][0]["source"], "10.9.1.1");
  EXPECT_EQ(records[0]["count"], 1);
  EXPECT_EQ(records[0]["interval"], 1'000'000'000);
  EXPECT_EQ(records[1]["at"], "2026-01-01T12:00:00.005000000Z");
  EXPECT_EQ(records[1]["round_trip"], 5'000'000);
  EXPECT_EQ(records[1]["ttl"], 62);
  EXPECT_EQ(records[1]["routes"][0]["hops"],
            Json({"10.9.2.1", "10.9.3.2", "10.9.3.3", "10.9.3.3", "10.9.2.2", "10.9.1.2"}));
  EXPECT_EQ(records[1]["routes"][0]["free"], 3);
  EXPECT_EQ(records[2]["round_trip"]["avg"], 5'000'000);
  EXPECT_EQ(records[2]["loss"], 0.0);
}

TEST(JsonLines, TellErrorsOfRouters) {
  const auto records = ping_sim({"-c", "1", "-t", "1", "-R", "10.9.3.3"});
  ASSERT_THAT(types(records), ElementsAre("start", "icmp_error", "summary"));
  EXPECT_EQ(records[1]["from"], "10.9.1.2");
  EXPECT_EQ(records[1]["icmp_type"], 11);
  EXPECT_EQ(records[1]["remarks"], Json({"stale-quote", "rewritten-quote"}));
}

TEST(JsonLines, TellWhatDidNotCome) {
  const auto records = ping_sim({"-c", "2", "-O", "-W", "1500ms", "192.18.1.1"});
  ASSERT_THAT(types(records), ElementsAre("start", "missing", "timeout", "timeout", "summary"));
  EXPECT_EQ(records[2]["waited"], 1'500'000'000);
  EXPECT_EQ(records[4]["loss"], 1.0);
}

TEST(JsonLines, TellWhyAPacketAnsweredNothing) {
  const Words arguments = {
      "ping", "-j", "--why", "-c", "1", "--wire", "sim?corrupt=icmp.identifier&repair=checksums", "10.9.3.3"};
  const auto records = valid_records(run_inside(arguments).out);
  ASSERT_THAT(types(records), ElementsAre("start", "not_taken", "timeout", "summary"));
  const Json& packet = records[1];
  EXPECT_EQ(packet["sequence"], 1);
  EXPECT_EQ(packet["from"], "10.9.3.3");
  EXPECT_EQ(packet["octets"], 84);
  EXPECT_EQ(packet["verdict"], "not-ours");
  EXPECT_EQ(packet["test"], "identifier");
  EXPECT_EQ(packet["wanted"], "0x0001");
  EXPECT_NE(packet["found"], "0x0001");
}

TEST(JsonLines, TellOptionsInWords) {
  const Ran ran = run_inside({"craft", "--json", "10.9.3.3", "-o", "nop rr:1"});
  const auto records = valid_records(ran.out);
  ASSERT_EQ(records.size(), 1U) << ran.error;
  EXPECT_EQ(records[0]["layers"][0]["ip_options"], "01 07 07 04 00 00 00 00");
  EXPECT_EQ(records[0]["layers"][0]["ip_option_words"], "nop rr:1");
}

TEST(JsonLines, HoldThePacketsWhereAsked) {
  const auto records = ping_sim({"-c", "1", "-v", "-s", "0", "10.9.3.3"});
  ASSERT_THAT(types(records), ElementsAre("start", "request", "reply", "summary"));
  EXPECT_EQ(records[1]["datagram"].get<std::string>().substr(0, 11), "45 00 00 1c");
  EXPECT_EQ(records[2]["datagram"].get<std::string>().substr(0, 11), "45 00 00 1c");
}

TEST(JsonLines, TellTimestamps) {
  const auto stamps = ping_sim({"-c", "1", "-T", "tsandaddr", "10.9.3.3"})[1]["timestamps"];
  EXPECT_EQ(stamps["overflow"], 2);
  EXPECT_EQ(stamps["stamps"][0], Json({{"address", "10.9.1.2"}, {"value", 43200000}, {"standard", true}}));
}

TEST(JsonLines, TellWhatCouldNotBeSent) {
  const auto records = ping_sim({"-c", "1", "-M", "do", "-s", "2000", "10.9.3.3"});
  ASSERT_THAT(types(records), ElementsAre("start", "error", "summary"));
  EXPECT_EQ(records[1]["code"], "too-big");
  EXPECT_EQ(records[1]["sequence"], 1);
  EXPECT_EQ(records[1]["mtu"], 1500);
}

TEST(JsonLines, HaveASummaryForEachTarget) {
  const auto summaries = of_type(ping_sim({"-c", "1", "10.9.3.3", "10.9.1.2"}), "summary");
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_EQ(summaries[1]["target"], "10.9.1.2");
  EXPECT_EQ(summaries[1]["identifier"], 2);
}

struct Mistake {
  Words arguments;
  std::string code;
};
class JsonError : public testing::TestWithParam<Mistake> {};
TEST_P(JsonError, IsOneRecordAndNothingElse) {
  const Ran ran = run_inside(GetParam().arguments);
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.error, "");
  const auto records = valid_records(ran.out);
  ASSERT_THAT(types(records), ElementsAre("error"));
  EXPECT_EQ(records[0]["code"], GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(
    Mistakes, JsonError,
    testing::Values(Mistake{{"--json", "--zebra"}, "usage"}, Mistake{{"-j", "-c", "x", "h"}, "usage"},
                    Mistake{{"explain", "--json"}, "usage"},
                    Mistake{{"-j", "h.invalid", "--wire", "sim"}, "unknown-host"},
                    Mistake{{"-j", "10.9.3.3", "--wire", "moon"}, "bad-spec"},
                    Mistake{{"-j", "10.9.3.3", "--wire", "replay:/no/file"}, "no-such-file"},
                    Mistake{{"explain", "-j", "/no/file"}, "no-such-file"},
                    Mistake{{"explain", "-j", "4x"}, "bad-file"}));

TEST(JsonLines, ExplainPackets) {
  const Ran ran = run_inside({"explain", "--json", ICMPWIRE_PCAPS_DIR "/15-rr-len2-malformed.pcap"});
  EXPECT_EQ(ran.status, 0);
  const auto records = valid_records(ran.out);
  ASSERT_FALSE(records.empty());
  const Json& request = records.front();
  EXPECT_EQ(request["number"], 1);
  EXPECT_EQ(request["layers"][0]["name"], "ethernet");
  EXPECT_EQ(request["layers"][1]["title"], "Internet Protocol, version 4");
  const Json& destination = request["layers"][1]["fields"]["destination"];
  EXPECT_EQ(destination, Json({{"bit", 128}, {"width", 32}, {"value", "10.9.3.3"}, {"text", "10.9.3.3"}}));
  EXPECT_EQ(request["layers"][1]["fields"]["protocol"]["text"], "1 (ICMP)");
  EXPECT_FALSE(request["findings"].empty());
}

// Every recording, whatever is wrong with its packets.
TEST(JsonLines, ExplainEveryRecording) {
  const Ran listed = run_inside({"explain", "-j", ICMPWIRE_PCAPS_DIR "/38-rfc4884-mpls-iio-crafted.pcap",
                                 ICMPWIRE_PCAPS_DIR "/39-adversarial-replies-crafted.pcap",
                                 ICMPWIRE_PCAPS_DIR "/30-type-at-last-byte-no-len.pcap",
                                 ICMPWIRE_PCAPS_DIR "/35-frag-options-mtu600.pcap"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_GT(valid_records(listed.out).size(), 20U);
}

TEST(JsonLines, ExamineTheMachine) {
  const Ran ran = run_inside({"doctor", "--json"});
  const auto records = valid_records(ran.out);
  const auto verdicts = of_type(records, "verdict");
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(ran.status, verdicts[0]["live_works"] ? 0 : 1);
  EXPECT_GT(of_type(records, "fact").size(), 2U);
}

TEST(Schema, RefusesWhatItDoesNotDescribe) {
  const Json missing = {{"schema", "icmpwire/1"}, {"type", "missing"},
                        {"target", "10.9.3.3"},   {"identifier", 1},
                        {"sequence", 2},          {"at", "2026-01-01T12:00:00.000000000Z"}};
  EXPECT_EQ(schema_error(missing), "");
  const Json changes = {{"schema", "icmpwire/2"},      {"type", "zebra"}, {"target", 1},
                        {"identifier", 65536},         {"sequence", -1},  {"more", 1},
                        {"at", "2026-01-01T12:00:00Z"}};
  for (const auto& [name, value] : changes.items()) {
    Json wrong = missing;
    wrong[name] = value;
    EXPECT_NE(schema_error(wrong), "") << name;
    Json lacking = missing;
    const bool was_there = lacking.erase(name) != 0;
    EXPECT_EQ(schema_error(lacking).empty(), !was_there) << name;
  }
}

TEST(Instants, HaveNineDigitsAndMayLieBefore1970) {
  EXPECT_EQ(cli::instant_text(Nanos(0)), "1970-01-01T00:00:00.000000000Z");
  EXPECT_EQ(cli::instant_text(Nanos(1'767'268'800'000'000'001)), "2026-01-01T12:00:00.000000001Z");
  EXPECT_EQ(cli::instant_text(Nanos(-1)), "1969-12-31T23:59:59.999999999Z");
}

}  // namespace
}  // namespace icmpwire::test
