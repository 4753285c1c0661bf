#include "tests/cli/crafting.h"

#include <gtest/gtest.h>

namespace icmpwire::test {

Words shell_words(const std::string& line) {
  Words words;
  bool inside = false, quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char character = line[i];
    if (character == '\'') {
      quoted = !quoted;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (!quoted && character == '\\') {
      if (line[++i] != '\n') words.back() += line[i];
    } else if (!quoted && (character == ' ' || character == '\n')) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += character;
    }
  }
  return words;
}

Words craft(const std::string& arguments) { return shell_words("craft " + arguments); }

Octets crafted(const Words& arguments) {
  const Ran ran = run_inside(arguments);
  EXPECT_EQ(ran.status, 0) << ran.error << testing::PrintToString(arguments);
  Octets octets;
  EXPECT_TRUE(from_hex(ran.out, octets)) << ran.out;
  return octets;
}

void expect_refused(const Ran& ran, const Refused& refused) {
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.error, "icmpwire: cannot " + std::string(refused.error) + "\n");
}

}  // namespace icmpwire::test
