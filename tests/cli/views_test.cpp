// Colour, and the views of a running command.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/program.h"

namespace icmpwire::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string recording = ICMPWIRE_PCAPS_DIR "/15-rr-len2-malformed.pcap";
const std::string escape = "\x1b[";

TEST(Color, IsInTextWhereItIsAskedFor) {
  const std::vector<Words> commands = {{"explain", recording},
                                       {"diagram", "icmp"},
                                       {"fields"},
                                       {"fields", "record-route"},
                                       {"ping", "-vv", "-c", "1", "-t", "1", "10.9.3.3", "--wire", "sim"}};
  for (Words command : commands) {
    const std::string plain = run_inside(command).out;
    EXPECT_THAT(plain, Not(HasSubstr(escape))) << command[0];  // no terminal
    command.insert(command.begin() + 1, {"--color", "never"});
    EXPECT_EQ(run_inside(command).out, plain) << command[0];
    command[2] = "always";
    EXPECT_THAT(run_inside(command).out, HasSubstr(escape)) << command[0];
  }
}

TEST(Color, IsNoMatterOfOtherFormats) {
  EXPECT_THAT(run_inside({"explain", "--color", "always", "--json", recording}).out, Not(HasSubstr(escape)));
  EXPECT_THAT(run_inside({"explain", "--color", "always", "--format", "html", recording}).out,
              Not(HasSubstr(escape)));
}

TEST(Color, IsRefusedInOtherWords) {
  const Ran ran = run_inside({"explain", "--color", "sometimes", recording});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, HasSubstr("'sometimes' is none of auto, always, never"));
}

TEST(Views, OfPingAreAPage) {
  const TemporaryFile page(".html");
  const Ran ran = run_inside(
      {"ping", "-c", "2", "-R", "10.9.3.3", "--wire", "sim", "--format", "html", "--output", page.path()});
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("2 packets transmitted, 2 received"));
  const std::string text = file_text(page.path());
  EXPECT_THAT(text,
              AllOf(StartsWith("<!doctype html>"), HasSubstr("<title>ping 10.9.3.3</title>"),
                    HasSubstr("\"answers\":2"), HasSubstr("\"10.9.3.3\",\"Recorded Address\",\"turn\"")));
}

TEST(Views, OfPingAreTextUnlessTold) {
  const TemporaryFile file(".txt");
  run_inside({"ping", "-c", "1", "-t", "1", "10.9.3.3", "--wire", "sim", "--output", file.path()});
  EXPECT_THAT(
      file_text(file.path()),
      AllOf(StartsWith("=== packet 1: 2026-01-01T12:00:00.000000000Z\n\n84 octets: ip / icmp / payload\n"),
            HasSubstr("\n=== packet 2: 2026-01-01T12:00:00.000300000Z\n\n112 octets: ip / icmp (ip / icmp"),
            Not(HasSubstr("=== packet 3"))));
}

TEST(Views, OfPingAreJsonAndMarkdownToo) {
  const TemporaryFile file(".out");
  const Words command = {"ping", "-c",       "1",         "fd00:9:3::3", "--wire",
                         "sim",  "--output", file.path(), "--format"};
  Words json = command, markdown = command;
  json.emplace_back("json");
  markdown.emplace_back("markdown");
  run_inside(json);
  EXPECT_THAT(file_text(file.path()), AllOf(StartsWith("{"), HasSubstr("\"link\":\"IPV6\"")));
  run_inside(markdown);
  EXPECT_THAT(file_text(file.path()), HasSubstr("| "));
}

TEST(Views, OfACraftedPacketAreThoseOfExplain) {
  const Words command = {"craft", "10.9.3.3", "-S", "10.9.1.1", "-o", "rr:2", "--explain"};
  const std::string text = run_inside(command).out;
  EXPECT_THAT(text, AllOf(StartsWith("40 octets: ip / icmp\n"), HasSubstr("free.address = 0.0.0.0"),
                          HasSubstr("Command that makes it")));
  const std::pair<std::string, std::string> beginnings[] = {{"text", "40 octets: "},
                                                            {"json", "{"},
                                                            {"html", "<!doctype html>"},
                                                            {"svg", "<svg "},
                                                            {"markdown", "#"}};
  for (const auto& [format, beginning] : beginnings) {
    Words other = command;
    other.insert(other.end(), {"--format", format});
    EXPECT_THAT(run_inside(other).out, StartsWith(beginning)) << format;
  }
  const TemporaryFile file(".svg");
  run_inside({"craft", "10.9.3.3", "--format", "svg", "--explain", "--output", file.path()});
  EXPECT_THAT(file_text(file.path()), StartsWith("<svg "));
}

TEST(Views, OfTraceTellTheHops) {
  const TemporaryFile page(".html");
  const Ran ran = run_inside(
      {"trace", "-q", "1", "10.9.3.3", "--wire", "sim", "--format", "html", "--output", page.path()});
  EXPECT_EQ(ran.status, 0) << ran.error;
  EXPECT_THAT(file_text(page.path()), AllOf(HasSubstr("<title>trace 10.9.3.3</title>"),
                                            HasSubstr("\"hop\":1"), HasSubstr("\"hop\":2")));
}

TEST(Views, NeedAFileAndAFormatForSeveralPackets) {
  const Words command = {"ping", "-c", "1", "10.9.3.3", "--wire", "sim", "--format"};
  Words html = command, svg = command;
  html.emplace_back("html");
  svg.emplace_back("svg");
  EXPECT_THAT(run_inside(html).error, HasSubstr("--format FORMAT --output FILE"));
  EXPECT_THAT(run_inside(svg).error, HasSubstr("a picture holds one packet"));
  const Ran nowhere =
      run_inside({"ping", "-c", "1", "10.9.3.3", "--wire", "sim", "--output", "/nowhere/at/all"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.error, HasSubstr("cannot write /nowhere/at/all"));
}

}  // namespace
}  // namespace icmpwire::test
