// The rules on the source tree itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/architecture/rules.h"

namespace icmpwire::architecture {
namespace {

namespace fs = std::filesystem;

const fs::path& root() {
  static const fs::path path = ICMPWIRE_SOURCE_DIR;
  return path;
}

bool is_source(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".h" || extension == ".hpp" || extension == ".c" || extension == ".cpp";
}

class Tree : public testing::TestWithParam<std::string> {};
TEST_P(Tree, KeepsTheRules) {
  const fs::path folder = root() / GetParam();
  ASSERT_TRUE(fs::is_directory(folder));
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !is_source(entry.path())) continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string path = entry.path().lexically_relative(root()).generic_string();
    for (const Violation& violation : violations(path, text)) {
      ADD_FAILURE_AT(path.c_str(), violation.line) << violation.why;
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Folders, Tree, testing::ValuesIn(folders()),
                         [](const testing::TestParamInfo<std::string>& folder) { return folder.param; });

}  // namespace
}  // namespace icmpwire::architecture
