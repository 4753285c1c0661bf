// `icmpwire pmtu` on the simulated network; smaller links and black holes are live tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;

TEST(PmtuCommand, FindsTheLinksMtu) {
  const Ran ran = run_inside({"pmtu", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("\n  1500  passes, 5.000 ms\n"));
  EXPECT_THAT(ran.out, HasSubstr("\npath MTU 1500, that of our own link: nothing on the way takes less\n"));
}

TEST(PmtuCommand, GoesOverIpv6) {
  const Ran ran = run_inside({"pmtu", "fd00:9:3::3", "--wire", "sim"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("path MTU 1500"));
  EXPECT_THAT(ran.out, testing::Not(HasSubstr("  1006  ")));
}

TEST(PmtuCommand, SaysThatNobodyAnswers) {
  const Ran ran = run_inside({"pmtu", "192.18.1.1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("192.18.1.1 does not answer, however small the request\n"));
}

TEST(PmtuCommand, SaysWhoRefuses) {
  const Ran ran = run_inside({"pmtu", "10.77.0.1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("10.9.1.2 answers, however small the request: Destination"));
}

TEST(PmtuCommand, TellsJsonLines) {
  const Ran ran = run_inside({"pmtu", "--json", "10.9.3.3", "--wire", "sim"});
  const auto records = valid_records(ran.out);
  ASSERT_FALSE(records.empty());
  EXPECT_EQ(records.front()["type"], "size");
  EXPECT_EQ(records.front()["octets"], 1500);
  EXPECT_EQ(records.back()["type"], "path_mtu");
  EXPECT_EQ(records.back()["mtu"], 1500);
  EXPECT_EQ(records.back()["by"], "own-link");
  EXPECT_EQ(records.back()["elapsed"], 5'000'000);
  EXPECT_EQ(valid_records(run_inside({"pmtu", "-j", "192.18.1.1", "--wire", "sim"}).out).back()["by"],
            "no-answer");
}

// Three lost answers out of ten are loss, not a black hole.
TEST(PmtuCommand, IsNotFooledByLoss) {
  const Ran ran = run_inside({"pmtu", "-q", "10", "10.9.3.3", "--wire", "sim?loss=0.3&seed=5"});
  EXPECT_THAT(ran.out, HasSubstr("path MTU 1500, that of our own link"));
}

}  // namespace
}  // namespace icmpwire::test
