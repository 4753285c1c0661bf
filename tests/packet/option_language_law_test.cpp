// Octets -> text -> octets is the identity for any option area, and text -> octets -> text is canonical.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "packet/ipv4.h"
#include "packet/option_language.h"
#include "tests/packet/all_headers.h"
#include "tests/support/dissection_cover.h"

namespace icmpwire {
namespace {

void expect_lawful(Bytes area) {
  const std::string text = options_text(area);
  const auto read = read_options(text);
  ASSERT_TRUE(read) << text << "\n" << to_hex(area);
  ASSERT_TRUE(equal(read->octets, area)) << text << "\n" << to_hex(area);
  ASSERT_EQ(options_text(read->octets), text);
}

// The reader of headers goes through the same areas octet by octet, each once.
void expect_covered(Bytes area) {
  const Octets datagram = build_ipv4({}, *IpOptions::from_octets(area), {});
  ASSERT_TRUE(test::covers_every_octet(dissect(datagram, LinkType::ipv4))) << to_hex(area);
}

// Octets that are near to options: their types, lengths that tile, pointers that may be right.
Octets option_like(test::RandomOctets& random) {
  constexpr std::uint8_t types[] = {0,   1,   7,   11,  12,  25,  30,  68,  82, 94,
                                    130, 131, 133, 134, 136, 137, 148, 158, 222};
  Octets area;
  while (area.size() < IpOptions::most_octets && random.below(6) != 0) {
    const std::uint8_t type = types[random.below(std::size(types))];
    area.push_back(type);
    if (type < 2) continue;
    Octets rest = random.next(1 + random.below(20));
    if (random.below(3) == 0) std::fill(rest.begin() + 1, rest.end(), std::uint8_t{0});
    rest[0] = static_cast<std::uint8_t>(random.below(8) == 0 ? rest[0] : rest.size() + 1);
    if (rest.size() > 1) rest[1] = static_cast<std::uint8_t>(4 + random.below(2) + 4 * random.below(5));
    if (rest.size() > 2 && type == 68) rest[2] = static_cast<std::uint8_t>(random.below(5));
    area.insert(area.end(), rest.begin(), rest.end());
  }
  area.resize(std::min(area.size(), IpOptions::most_octets));
  return area;
}

// A million where ./test --long asks for them.
unsigned rounds() { return std::getenv("ICMPWIRE_LONG") == nullptr ? 20'000 : 1'000'000; }

TEST(OptionLanguageLaw, HoldsForRandomAreas) {
  test::RandomOctets random;
  for (unsigned round = 0; round < rounds(); ++round) {
    const Octets area = round % 2 == 0 ? option_like(random) : random.next(random.below(41));
    expect_lawful(area);
    expect_covered(area);
    if (testing::Test::HasFatalFailure()) return;
  }
}

void expect_lawful_of_ipv6(Bytes area) {
  const std::string text = ipv6_options_text(area);
  const auto read = read_options(text, ipv6_option_words());
  ASSERT_TRUE(read) << text << "\n" << to_hex(area);
  ASSERT_TRUE(equal(read->octets, area)) << text << "\n" << to_hex(area);
  ASSERT_EQ(ipv6_options_text(read->octets), text);
}

// Types that have words, with lengths that tile more often than not.
TEST(OptionLanguageLaw, HoldsForRandomOptionsOfIpv6) {
  constexpr std::uint8_t types[] = {0, 1, 4, 5, 0x1e, 0xc2, 0xc9};
  test::RandomOctets random;
  for (unsigned round = 0; round < rounds() / 2; ++round) {
    Octets area;
    while (area.size() < 60 && random.below(5) != 0) {
      Octets option = random.next(2 + random.below(18));
      option[0] = types[random.below(std::size(types))];
      if (random.below(6) != 0) option[1] = static_cast<std::uint8_t>(option.size() - 2);
      area.insert(area.end(), option.begin(), option.end());
    }
    expect_lawful_of_ipv6(area);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(OptionLanguageLaw, HoldsForAllAreasOfTwoOctets) {
  for (unsigned value = 0; value <= 0xffff; ++value) {
    const Octets area = {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    expect_lawful(area);
    expect_lawful_of_ipv6(area);
    if (testing::Test::HasFatalFailure()) return;
  }
}

// Any text is understood or misread at a place that lies in it.
TEST(OptionLanguageLaw, MisreadsLieInTheText) {
  constexpr std::string_view letters = "rtsalpeconhxgdqm:*{},=@.0123456789 f";
  test::RandomOctets random;
  for (unsigned round = 0; round < rounds(); ++round) {
    std::string text(option_words()[random.below(option_words().size())].example);
    for (std::size_t i = random.below(4); i > 0; --i)
      text.insert(random.below(text.size() + 1), 1, letters[random.below(letters.size())]);
    const auto read = read_options(text);
    if (read) continue;
    ASSERT_GE(read.error().length, 1U) << text;
    ASSERT_LE(read.error().at + read.error().length, text.size() + 1) << text;
  }
}

}  // namespace
}  // namespace icmpwire
