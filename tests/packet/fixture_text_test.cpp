// Each recording in pcaps/ has its explanation beside it: NAME.txt for NAME.pcap.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "packet/explain.h"
#include "packet/story.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::vector<std::string> recordings() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(ICMPWIRE_PCAPS_DIR)) {
    if (entry.path().extension() == ".pcap") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string explanation_of(const std::string& name) {
  std::string text;
  unsigned number = 0;
  Story story;
  const std::vector<Nanos> instants = test::recorded_instants(name + ".pcap");
  for (const Octets& frame : test::recorded_frames(name + ".pcap")) {
    const std::string heading = "Frame " + std::to_string(++number) + " ";
    if (number > 1) text += '\n';
    const Dissection packet = dissect(frame, LinkType::ethernet);
    const Chapter chapter = story.add(packet, number, instants.at(number - 1));
    text += heading + std::string(80 - heading.size(), '=') + "\n" + explain(packet, chapter.meaning);
  }
  return text;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FixtureText : public ::testing::TestWithParam<std::string> {};

TEST_P(FixtureText, IsTheExplanationOfItsFrames) {
  const std::string path = std::string(ICMPWIRE_PCAPS_DIR) + "/" + GetParam() + ".txt";
  const std::string text = explanation_of(GetParam());
  ASSERT_FALSE(text.empty());
  if (std::getenv("ICMPWIRE_UPDATE_FIXTURES") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_TRUE(text_of(path) == text) << path << " says otherwise; if it should not: scripts/update-fixtures";
}

// Names of tests know letters, digits and underscores only.
std::string test_name(const ::testing::TestParamInfo<std::string>& recording) {
  std::string name = recording.param;
  std::replace_if(
      name.begin(), name.end(), [](char character) { return std::isalnum(character) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Recordings, FixtureText, ::testing::ValuesIn(recordings()), test_name);

TEST(FixtureTexts, BelongToRecordings) {
  for (const auto& entry : std::filesystem::directory_iterator(ICMPWIRE_PCAPS_DIR)) {
    if (entry.path().extension() != ".txt") continue;
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(entry).replace_extension(".pcap")))
        << entry.path();
  }
}

}  // namespace
}  // namespace icmpwire
