// Texts in one line.
#include "cli/escaped_text.h"

#include <gtest/gtest.h>

namespace icmpwire::cli {
namespace {

TEST(EscapedText, IsOneLineWithoutControls) {
  EXPECT_EQ(escaped("a\nb\r\tc"), "a\\nb\\r\\tc");
  EXPECT_EQ(escaped("\x1b[1m\x7f"), "\\x1b[1m\\x7f");
  EXPECT_EQ(escaped("C:\\new"), "C:\\\\new");
  EXPECT_EQ(escaped("/* */"), "/\\* *\\/") << "no comment of C begins or ends in it";
  EXPECT_EQ(escaped("täglich / *"), "täglich / *");
}

TEST(EscapedText, IsReadBack) {
  std::string all;
  for (int octet = 0; octet < 256; ++octet) all += static_cast<char>(octet);
  for (const std::string& text : {all, std::string("*/*//**/"), std::string("\\x41\\n\\"), std::string()}) {
    EXPECT_EQ(unescaped(escaped(text)), text);
    EXPECT_EQ(escaped(text).find("*/"), std::string::npos);
    EXPECT_EQ(escaped(text).find("/*"), std::string::npos);
  }
  EXPECT_EQ(unescaped("\\x4 \\q \\"), "x4 q \\") << "what was not written by us is taken as it comes";
}

}  // namespace
}  // namespace icmpwire::cli
