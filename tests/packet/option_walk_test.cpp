// Walking option areas: those that were on the wire, and those that nobody would send.
#include "packet/ipv4.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

std::vector<std::string> walked(Bytes area) {
  std::vector<std::string> options;
  OptionWalk walk(area);
  for (auto option = walk.next(); option && *option; option = walk.next())
    options.push_back(to_hex((*option)->octets));
  return options;
}

Octets requested_options(const std::string& file) {
  const std::vector<Octets> datagrams = recorded_datagrams(file);
  const Bytes options = parse_ipv4(datagrams.at(0)).value().options;
  return {options.begin(), options.end()};
}

TEST(OptionWalk, GivesEachOptionUpToTheEndOfTheList) {
  using Options = std::vector<std::string>;
  EXPECT_EQ(walked(requested_options("27-rr-ra-lsrr-combined.pcap")),
            (Options{"83 0b 04 0a 09 02 02 0a 09 03 03",
                     "07 13 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", "94 04 00 00", "00"}));
  EXPECT_EQ(walked(requested_options("23-eol-then-junk.pcap")), Options{"00"});
  EXPECT_EQ(walked(requested_options("24-nop40.pcap")), Options(40, "01"));
  EXPECT_EQ(walked({}), Options{});
}

TEST(OptionWalk, SaysTypePlaceAndData) {
  const Octets area = {0x01, 0x94, 0x04, 0x12, 0x34, 0x00, 0xff};
  OptionWalk walk(area);
  EXPECT_EQ((*walk.next())->data.size(), 0U);
  const auto alert = *walk.next();
  EXPECT_EQ(alert->type, OptionType::router_alert);
  EXPECT_EQ(alert->at, 1);
  EXPECT_EQ(to_hex(alert->data), "12 34");
  EXPECT_EQ((*walk.next())->type, OptionType::end_of_list);
  EXPECT_EQ(walk.at(), 6U);  // the padding
  EXPECT_EQ(*walk.next(), std::nullopt);
}

TEST(OptionWalk, AnErrorEndsTheWalk) {
  const Octets area = {0x01, 0x07, 0x00, 0x01};
  OptionWalk walk(area);
  EXPECT_TRUE(walk.next());
  EXPECT_EQ(walk.next().error(), (Malformed{Why::bad_option_length, 1}));
  EXPECT_EQ(walk.at(), 1U);
  EXPECT_EQ(*walk.next(), std::nullopt);
}

TEST(TilingError, PointsIntoTheRecordedOptions) {
  EXPECT_EQ(tiling_error(requested_options("29-len-overruns-header.pcap")),
            (Malformed{Why::bad_option_length, 2}));
  EXPECT_EQ(tiling_error(requested_options("30-type-at-last-byte-no-len.pcap")),
            (Malformed{Why::missing_option_length, 3}));
}

TEST(TilingError, JudgesLengthsAlone) {
  for (const char* file :
       {"15-rr-len2-malformed.pcap", "16-rr-ptr3-malformed.pcap", "17-two-source-routes.pcap",
        "18-duplicate-rr.pcap", "23-eol-then-junk.pcap", "28-rr-ptr-past-end-partial-slot.pcap"}) {
    EXPECT_EQ(tiling_error(requested_options(file)), std::nullopt) << file;
  }
}

TEST(TilingError, PointsToTheTypeOfTheOptionThatDoesNotFit) {
  struct Case {
    Octets area;
    Malformed expected;
  };
  for (const Case& one :
       {Case{{0x07, 0x00}, {Why::bad_option_length, 0}}, Case{{0x07, 0x01}, {Why::bad_option_length, 0}},
        Case{{0x01, 0x07, 0x04, 0x04}, {Why::bad_option_length, 1}},
        Case{{0x94, 0x04, 0x00, 0x00, 0x07}, {Why::missing_option_length, 4}}}) {
    EXPECT_EQ(tiling_error(one.area), one.expected) << to_hex(one.area);
  }
}

