// `icmpwire trace` on the simulated network, and on one with faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

std::vector<Json> trace_json(Words arguments) {
  arguments.insert(arguments.begin(), {"trace", "--json", "--wire", "sim"});
  return valid_records(run_inside(arguments).out);
}

TEST(TraceCommand, ShowsEachHop) {
  const Ran ran = run_inside({"trace", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out,
            "TRACE 10.9.3.3 (10.9.3.3) from 10.9.1.1, up to 30 hops, 3 requests each via sim\n"
            "  1  10.9.1.2         0.300 0.300 0.300 ms\n"
            "  2  10.9.2.2         4.300 4.300 4.300 ms\n"
            "  3  10.9.3.3         5.000 5.000 5.000 ms\n"
            "35 answers to 48 requests in 5.000 ms\n");
}

TEST(TraceCommand, GoesOverIpv6) {
  const Ran ran = run_inside({"trace", "-6", "-q", "1", "fd00:9:3::3", "--wire", "sim"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("\n  2  fd00:9:2::2      4.300 ms\n  3  fd00:9:3::3      5.000 ms\n"));
}

TEST(TraceCommand, SaysHowFarItIsWhereNobodyAnswers) {
  const Ran ran = run_inside({"trace", "-m", "5", "192.18.1.1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("  2  no answer, nor from any hop up to 5\n3 answers to 15 requests in 0.300 ms\n"));
}

TEST(TraceCommand, SaysWhatErrorEndsTheWay) {
  const Ran ran = run_inside({"trace", "-q", "1", "10.77.0.1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("  1  10.9.1.2         0.300 ms\n     Destination Unreachable: net unreachable\n"));
}

TEST(TraceCommand, CarriesOptionsAndShowsWhatTheyRecorded) {
  const Ran ran = run_inside({"trace", "-q", "1", "-R", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("RR:  forward  10.9.2.1\n"));
  EXPECT_THAT(ran.out, testing::Not(HasSubstr("between"))) << "routers only recorded themselves";
}

TEST(TraceCommand, ShowsRequestsWithoutAnAnswer) {
  const Ran ran = run_inside({"trace", "-m", "3", "-q", "5", "10.9.3.3", "--wire", "sim?loss=0.4&seed=3"});
  EXPECT_THAT(ran.out, HasSubstr(" ms *"));
}

TEST(TraceCommand, TellsJsonLines) {
  const auto records = trace_json({"-q", "2", "10.9.3.3"});
  ASSERT_EQ(records.size(), 5U);
  EXPECT_EQ(records[0]["type"], "trace");
  EXPECT_EQ(records[2]["hop"], 2);
  EXPECT_EQ(records[2]["probes"][1]["from"], "10.9.2.2");
  EXPECT_EQ(records[2]["probes"][1]["round_trip"], 4'300'000);
  EXPECT_EQ(records[4]["reached"], true);
  EXPECT_EQ(records[4]["hops"], 3);
  EXPECT_EQ(records[4]["elapsed"], 5'000'000);
}

TEST(TraceCommand, TellsSilenceInJson) {
  const auto records = trace_json({"-m", "4", "192.18.1.1"});
  EXPECT_EQ(records[4]["probes"][0]["class"], "timed-out");
  EXPECT_EQ(records.back()["reached"], false);
}

TEST(TraceCommand, TakesOneTarget) {
  const Ran ran = run_inside({"trace", "10.9.3.3", "10.9.1.2", "--wire", "sim"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("one target at a time"));
  EXPECT_EQ(run_inside({"trace", "-f", "5", "-m", "4", "10.9.3.3", "--wire", "sim"}).status, 2);
}

TEST(TraceCommand, RefusesGroups) {
  const Ran ran = run_inside({"trace", "ff02::1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("it is the address of many hosts"));
}

TEST(TraceCommand, WorksOnARecording) {
  const Ran ran = run_inside({"trace", "-q", "1", "-f", "1", "-m", "2", "-R", "10.9.3.3", "--wire",
                              "replay:" ICMPWIRE_PCAPS_DIR "/19-rr9-ttl1-time-exceeded.pcap?mode=loop"});
  EXPECT_THAT(ran.out, HasSubstr("10.9.1.2")) << ran.error;
}

}  // namespace
}  // namespace icmpwire::test
