// The option language by the C functions: what is written, what is refused, and that both ways agree.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "packet/option_language.h"
#include "tests/api/calls.h"

namespace icmpwire::test {
namespace {

TEST(OptionWords, BecomeOctets) {
  std::array<std::uint8_t, MAX_OPT_SIZE + 1> octets{};
  octets.fill(0xcc);
  ASSERT_EQ(icmpwire_read_options("nop rr:9", octets.data(), MAX_OPT_SIZE), 40);
  EXPECT_EQ(to_hex(Bytes(octets).first(5)), "01 07 27 04 00");
  EXPECT_EQ(octets[40], 0xcc);
  EXPECT_EQ(icmpwire_read_options("", nullptr, 0), 0);
  EXPECT_EQ(icmpwire_read_options("ra:0xcccc", octets.data(), 4), 4);
  EXPECT_EQ(to_hex(Bytes(octets).first(5)), "94 04 cc cc 00") << "no octet more than it needs";
}

TEST(OptionWords, AreRefusedWithTheReason) {
  std::uint8_t octets[MAX_OPT_SIZE];
  EXPECT_EQ(icmpwire_read_options("rr:nine", octets, sizeof octets), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_BAD_OPTION));
  EXPECT_NE(std::string(IcmpwireFailureText()).find("rr:nine\n     ^^^^"), std::string::npos)
      << IcmpwireFailureText();
  EXPECT_EQ(icmpwire_read_options("rr:9 rr:9", octets, sizeof octets), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_OPTION_TOO_BIG));
  EXPECT_EQ(icmpwire_read_options("rr:9", octets, 38), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
  EXPECT_EQ(icmpwire_read_options(nullptr, octets, sizeof octets), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
  EXPECT_EQ(icmpwire_read_options("nop", nullptr, 1), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

TEST(OptionWords, AreGivenBackAsSnprintfDoes) {
  const std::uint8_t octets[] = {1, 7, 7, 4, 0, 0, 0, 0};
  char words[9] = "........";
  EXPECT_EQ(icmpwire_option_words(octets, sizeof octets, words, sizeof words), 8);
  EXPECT_STREQ(words, "nop rr:1");
  EXPECT_EQ(icmpwire_option_words(octets, sizeof octets, words, 4), 8);
  EXPECT_STREQ(words, "nop");
  EXPECT_EQ(icmpwire_option_words(octets, sizeof octets, nullptr, 0), 8);
  EXPECT_EQ(icmpwire_option_words(nullptr, 0, words, sizeof words), 0);
  EXPECT_STREQ(words, "");
  EXPECT_EQ(icmpwire_option_words(octets, 41, words, sizeof words), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(IP_OPTION_TOO_BIG));
  EXPECT_EQ(icmpwire_option_words(nullptr, 1, words, sizeof words), -1);
  EXPECT_EQ(icmpwire_option_words(octets, 1, nullptr, 1), -1);
  EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

// Every word of the language, by its own example, there and back.
TEST(OptionWords, AgreeBothWays) {
  for (const OptionWord& word : option_words()) {
    std::uint8_t octets[MAX_OPT_SIZE];
    const int size = icmpwire_read_options(std::string(word.example).c_str(), octets, sizeof octets);
    ASSERT_GE(size, 0) << word.example << ": " << IcmpwireFailureText();
    char words[1000];
    ASSERT_GT(icmpwire_option_words(octets, static_cast<std::size_t>(size), words, sizeof words), 0);
    std::uint8_t again[MAX_OPT_SIZE];
    ASSERT_EQ(icmpwire_read_options(words, again, sizeof again), size) << words;
    EXPECT_TRUE(std::equal(octets, octets + size, again)) << words;
  }
}

}  // namespace
}  // namespace icmpwire::test