TEST(OptionWalk, AMillionRandomAreasAreVisitedOctetByOctet) {
  RandomOctets random;
  std::array<std::uint8_t, IpOptions::most_octets> area{};
  for (int round = 0; round < 1'000'000; ++round) {
    const std::size_t size = random.below(area.size() + 1);
    for (std::size_t i = 0; i < size; ++i) {  // small octets make lengths that fit likely
      const auto octet = static_cast<std::uint8_t>(random.below(256));
      area[i] = octet % 2 == 0 ? octet : static_cast<std::uint8_t>(octet % 16);
    }
    const Bytes options = Bytes(area).first(size);
    OptionWalk walk(options);
    std::size_t visited = 0;
    std::optional<Malformed> error;
    for (;;) {
      const auto option = walk.next();
      if (!option) error = option.error();
      if (!option || !*option) break;
      ASSERT_EQ((*option)->at, visited) << to_hex(options);
      ASSERT_EQ((*option)->octets.data(), options.data() + visited) << to_hex(options);
      ASSERT_GE((*option)->octets.size(), 1U) << to_hex(options);
      visited += (*option)->octets.size();
      ASSERT_LE(visited, size) << to_hex(options);
    }
    ASSERT_EQ(error, tiling_error(options)) << to_hex(options);
    if (error) {
      ASSERT_LT(error->at, size) << to_hex(options);
    } else {
      const bool ended = visited != 0 && options[visited - 1] == 0;
      ASSERT_TRUE(visited == size || ended) << to_hex(options);
    }
  }
}

TEST(FindOption, FindsTheFirstAsFarAsTheAreaCanBeWalked) {
  const Octets area = {0x01, 0x94, 0x04, 0x00, 0x01, 0x94, 0x04, 0x00, 0x02, 0x44, 0x00, 0x07, 0x03, 0x04};
  const auto alert = find_option(area, OptionType::router_alert);
  ASSERT_TRUE(alert);
  EXPECT_EQ(alert->at, 1);
  EXPECT_FALSE(find_option(area, OptionType::record_route)) << "lies behind a length of 0";
  EXPECT_FALSE(find_option(Octets{0x00, 0x94, 0x04, 0x00, 0x00}, OptionType::router_alert))
      << "lies in the padding";
}

TEST(RouteOption, TellsTheRecordedRoute) {
  const std::vector<Octets> datagrams = recorded_datagrams("02-rr9.pcap");
  const auto reply = parse_ipv4(datagrams.at(1));
  const auto route = as_route(*find_option(reply->options, OptionType::record_route));
  ASSERT_TRUE(route);
  EXPECT_EQ(route->length, 39);
  EXPECT_EQ(route->pointer, 28);
  EXPECT_EQ(route->slots.size(), 36U);
  ASSERT_EQ(route->filled(), 6U);
  const char* const expected[] = {"10.9.2.1", "10.9.3.2", "10.9.3.3", "10.9.3.3", "10.9.2.2", "10.9.1.2"};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(to_text(route->slot(i)), expected[i]);
}

TEST(RouteOption, PointersOutsideTheSlotsFillNoneOrAll) {
  const auto filled = [](std::uint8_t pointer) {
    IpOptions options = *IpOptions::from_octets(Octets{0x07, 0x0c, pointer, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    return as_route(*find_option(options.octets(), OptionType::record_route))->filled();
  };
  EXPECT_EQ(filled(0), 0U);
  EXPECT_EQ(filled(3), 0U);
  EXPECT_EQ(filled(4), 0U);
  EXPECT_EQ(filled(7), 0U);
  EXPECT_EQ(filled(8), 1U);
  EXPECT_EQ(filled(12), 2U);
  EXPECT_EQ(filled(255), 2U);
}

TEST(RouteOption, OtherOptionsAndOnesWithoutPointerAreNoRoute) {
  EXPECT_FALSE(as_route(*find_option(router_alert().octets(), OptionType::router_alert)));
  EXPECT_FALSE(as_route(*find_option(Octets{0x07, 0x02}, OptionType::record_route)));
  const auto empty = as_route(*find_option(Octets{0x83, 0x03, 0x04}, OptionType::loose_source_route));
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->slots.empty());
}

}  // namespace
}  // namespace icmpwire::test
