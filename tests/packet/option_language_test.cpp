// The option language: words and their octets, both ways, and what is said about mistakes.
#include "packet/option_language.h"

#include <gtest/gtest.h>

#include "packet/option_layouts.h"

namespace icmpwire {
namespace {

std::string octets_of(std::string_view text) {
  const auto options = read_options(text);
  return options ? to_hex(options->octets) : "misread: " + options.error().why;
}

Octets from(std::string_view hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex, octets)) << hex;
  return octets;
}

// Octets of real routers and hosts: the option areas of recordings in pcaps/, their padding left out.
struct Recorded {
  const char* recording;
  const char* text;
  const char* octets;
};
class RecordedOptions : public testing::TestWithParam<Recorded> {};

TEST_P(RecordedOptions, AreWhatTheirWordsSay) { EXPECT_EQ(octets_of(GetParam().text), GetParam().octets); }
TEST_P(RecordedOptions, AreSaidInTheseWords) {
  EXPECT_EQ(options_text(from(GetParam().octets)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    OfRecordings, RecordedOptions,
    testing::Values(
        Recorded{"02 reply", "rr:10.9.2.1,10.9.3.2,10.9.3.3,10.9.3.3,10.9.2.2,10.9.1.2,3 eol",
                 "07 27 1c 0a 09 02 01 0a 09 03 02 0a 09 03 03 0a 09 03 03 0a 09 02 02 0a 09 01 02 "
                 "00 00 00 00 00 00 00 00 00 00 00 00 00"},
        Recorded{"03 reply", "rr:10.9.2.1,10.9.3.2,10.9.3.3 eol",
                 "07 0f 10 0a 09 02 01 0a 09 03 02 0a 09 03 03 00"},
        Recorded{"06 request", "tspre:10.9.2.2,10.9.3.3",
                 "44 14 05 03 0a 09 02 02 00 00 00 00 0a 09 03 03 00 00 00 00"},
        Recorded{"06 reply", "tspre:10.9.2.2@67120247,10.9.3.3@67120247",
                 "44 14 15 03 0a 09 02 02 04 00 2c 77 0a 09 03 03 04 00 2c 77"},
        Recorded{"07 request", "ts:@1{overflow=15}", "44 08 09 f0 00 00 00 01"},
        Recorded{"08 request", "nop lsrr:10.9.2.2,10.9.3.3", "01 83 0b 04 0a 09 02 02 0a 09 03 03"},
        Recorded{"12", "ra:0", "94 04 00 00"},
        Recorded{"13", "sec:unclassified:cd00000000000000 eol", "82 0b ab cd 00 00 00 00 00 00 00 00"},
        Recorded{"14", "exp:94:6162", "5e 04 61 62"}, Recorded{"15", "hex:0702 eol*2", "07 02 00 00"},
        Recorded{"16", "rr:1{pointer=3} eol", "07 07 03 00 00 00 00 00"},
        Recorded{"17", "lsrr:10.9.2.2 nop lsrr:10.9.3.3 eol",
                 "83 07 04 0a 09 02 02 01 83 07 04 0a 09 03 03 00"},
        Recorded{"23", "eol hex:076301", "00 07 63 01"},
        Recorded{"28", "hex:070604000000 eol*2", "07 06 04 00 00 00 00 00"},
        Recorded{"29", "nop*2 hex:0727", "01 01 07 27"}, Recorded{"30", "nop*3 hex:07", "01 01 01 07"},
        Recorded{"31", "nop ssrr:10.9.1.2{pointer=8}", "01 89 07 08 0a 09 01 02"},
        Recorded{"32", "sid:42", "88 04 00 2a"}));

struct Spelling {
  const char* text;
  const char* octets;
};
class Spelled : public testing::TestWithParam<Spelling> {};
TEST_P(Spelled, MeansTheseOctets) { EXPECT_EQ(octets_of(GetParam().text), GetParam().octets); }
INSTANTIATE_TEST_SUITE_P(
    Freely, Spelled,
    testing::Values(
        Spelling{"", ""}, Spelling{"  nop \t eol ", "01 00"}, Spelling{"nop*3", "01 01 01"},
        Spelling{"rr:0", "07 03 04"}, Spelling{"record_route:1", "07 07 04 00 00 00 00"},
        Spelling{"rr:10.0.0.1,1{pointer=4}", "07 0b 04 0a 00 00 01 00 00 00 00"},
        Spelling{"lsrr", "83 03 04"}, Spelling{"timestamp:1", "44 08 05 00 00 00 00 00"},
        Spelling{"ts:@5,@0x80000006", "44 0c 0d 00 00 00 00 05 80 00 00 06"},
        Spelling{"tsaddr:10.0.0.1@7", "44 0c 0d 01 0a 00 00 01 00 00 00 07"},
        Spelling{"tspre:10.0.0.1@7,10.0.0.2", "44 14 0d 03 0a 00 00 01 00 00 00 07 0a 00 00 02 00 00 00 00"},
        Spelling{"ra", "94 04 00 00"}, Spelling{"ra:0x102", "94 04 01 02"},
        Spelling{"ra:examine-the-packet", "94 04 00 00"}, Spelling{"sec:secret", "82 03 5a"},
        Spelling{"sec:0x5a:80 01", "82 05 5a 80 01"}, Spelling{"sec:5a80", "82 04 5a 80"},
        Spelling{"cipso:00:00:00:01", "86 06 00 00 00 01"},
        Spelling{"mtup:1500 mtur:576", "0b 04 05 dc 0c 04 02 40"},
        Spelling{"qs:00 40 ff 00 00 00", "19 08 00 40 ff 00 00 00"}, Spelling{"exp:222", "de 02"},
        Spelling{"hex:07 27 04 nop", "07 27 04 01"}, Spelling{"hex:", ""},
        Spelling{"ra{type=200}", "c8 04 00 00"},
        Spelling{"tsaddr:1{flag=addresses-too,overflow=0xf}", "44 0c 05 f1 00 00 00 00 00 00 00 00"},
        Spelling{"rr:1*2{pointer=8}", "07 07 08 00 00 00 00 07 07 08 00 00 00 00"}));

TEST(OptionWords, AloneHaveTheLargestArea) {
  EXPECT_EQ(read_options("rr")->octets, read_options("rr:9")->octets);
  EXPECT_EQ(read_options("ts")->octets, read_options("ts:9")->octets);
  EXPECT_EQ(read_options("tsaddr")->octets, read_options("tsaddr:4")->octets);
}

// Each word's example is a canonical text, and its option the one that the tables know by its type.
TEST(OptionWords, HaveExamplesThatAreTheirOwn) {
  for (const OptionWord& word : option_words()) {
    const auto options = read_options(word.example);
    ASSERT_TRUE(options) << word.example;
    EXPECT_TRUE(word.form.starts_with(word.word)) << word.form;
    EXPECT_FALSE(option_word_meaning(word).empty());
    if (word.layout == nullptr) continue;
    EXPECT_EQ(options->octets[0], word.type) << word.example;
    EXPECT_EQ(&option_layout(OptionType{word.type}), word.layout) << word.word;
    const std::string said = options_text(options->octets);
    EXPECT_TRUE(said.starts_with(word.word)) << said;
    EXPECT_EQ(octets_of(said), to_hex(options->octets));
  }
}

struct Mistake {
  const char* text;
  const char* marked;  // what the carets stand under
  const char* why;
  const char* instead;
};
class MisreadOptions : public testing::TestWithParam<Mistake> {};
TEST_P(MisreadOptions, AreMarkedWhereTheyAreWrong) {
  const auto options = read_options(GetParam().text);
  ASSERT_FALSE(options);
  const Misread& misread = options.error();
  const std::string text = std::string(GetParam().text) + "$";
  ASSERT_LE(misread.at + misread.length, text.size());
  EXPECT_EQ(text.substr(misread.at, misread.length), GetParam().marked);
  EXPECT_EQ(misread.why, GetParam().why);
  EXPECT_EQ(misread.instead, GetParam().instead);
}
INSTANTIATE_TEST_SUITE_P(
    Texts, MisreadOptions,
    testing::Values(
        Mistake{"nop rrr:3", "rrr", "'rrr' is no option", "rr"},
        Mistake{"strict_sorce_route", "strict_sorce_route", "'strict_sorce_route' is no option",
                "strict_source_route"},
        Mistake{"rr:9{pointr=3}", "pointr", "'pointr' is no field of record_route", "pointer"},
        Mistake{"rr:9{pointer}", "}", "pointer has no value", ""},
        Mistake{"rr:9{pointer=300}", "300", "pointer has 8 bits", ""},
        Mistake{"rr:9{pointer=3", "{", "the brace is never closed", ""},
        Mistake{"rr:9{pointer=3}x", "x", "'x' follows the option", ""},
        Mistake{"hex:00{pointer=3}", "{pointer=3}", "'hex' has no fields: its octets are all", ""},
        Mistake{"rr:1.2.3", "1.2.3", "'1.2.3' is no slot", ""}, Mistake{"rr:", "$", "'' is no slot", ""},
        Mistake{"lsrr:3", "3", "'3' is no slot", ""},
        Mistake{"ts:5,10.0.0.1", "10.0.0.1", "'10.0.0.1' is no slot", ""},
        Mistake{"ts:@x", "x", "'x' is no number", ""}, Mistake{"rr:64", "64", "'64' is too large", ""},
        Mistake{"rr:40,40", "rr", "the option would have 323 octets", ""},
        Mistake{"sid", "$", "'sid' lacks its value", ""}, Mistake{"nop:3", "3", "'nop' takes no value", ""},
        Mistake{"nop*x", "x", "'x' is no number", ""},
        Mistake{"exp:31", "31", "'31' is no experimental option", ""},
        Mistake{"hex:07 2", "2", "'2' is no option", ""}, Mistake{"hex:072", "$", "a digit is missing", ""},
        Mistake{"hex:0g", "g", "'g' is no such digit", ""},
        Mistake{"sec:secre", "secre", "'secre' is no value of classification", "secret"},
        Mistake{"sid:70000", "70000", "stream has 16 bits", ""}));

TEST(Misreads, ShowTheTextAndItsPlace) {
  const std::string_view text = "nop rr:9{pointr=3}";
  EXPECT_EQ(marked(text, read_options(text).error(), 2),
            "nop rr:9{pointr=3}\n"
            "           ^^^^^^ needs type, length or pointer");
  const std::string_view unknown = "zebra";
  EXPECT_EQ(marked(unknown, read_options(unknown).error(), 2),
            "zebra\n"
            "  ^^^^^\n"
            "  needs rr, ts, tsaddr, tspre, lsrr, ssrr, ra, sec, cipso, sid, mtup, mtur, qs,\n"
            "  exp, nop, eol or hex");
}

TEST(Padding, FillsUpToWords) {
  Octets area = from("94 04 00 00 01");
  pad(area, Padding::none);
  EXPECT_EQ(area.size(), 5U);
  pad(area, Padding::no_operation);
  EXPECT_EQ(to_hex(area), "94 04 00 00 01 01 01 01");
  area.pop_back();
  pad(area, Padding::end_of_list);
  EXPECT_EQ(to_hex(area), "94 04 00 00 01 01 01 00");
}

std::string objection_to(std::string_view text, Padding padding = Padding::end_of_list) {
  const auto refused = objection(*read_options(text), padding);
  return refused ? std::string(text.substr(refused->at, refused->length)) + ": " + refused->why : "";
}

TEST(Objections, AreMadeToWhatCannotGoOutUnaltered) {
  EXPECT_EQ(objection_to("rr:9 ra"), "ra: the options take 44 octets, a header holds 40");
  EXPECT_EQ(objection_to("ra rr:1", Padding::none),
            "rr:1: the options take 11 octets, a header ends on a multiple of 4");
  EXPECT_EQ(objection_to("nop*2 hex:0727"), "hex:0727: this option's length is 39: 2 octets are left");
  EXPECT_EQ(objection_to("ra hex:07 01 nop"), "hex:07 01: this option's length is 1: the least is 2");
  EXPECT_EQ(objection_to("nop*3 hex:07"), "hex:07: the area ends before this option's length");
}

TEST(Objections, AreNotMadeToWrongValues) {
  for (const char* text : {"", "rr:9", "rr:9{pointer=0}", "rr:1{length=2,pointer=0}", "nop*40",
                           "eol hex:0763ff", "lsrr lsrr", "ts:1{flag=9}", "hex:5002"})
    EXPECT_EQ(objection_to(text), "") << text;
}

}  // namespace
}  // namespace icmpwire
