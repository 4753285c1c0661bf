// docs/option-language.md has a line for each word, and the octets that it shows are those of the examples.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "packet/option_language.h"

namespace icmpwire {
namespace {

std::string cell(std::string_view text) {
  std::string escaped = "`";
  for (const char character : text)
    escaped += character == '|' ? std::string("\\|") : std::string(1, character);
  return escaped + "`";
}

std::string table(std::span<const OptionWord> words) {
  std::string rows = "| word | option | example | its octets |\n| --- | --- | --- | --- |\n";
  for (const OptionWord& word : words) {
    rows += "| " + cell(word.form) + " | " + option_word_meaning(word) + " | " + cell(word.example) + " | " +
            cell(to_hex(read_options(word.example, words)->octets)) + " |\n";
  }
  return rows;
}

TEST(OptionLanguagePage, HasTheWordsAndTheirOctets) {
  std::ifstream file(ICMPWIRE_SOURCE_DIR "/docs/option-language.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const auto words : {option_words(), ipv6_option_words()}) {
    EXPECT_NE(page.find(table(words) + "\n"), std::string::npos) << "the page should hold\n" << table(words);
  }
}

}  // namespace
}  // namespace icmpwire
