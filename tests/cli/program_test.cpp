// The program as a process: streams, environment and signals.
#include "tests/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdio>
#include <cstdlib>

#include "cli/run.h"
#include "tests/cli/schema.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Virtual time has no end of its own here: only the signal ends it.
const Words endless = {"-c", "1000000000", "-i", "1ms", "--wire", "sim", "10.9.3.3"};

Words and_also(Words arguments, const std::string& one) {
  arguments.push_back(one);
  return arguments;
}

TEST(Program, PrintsTheSummaryOnInterrupt) {
  Process process(endless);
  ASSERT_EQ(process.read_line(), "PING 10.9.3.3 (10.9.3.3) 56 data octets via sim");
  ASSERT_EQ(process.read_line(), "64 octets from 10.9.3.3: icmp_seq=1 ttl=62 time=5.000 ms");
  process.signal(SIGINT);
  const Ran ran = process.finish();
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("\n--- 10.9.3.3 ping statistics ---\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nrtt min/avg/max/mdev = 5.000/5.000/5.000/0.000 ms\n"));
}

TEST(Program, ShowsTheStatisticsOnQuitAndGoesOn) {
  Process process(and_also(endless, "-q"));
  ASSERT_TRUE(process.read_line());
  std::optional<std::string> line;
  do {  // until the first replies are in
    process.signal(SIGQUIT);
    line = process.read_error_line();
    ASSERT_TRUE(line);
    EXPECT_THAT(*line, StartsWith("\r10.9.3.3: "));
    EXPECT_THAT(*line, HasSubstr(" packets transmitted, "));
  } while (line->find("rtt min/avg/max/mdev") == std::string::npos);
  process.signal(SIGINT);
  EXPECT_EQ(process.finish().status, 0);
}

TEST(Program, SummarizesInJsonOnInterrupt) {
  Process process(and_also(and_also(endless, "-q"), "-j"));
  ASSERT_TRUE(process.read_line());
  process.signal(SIGINT);
  const auto records = valid_records(process.finish().out);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["type"], "summary");
}

TEST(Program, TakesTheWireFromTheEnvironment) {
  const Ran ran = run_program({"-c", "1", "10.9.3.3"}, {}, {"ICMPWIRE=sim"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("PING 10.9.3.3 (10.9.3.3) 56 data octets via sim\n"));
  EXPECT_EQ(run_program({"-c", "1", "10.9.3.3", "--wire", "sim"}, {}, {"ICMPWIRE=moon"}).status, 0);
  EXPECT_EQ(run_program({"-c", "1", "10.9.3.3"}, {}, {"ICMPWIRE=moon"}).status, 2);
}

TEST(Program, RecordsWhereTheEnvironmentAsksForIt) {
  const TemporaryFile file(".pcapng");
  const Words arguments = {"-c", "1", "10.9.3.3", "--wire", "sim"};
  ASSERT_EQ(run_program(arguments, {}, {"ICMPWIRE_RECORD=" + file.path()}).status, 0);
  EXPECT_THAT(run_inside({"explain", file.path()}).out, HasSubstr("=== packet 2 of "));
}

TEST(Program, WritesHelpToStandardOutput) {
  for (const Words& arguments : {Words{"--help"}, Words{"ping", "--help"}, Words{"-V"}}) {
    const Ran ran = run_program(arguments);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.error, "");
    EXPECT_NE(ran.out, "");
  }
}

TEST(Program, WritesErrorsToStandardError) {
  const Ran ran = run_program({"--zebra", "10.9.3.3"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot read --zebra: no such option\n"));
}

TEST(Program, SaysThatItsOutputIsLost) {
  std::FILE* full = std::fopen("/dev/full", "w");
  ASSERT_NE(full, nullptr);
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* error = open_memstream(&text, &size);
  EXPECT_EQ(cli::run(Words{"--help"}, {full, error}), 2);
  std::fclose(full);
  std::fclose(error);
  EXPECT_STREQ(text, "icmpwire: cannot write the output: not all of it could be written\n");
  std::free(text);
}

TEST(Program, ExaminesTheMachine) {
  const Ran ran = run_program({"doctor"});
  EXPECT_THAT(ran.status, testing::AnyOf(0, 1));
  EXPECT_THAT(ran.out, HasSubstr("CAP_NET_RAW"));
  EXPECT_THAT(ran.out, HasSubstr(ran.status == 0 ? "Live pinging works here" : "does not work here"));
}

}  // namespace
}  // namespace icmpwire::test
