// `icmpwire verify`: what it prints, what it reports, and how it ends; and what `icmpwire serve` refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;

const std::string plain = ICMPWIRE_PCAPS_DIR "/01-plain.pcap";
const std::string rr9 = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";
const std::string changed_ttl = "replay:" + rr9 + "?corrupt=ip.ttl&repair=checksums";

TEST(Verify, SaysThatARecordingAgreesWithTheSimulatedNetwork) {
  const Ran ran = run_inside({"verify", rr9, "--wire", "sim"});
  EXPECT_EQ(ran.out, "VERIFY " + rr9 +
                         " via sim, requests: 1\n"
                         "1  10.9.1.1 > 10.9.3.3 Echo Request: agrees, 5.000 ms (recorded 0.070 ms)\n\n--- " +
                         rr9 + " verification ---\n1 request: 1 agree, 0 differ, 0 not sent\n");
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(ran.status, 0);
}

TEST(Verify, TellsTheFieldsThatDifferAndEndsWithOne) {
  const Ran ran = run_inside({"verify", rr9, "--wire", changed_ttl});
  EXPECT_THAT(ran.out, HasSubstr("1  10.9.1.1 > 10.9.3.3 Echo Request: differs\n"
                                 "     Echo Reply from 10.9.3.3 after 0.070 ms (recorded 0.070 ms)\n"
                                 "       ip.ttl: recorded 62, now "));
  EXPECT_THAT(ran.out, HasSubstr("1 request: 0 agree, 1 differ, 0 not sent\n"));
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(run_inside({"verify", rr9, "--wire", changed_ttl, "--ignore", "ip.ttl"}).status, 0);
}

TEST(Verify, IgnoresNothingWhereItIsToBeStrict) {
  const Ran ran = run_inside({"verify", rr9, "--wire", "sim", "--strict"});
  EXPECT_THAT(ran.out, HasSubstr("ip.identification: recorded "));
  EXPECT_EQ(ran.status, 1);
  const Ran masked =
      run_inside({"verify", rr9, "--wire", "sim", "--strict", "--ignore", "ip.identification"});
  EXPECT_EQ(masked.status, 0) << masked.out;
}

TEST(Verify, ARequestThatCannotBeSentIsAnError) {
  const Ran ran = run_inside({"verify", plain, "--wire", "replay:" + plain + "?frames=2-"});
  EXPECT_THAT(ran.out, HasSubstr("Echo Request: not sent\n"));
  EXPECT_EQ(ran.status, 2);
  const Ran empty = run_inside({"verify", plain + "?frames=2-", "--wire", "sim"});
  EXPECT_THAT(empty.error, HasSubstr("it holds no ICMP request among 2 frames"));
  EXPECT_EQ(empty.status, 2);
  EXPECT_EQ(run_inside({"verify", plain + "?mode=loop", "--wire", "sim"}).status, 2) << "no key of verify";
  EXPECT_EQ(run_inside({"verify", "/no/such/file", "--wire", "sim"}).status, 2);
}

TEST(Verify, NamesWhatAMaskMayHaveMeant) {
  const Ran ran = run_inside({"verify", rr9, "--wire", "sim", "--ignore", "ip.tll"});
  EXPECT_THAT(ran.error, HasSubstr("nothing is called 'ip.tll'"));
  EXPECT_THAT(ran.error, HasSubstr("ip.ttl"));
  EXPECT_EQ(ran.status, 2);
}

TEST(Verify, WritesRecordsByTheSchema) {
  const Ran good = run_inside({"verify", "--json", rr9, "--wire", "sim"});
  const auto records = valid_records(good.out);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["type"], "verified");
  EXPECT_EQ(records[0]["agrees"], true);
  EXPECT_EQ(records[0]["answers"][0]["recorded"]["after"], 70'000);
  EXPECT_EQ(records[0]["answers"][0]["met"]["after"], 5'000'000);
  EXPECT_EQ(records[1]["type"], "verification");
  EXPECT_EQ(records[1]["agree"], 1);

  const auto differing = valid_records(run_inside({"verify", "-j", rr9, "--wire", changed_ttl}).out);
  EXPECT_EQ(differing[0]["agrees"], false);
  EXPECT_EQ(differing[0]["answers"][0]["differences"][0]["field"], "ip.ttl");
  EXPECT_EQ(differing[0]["answers"][0]["differences"][0]["recorded"], "62");

  const auto not_sent =
      valid_records(run_inside({"verify", "-j", plain, "--wire", "replay:" + plain + "?frames=2-"}).out);
  EXPECT_EQ(not_sent[0]["not_sent"]["code"], "nothing-recorded");
  EXPECT_EQ(not_sent[1]["not_sent"], 1);
}

TEST(Verify, WritesAJunitReport) {
  const TemporaryFile good(".xml"), bad(".xml");
  run_inside({"verify", rr9, "--wire", "sim", "--junit", good.path()});
  EXPECT_EQ(file_text(good.path()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites tests=\"1\" failures=\"0\" errors=\"0\">\n"
            "  <testsuite name=\"" +
                rr9 +
                "\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
                "    <testcase classname=\"" +
                rr9 +
                "\" name=\"1 10.9.1.1 &gt; 10.9.3.3 Echo Request\"/>\n"
                "  </testsuite>\n</testsuites>\n");
  run_inside({"verify", rr9, "--wire", changed_ttl, "--junit", bad.path()});
  EXPECT_THAT(file_text(bad.path()), HasSubstr("failures=\"1\" errors=\"0\""));
  EXPECT_THAT(file_text(bad.path()),
              HasSubstr("<failure message=\"Echo Reply from 10.9.3.3 after 0.070 ms (recorded 0.070 ms)\">"));
  EXPECT_THAT(file_text(bad.path()), HasSubstr("ip.ttl: recorded 62, now "));
  EXPECT_THAT(run_inside({"verify", rr9, "--wire", "sim", "--junit", "/no/such/folder/x"}).error,
              HasSubstr("cannot write /no/such/folder/x"));
}

TEST(Serve, RefusesWhatItWouldHaveToPassOn) {
  const Ran ran = run_inside({"serve", "--wire", "live", "--tun", "icmpwire-none"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("a live wire would pass on to a network what programs send"));
  EXPECT_THAT(ran.error, HasSubstr("--wire replay:FILE | --wire sim"));
}

TEST(Serve, NeedsOneDevice) {
  EXPECT_THAT(run_inside({"serve", "--wire", "sim"}).error, HasSubstr("no device is named"));
  EXPECT_THAT(run_inside({"serve", "--wire", "sim", "--tun", "a", "--veth", "b"}).error,
              HasSubstr("one device at a time"));
  EXPECT_THAT(run_inside({"serve", "--wire", "sim", "--veth", "b", "--address", "10.9.1.1/16"}).error,
              HasSubstr("stays as it is"));
  EXPECT_THAT(run_inside({"serve", "--wire", "sim", "--tun", "a", "--address", "10.9.1.1/33"}).error,
              HasSubstr("as 10.9.1.1/16"));
  EXPECT_THAT(run_inside({"serve", "--wire", "sim", "--veth", "icmpwire-none"}).error,
              HasSubstr("cannot attach to the device icmpwire-none: No such device"));
}

}  // namespace
}  // namespace icmpwire::test
