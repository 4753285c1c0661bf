// `icmpwire probe` on the simulated network; routers that drop and strip are live tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ProbeCommand, TriesAUsualSet) {
  const Ran ran = run_inside({"probe", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("hops: 1 10.9.1.2, 2 10.9.2.2, 3 10.9.3.3\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nplain                 3  3  3  answered\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nrr:9                  3  3  3  passes\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nhex:8f040000          3  3  3  passes\n"));
  for (std::size_t at = 0, end = 0; at < ran.out.size(); at = end + 1) {
    end = ran.out.find('\n', at);
    EXPECT_LE(end - at, 80U) << ran.out.substr(at, end - at);
  }
}

TEST(ProbeCommand, SaysWhoRejectsALine) {
  const Ran ran = run_inside({"probe", "-o", "rr:9{pointer=3}", "-o", "ra", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("rejected by 10.9.1.2: Parameter Problem"));
  EXPECT_THAT(ran.out, HasSubstr("\nra                    3  3  3  passes\n"));
}

TEST(ProbeCommand, CannotTellWhereTheTargetIsSilent) {
  const Ran ran = run_inside({"probe", "-m", "6", "-o", "ra", "192.18.1.1", "--wire", "sim"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("the target does not answer"));
  EXPECT_THAT(ran.out, HasSubstr("cannot tell"));
}

TEST(ProbeCommand, TellsJsonLines) {
  const auto records =
      valid_records(run_inside({"probe", "-j", "-o", "ra", "10.9.3.3", "--wire", "sim"}).out);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["type"], "option_probe");
  EXPECT_EQ(records[0]["line"], "ra");
  EXPECT_EQ(records[0]["ip_options"], "94 04 00 00");
  EXPECT_EQ(records[0]["fate"], "passes");
  EXPECT_EQ(records[0]["hops"][2]["answers"], 3);
  EXPECT_EQ(records[1]["lines"], 1);
  EXPECT_EQ(records[1]["elapsed"], 10'000'000) << "a round trip for plain requests, and one for the options";
}

TEST(ProbeCommand, SaysWhichLineItCannotRead) {
  const Ran ran = run_inside({"probe", "-o", "rr:9{pointr=3}", "10.9.3.3", "--wire", "sim"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("'pointr' is no field of record_route"));
}

TEST(ProbeCommand, TakesTargetsOrAMatrix) {
  EXPECT_EQ(run_inside({"probe", "--wire", "sim"}).status, 2);
  EXPECT_EQ(run_inside({"probe", "--matrix", "/no/file", "10.9.3.3", "--wire", "sim"}).status, 2);
  EXPECT_THAT(run_inside({"probe", "--matrix", "/no/file", "--wire", "sim"}).error, HasSubstr("/no/file"));
  const TemporaryFile empty(".matrix", "# nothing\n");
  EXPECT_THAT(run_inside({"probe", "--matrix", empty.path(), "--wire", "sim"}).error,
              HasSubstr("names no target"));
}

TEST(ProbeCommand, AMatrixGoesOnWhereItsResultsEnd) {
  const TemporaryFile matrix(".matrix", "target 10.9.3.3\ntarget 10.9.2.2 # r2\nra\nplain\n");
  const TemporaryFile results(".jsonl");
  const Words command = {"probe", "--matrix", matrix.path(), "--output", results.path(), "--wire", "sim"};
  EXPECT_EQ(run_inside(command).status, 0);
  const std::string all = file_text(results.path());
  EXPECT_EQ(of_type(valid_records(all), "option_probe").size(), 4U);

  const Ran again = run_inside(command);
  EXPECT_EQ(again.out, "") << "all is done";
  EXPECT_EQ(file_text(results.path()), all);
}

TEST(ProbeCommand, AMatrixDoesAgainWhatWasCut) {
  const TemporaryFile matrix(".matrix", "target 10.9.3.3\nra\nnop\n");
  const std::string done = R"({"schema":"icmpwire/1","type":"option_probe","name":"10.9.3.3","line":"ra"})";
  const TemporaryFile results(".jsonl", done + "\n{\"schema\":\"icmpw");
  run_inside({"probe", "--matrix", matrix.path(), "--output", results.path(), "--wire", "sim"});
  const std::string all = file_text(results.path());
  EXPECT_EQ(all.find(done + "\n{\"schema\":\"icmpw\n{"), 0U);
  EXPECT_THAT(all, HasSubstr("\"line\":\"nop\""));
  EXPECT_EQ(all.find("\"line\":\"ra\"", done.size()), std::string::npos) << "was done";
}

}  // namespace
}  // namespace icmpwire::test
