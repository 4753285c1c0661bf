// Each recording in pcaps/ has its explanation beside it: NAME.txt for NAME.pcap, NAME.pcapng, NAME.pcap.gz.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "packet/explain.h"
#include "packet/story.h"
#include "tests/capture/capture_files.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::string name_of(const std::string& recording) { return recording.substr(0, recording.find(".pcap")); }

std::string explanation_of(const std::string& recording) {
  std::string text;
  unsigned number = 0;
  Story story;
  for (const test::Packet& packet : test::read_capture(ICMPWIRE_PCAPS_DIR "/" + recording).packets) {
    const std::string heading = "Frame " + std::to_string(++number) + " ";
    if (number > 1) text += '\n';
    const LinkType link{static_cast<std::uint16_t>(packet.link_number)};
    const Dissection dissection = dissect(packet.octets, link);
    const Chapter chapter = story.add(dissection, number, packet.at);
    text += heading + std::string(80 - heading.size(), '=') + "\n" + explain(dissection, chapter.meaning);
  }
  return text;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FixtureText : public ::testing::TestWithParam<std::string> {};

TEST_P(FixtureText, IsTheExplanationOfItsFrames) {
  const std::string path = std::string(ICMPWIRE_PCAPS_DIR) + "/" + name_of(GetParam()) + ".txt";
  const std::string text = explanation_of(GetParam());
  ASSERT_FALSE(text.empty());
  if (std::getenv("ICMPWIRE_UPDATE_FIXTURES") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_TRUE(text_of(path) == text) << path << " says otherwise; if it should not: scripts/update-fixtures";
}

// Names of tests know letters, digits and underscores only.
std::string test_name(const ::testing::TestParamInfo<std::string>& recording) {
  std::string name = name_of(recording.param);
  std::replace_if(
      name.begin(), name.end(), [](char character) { return std::isalnum(character) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Recordings, FixtureText, ::testing::ValuesIn(test::all_recordings()), test_name);

TEST(FixtureTexts, BelongToRecordings) {
  std::set<std::string> names;
  for (const std::string& recording : test::all_recordings()) {
    EXPECT_TRUE(names.insert(name_of(recording)).second) << recording << " has the text of another one";
  }
  for (const auto& entry : std::filesystem::directory_iterator(ICMPWIRE_PCAPS_DIR)) {
    if (entry.path().extension() != ".txt") continue;
    EXPECT_TRUE(names.contains(entry.path().stem().string())) << entry.path();
  }
}

// pcaps/README.md says of each what it shows.
TEST(FixtureTexts, RecordingsStandInTheReadme) {
  const std::string readme = text_of(ICMPWIRE_PCAPS_DIR "/README.md");
  for (const std::string& recording : test::all_recordings()) {
    EXPECT_NE(readme.find("\n| " + name_of(recording) + " |"), std::string::npos) << recording;
  }
}

}  // namespace
}  // namespace icmpwire
