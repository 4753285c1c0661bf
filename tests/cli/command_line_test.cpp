// Letters, long names, refusals and suggestions.
#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"

namespace icmpwire::cli {
namespace {

using test::Words;
using testing::HasSubstr;

PingOptions ping_of(const Words& arguments) {
  auto command = parse_command_line(arguments);
  if (!command) throw std::runtime_error(to_text(command.error()));
  return std::get<PingOptions>(*command);
}

Failure failure_of(const Words& arguments) {
  auto command = parse_command_line(arguments);
  return command ? Failure{} : command.error();
}

TEST(CommandLine, TakesALetterOrALongNameForEachOption) {
  const Words letters = {"-c", "3",        "-i",  "0.5",      "-W", "2",  "-w", "9",      "-t",
                         "5",  "-s",       "100", "-Q",       "ef", "-p", "ff", "-M",     "do",
                         "-I", "10.9.1.1", "-S",  "10.9.1.1", "-e", "77", "-O", "-b",     "-q",
                         "-v", "-n",       "-D",  "-4",       "-R", "-j", "-T", "tsonly", "10.9.3.3"};
  const Words names = {"--count=3",
                       "--interval=0.5",
                       "--timeout=2",
                       "--deadline=9",
                       "--ttl=5",
                       "--size=100",
                       "--tos=ef",
                       "--pattern=ff",
                       "--pmtudisc=do",
                       "--interface=10.9.1.1",
                       "--source=10.9.1.1",
                       "--identifier=77",
                       "--report-missing",
                       "--broadcast",
                       "--quiet",
                       "--verbose",
                       "--numeric",
                       "--print-time",
                       "--ipv4",
                       "--record-route",
                       "--json",
                       "--timestamp=tsonly",
                       "10.9.3.3"};
  for (const Words& arguments : {letters, names}) {
    const PingOptions options = ping_of(arguments);
    EXPECT_EQ(options.count, 3U);
    EXPECT_EQ(options.interval, Nanos(500'000'000));
    EXPECT_EQ(options.timeout, Nanos(2'000'000'000));
    EXPECT_EQ(options.deadline, Nanos(9'000'000'000));
    EXPECT_EQ(options.ttl, 5);
    EXPECT_EQ(options.size, 100U);
    EXPECT_EQ(options.tos, 0xb8);
    EXPECT_EQ(options.pattern, Octets{0xff});
    EXPECT_EQ(options.dont_fragment, DontFragment::always);
    EXPECT_EQ(options.interface, "10.9.1.1");
    EXPECT_EQ(options.source, IpAddress(Ipv4Address{{10, 9, 1, 1}}));
    EXPECT_EQ(options.identifier, 77);
    EXPECT_TRUE(options.report_missing);
    EXPECT_TRUE(options.broadcast);
    EXPECT_TRUE(options.quiet);
    EXPECT_EQ(options.verbosity, 1);
    EXPECT_TRUE(options.print_time);
    EXPECT_TRUE(options.json);
    ASSERT_EQ(options.ip_options.size(), 2U);
    EXPECT_EQ(options.operands, Words{"10.9.3.3"});
  }
}

TEST(CommandLine, HasIputilsDefaults) {
  const PingOptions options = ping_of({"ping", "10.9.3.3"});
  EXPECT_EQ(options.count, std::nullopt);
  EXPECT_EQ(options.interval, Nanos(std::chrono::seconds(1)));
  EXPECT_EQ(options.ttl, 64);
  EXPECT_EQ(options.tos, 0);
  EXPECT_EQ(options.size, 56U);
  EXPECT_EQ(options.dont_fragment, DontFragment::never);
  EXPECT_EQ(options.verbosity, 0);
}

TEST(CommandLine, TakesTheVersionThatWasAskedForLast) {
  EXPECT_EQ(ping_of({"h"}).versions, IpVersions::any);
  EXPECT_EQ(ping_of({"-4", "h"}).versions, IpVersions::ipv4);
  EXPECT_EQ(ping_of({"-4", "--ipv6", "h"}).versions, IpVersions::ipv6);
}

TEST(CommandLine, TakesLettersTogetherAndOptionsAnywhere) {
  const PingOptions options = ping_of({"10.9.3.3", "-nqvv", "-c3", "10.9.1.2", "-c", "4"});
  EXPECT_TRUE(options.quiet);
  EXPECT_EQ(options.verbosity, 2);
  EXPECT_EQ(options.count, 4U) << "the last one counts";
  EXPECT_EQ(options.operands, (Words{"10.9.3.3", "10.9.1.2"}));
}

TEST(CommandLine, MeansPingWhereNoCommandIsNamed) {
  EXPECT_EQ(ping_of({"-c", "1", "explain"}).operands, Words{"explain"});
  EXPECT_EQ(ping_of({"ping", "explain"}).operands, Words{"explain"});
  EXPECT_TRUE(std::holds_alternative<ExplainOptions>(*parse_command_line(Words{"explain", "45"})));
  EXPECT_TRUE(std::holds_alternative<DoctorOptions>(*parse_command_line(Words{"doctor"})));
}

// iputils' switches are words of the option language; all of them keep the order of the command line.
TEST(CommandLine, KeepsIpOptionsInTheirOrder) {
  const PingOptions options =
      ping_of({"-o", "nop", "-T", "tsprespec=10.9.2.2,10.9.3.3", "-R", "-o", "ra", "--lsrr", "10.9.1.2", "-T",
               "tsonly", "-T", "tsandaddr", "--ssrr", "10.9.2.2", "--pad", "nop", "10.9.3.3"});
  std::string all;
  for (const auto& given : options.ip_options) all += (all.empty() ? "" : " ") + given.text;
  EXPECT_EQ(all, "nop tspre:10.9.2.2,10.9.3.3 rr:9 ra lsrr:10.9.1.2 ts:9 tsaddr:4 ssrr:10.9.2.2");
  EXPECT_EQ(options.padding, Padding::no_operation);
}

class DontFragmentWord : public testing::TestWithParam<std::pair<const char*, DontFragment>> {};
TEST_P(DontFragmentWord, IsUnderstood) {
  EXPECT_EQ(ping_of({"-M", GetParam().first, "h"}).dont_fragment, GetParam().second);
}
INSTANTIATE_TEST_SUITE_P(Words, DontFragmentWord,
                         testing::Values(std::pair("do", DontFragment::always),
                                         std::pair("probe", DontFragment::always),
                                         std::pair("want", DontFragment::where_it_fits),
                                         std::pair("dont", DontFragment::never)));

class RefusedLetter : public testing::TestWithParam<const char*> {};
TEST_P(RefusedLetter, SaysWhyAndWhatElse) {
  const std::string letter = GetParam();
  const Failure failure = failure_of({letter, "10.9.3.3"});
  EXPECT_EQ(failure.object, letter);
  EXPECT_THAT(failure.detail, HasSubstr(": ")) << "a reason and a way out";
  EXPECT_EQ(failure.instead, "icmpwire ping --help");
}
INSTANTIATE_TEST_SUITE_P(OfIputils, RefusedLetter,
                         testing::Values("-A", "-a", "-B", "-C", "-d", "-F", "-f", "-H", "-k", "-L", "-l",
                                         "-m", "-N", "-r"));

TEST(CommandLine, IgnoresLettersThatAskForWhatIsAlwaysSo) {
  EXPECT_EQ(ping_of({"-3", "-U", "-n", "-4", "10.9.3.3"}).operands, Words{"10.9.3.3"});
}

class BadValue : public testing::TestWithParam<std::pair<const char*, const char*>> {};
TEST_P(BadValue, IsRefusedWithItsOption) {
  const auto [option, value] = GetParam();
  const Failure failure = failure_of({option, value, "10.9.3.3"});
  EXPECT_EQ(failure.object, std::string(option) + " " + value);
  EXPECT_FALSE(failure.detail.empty());
}
INSTANTIATE_TEST_SUITE_P(Options, BadValue,
                         testing::Values(std::pair("-c", "0"), std::pair("-c", "x"), std::pair("-i", "0"),
                                         std::pair("-i", "1x"), std::pair("-W", "0"), std::pair("-w", "0"),
                                         std::pair("-t", "256"), std::pair("-s", "65508"),
                                         std::pair("-Q", "zz"), std::pair("-p", "xyz"),
                                         std::pair("-M", "maybe"), std::pair("-S", "10.9.1"),
                                         std::pair("-e", "65536"), std::pair("-T", "x"),
                                         std::pair("--pad", "x")));

TEST(CommandLine, SuggestsTheNearestOption) {
  const Failure failure = failure_of({"--cuont", "1", "10.9.3.3"});
  EXPECT_EQ(to_text(failure), "cannot read --cuont: no such option\n  try: --count | icmpwire ping --help");
  EXPECT_EQ(failure_of({"--zzzzz", "10.9.3.3"}).instead, "icmpwire ping --help");
  EXPECT_EQ(failure_of({"-Z", "10.9.3.3"}).detail, "no such option");
  EXPECT_EQ(failure_of({"explain", "--lnik=raw", "45"}).instead, "--link | icmpwire explain --help");
}

TEST(CommandLine, SaysWhatIsMissing) {
  EXPECT_EQ(failure_of({"ping"}).detail, "it does not say what to ping");
  EXPECT_EQ(failure_of({"explain"}).detail, "it does not say what to explain");
  EXPECT_EQ(failure_of({}).detail, "it is empty");
  EXPECT_EQ(failure_of({"ping", "-c"}).object, "-c");
  EXPECT_EQ(failure_of({"doctor", "10.9.3.3"}).object, "10.9.3.3");
}

TEST(CommandLine, RefusesValuesOfSwitches) {
  for (const char* word : {"--quiet=zebra", "--quiet=2", "--quiet=false"}) {
    EXPECT_EQ(to_text(failure_of({word, "10.9.3.3"})),
              "cannot read -q: it takes no value\n  try: icmpwire ping --help")
        << word;
  }
}

TEST(CommandLine, FindsJsonHoweverWrongTheRestIs) {
  EXPECT_TRUE(asks_for_json(Words{"--zebra", "--json"}));
  EXPECT_TRUE(asks_for_json(Words{"-qj"}));
  EXPECT_TRUE(asks_for_json(Words{"-j", "-c"}));
  EXPECT_FALSE(asks_for_json(Words{"ping", "join", "-c", "1"}));
  EXPECT_FALSE(asks_for_json(Words{"-Ij0"})) << "a device's name";
}

// Every option that is shown has its place in the help, in 80 columns.
class Help : public testing::TestWithParam<const char*> {};
TEST_P(Help, FitsAndShowsItsOptions) {
  const auto command = parse_command_line(Words{GetParam(), "--help"});
  ASSERT_TRUE(command);
  std::istringstream lines(std::get<Information>(*command).text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  EXPECT_THAT(std::get<Information>(*command).text, HasSubstr("  -j, --json "));
  EXPECT_THAT(std::get<Information>(*command).text, HasSubstr("Exit status"));
}
INSTANTIATE_TEST_SUITE_P(Commands, Help, testing::Values("ping", "send", "craft", "explain", "doctor"));

TEST(Help, OfTheProgramNamesEachCommand) {
  const auto command = parse_command_line(Words{"--help"});
  const std::string& text = std::get<Information>(*command).text;
  for (const char* name : {"\n  ping ", "\n  craft ", "\n  explain ", "\n  doctor "})
    EXPECT_THAT(text, HasSubstr(name));
}

}  // namespace
}  // namespace icmpwire::cli
