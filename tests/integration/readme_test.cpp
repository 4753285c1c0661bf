// What the README shows is what the program prints.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "tests/support/command.h"

namespace icmpwire::test {
namespace {

using Lines = std::vector<std::string>;

struct Shown {
  std::string command;
  Lines output;  // "..." stands for any lines
};

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The commands in blocks marked "console", each with what is shown below it.
std::vector<Shown> shown_in(const std::string& page) {
  std::vector<Shown> all;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (line.find("```") == 0) {
      inside = line == "```console";
    } else if (inside && line.find("$ ") == 0) {
      all.push_back({line.substr(2), {}});
    } else if (inside && !all.empty()) {
      all.back().output.push_back(line);
    }
  }
  return all;
}

// Whether `actual` is `shown` with the "..." filled in.
bool matches(const Lines& shown, std::size_t s, const Lines& actual, std::size_t a) {
  if (s == shown.size()) return a == actual.size();
  if (shown[s] != "...")
    return a < actual.size() && shown[s] == actual[a] && matches(shown, s + 1, actual, a + 1);
  for (std::size_t rest = a; rest <= actual.size(); ++rest) {
    if (matches(shown, s + 1, actual, rest)) return true;
  }
  return false;
}

// ./run starts the program, without arguments on its main job; the README's reader sees what it prints.
std::string as_started(const std::string& command) {
  const std::string run = "./run";
  const std::string main_job = " ping -c 1 -vv -R 10.9.3.3 --wire sim";
  const std::string arguments = command.substr(run.size());
  return "cd " ICMPWIRE_SOURCE_DIR " && " ICMPWIRE_PROGRAM + (arguments.empty() ? main_job : arguments) +
         " 2>&1";
}

TEST(Readme, ShowsWhatTheProgramPrints) {
  const auto shown = shown_in(file_text(ICMPWIRE_SOURCE_DIR "/README.md"));
  EXPECT_GE(shown.size(), 4U);
  for (const Shown& example : shown) {
    ASSERT_EQ(example.command.find("./run"), 0U) << example.command;
    const std::string output = run_command(as_started(example.command)).output;
    EXPECT_TRUE(matches(example.output, 0, lines_of(output), 0)) << "$ " << example.command << "\nprints\n"
                                                                 << output;
  }
}

TEST(Readme, TheMainJobIsTheOneOfRun) {
  EXPECT_NE(file_text(ICMPWIRE_SOURCE_DIR "/run").find("ping -c 1 -vv -R 10.9.3.3 --wire sim"),
            std::string::npos);
}

TEST(Readme, TheComparisonFindsWhatDiffers) {
  EXPECT_TRUE(matches({"a", "...", "c"}, 0, {"a", "b", "b", "c"}, 0));
  EXPECT_FALSE(matches({"a", "...", "c"}, 0, {"a", "b", "d"}, 0));
  EXPECT_FALSE(matches({"a"}, 0, {"a", "b"}, 0));
}

}  // namespace
}  // namespace icmpwire::test
