#include "packet/explain.h"

#include <gtest/gtest.h>

#include "packet/diagram_svg.h"
#include "packet/ipv4.h"
#include "packet/page.h"
#include "packet/reference.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

// A header that only this test knows: its table is all that the views get.
struct Tea {
  std::uint8_t strength = 0;
  bool milk = false;
  std::uint8_t sugar = 0;
  std::uint16_t steeped = 0;
  Ipv4Address brewer;
};

std::string_view strength_name(std::uint64_t strength) { return strength == 5 ? "builder's" : ""; }

}  // namespace

template <>
struct Table<Tea> {
  static constexpr std::string_view name = "tea";
  static constexpr std::string_view title = "Cup of Tea";
  static constexpr std::string_view purpose = "keeps the reader awake";
  static constexpr std::string_view source = "ISO 3103";
  static constexpr auto rows = std::make_tuple(
      row<&Tea::strength, 0, 4>(
          {"strength", "Str", "how strong", "ISO 3103 4", Format::decimal, strength_name}),
      row<&Tea::milk, 4, 1>({"milk", "M", "milk in first", "ISO 3103 7"}),
      row<&Tea::sugar, 5, 3>({"sugar", "Sugar", "lumps", "ISO 3103 8"}),
      row<&Tea::steeped, 8, 16>({"steeped", "Steeped", "seconds in the pot", "ISO 3103 6", Format::hex}),
      row<&Tea::brewer, 24, 32>({"brewer", "Brewer", "whom to thank", "ISO 3103 1", Format::ipv4}));
};

namespace {

const Octets cup = {0x5a, 0x01, 0x68, 10, 9, 1, 1};
const Dissection tea{cup, {{&layout<Tea>, 0, 7, 0}}, std::nullopt};

TEST(Views, ShowAnyTable) {
  EXPECT_EQ(summary(tea), "tea  strength=5 (builder's) milk=1 sugar=2 steeped=0x0168 brewer=10.9.1.1\n");
  EXPECT_EQ(annotated_octets(tea),
            "Cup of Tea, octets 0-6\n"
            "   0  0101....           strength = 5 (builder's)  how strong\n"
            "   0  ....1...           milk = 1                 milk in first\n"
            "   0  .....010           sugar = 2                lumps\n"
            "   1  01 68              steeped = 0x0168         seconds in the pot\n"
            "   3  0a 09 01 01        brewer = 10.9.1.1        whom to thank\n");
  EXPECT_EQ(diagram(tea, tea.layers[0]),
            " 0                   1                   2                   3\n"
            " 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n"
            "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n"
            "|  Str  |M|Sugar|            Steeped            |      -->      |\n"
            "|   5   |1|  2  |             0x0168            |               |\n"
            "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n"
            "|                     Brewer                    |\n"
            "|                    10.9.1.1                   |\n"
            "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n");
  EXPECT_NE(explain(tea).find("Cup of Tea: keeps the reader awake (ISO 3103)\n"), std::string::npos);
}

// Each row of the table is in each view, which knows it from the table alone.
TEST(Views, ShowEveryRowOfAnyTable) {
  Page page("Tea");
  page.add(tea, std::nullopt, "");
  const CatalogueEntry entry{"tea", &layout<Tea>};
  const std::pair<std::string, std::string> views[] = {{"page", page.take()},
                                                       {"picture", diagram_svg(tea)},
                                                       {"empty picture", diagram_svg(entry)},
                                                       {"markdown", explain_markdown(tea)},
                                                       {"reference", reference_text(entry)},
                                                       {"reference page", reference_markdown(entry)}};
  for (const auto& [name, view] : views) {
    const bool by_label = name.find("picture") != std::string::npos;
    for (const FieldInfo& field : layout<Tea>.fields) {
      EXPECT_NE(view.find(by_label ? field.label : field.name), std::string::npos)
          << field.name << " in " << name;
    }
    EXPECT_NE(view.find("Cup of Tea"), std::string::npos) << name;
  }
  EXPECT_EQ(headline(tea), "builder's");
}

TEST(Reference, TellsWhatTheTableTells) {
  const std::string text = reference_text({"tea", &layout<Tea>, {{{"Leaves", 32}}}});
  EXPECT_TRUE(text.starts_with("Cup of Tea: keeps the reader awake (ISO 3103)\n")) << text;
  EXPECT_NE(text.find("bits 0-3      strength, 4 bits: how strong (ISO 3103 4)\n              5 (builder's)\n"
                      "bit 4         milk, 1 bit: milk in first (ISO 3103 7)\n"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("behind it     Leaves\n")) << text;
}

TEST(Markdown, HoldsValuesAndFindings) {
  const Octets frame = test::recorded_frames("26-bad-icmp-cksum-noreply.pcap").at(0);
  const std::string text = explain_markdown(dissect(frame, LinkType::ethernet));
  EXPECT_NE(
      text.find(
          "| 36 | `11 11` | `checksum` | 0x1111 | one's complement sum of the whole message | RFC 792 |\n"),
      std::string::npos)
      << text;
  EXPECT_NE(
      text.find("- octets 36-37: `icmp.checksum` is 0x1111, must be 0x5435: the one's complement sum of the "
                "message (RFC 792)\n"),
      std::string::npos)
      << text;
}

TEST(Pictures, ShortenLongPayloads) {
  const Octets datagram = build_ipv4({}, {}, Octets(1400, 0xab));
  const std::string picture = diagram_svg(dissect(datagram, LinkType::raw));
  EXPECT_LT(picture.size(), 40000U);
  EXPECT_NE(picture.find("octets, the first of them"), std::string::npos);
}

TEST(ValueText, WritesFieldsAsPeopleReadThem) {
  const auto text = [](std::string_view name) {
    for (const FieldInfo& field : layout<Tea>.fields) {
      if (field.name == name) return value_text(field, cup);
    }
    return std::string("no such field");
  };
  EXPECT_EQ(text("strength"), "5 (builder's)");
  EXPECT_EQ(text("steeped"), "0x0168");
  EXPECT_EQ(text("brewer"), "10.9.1.1");
  const FieldInfo odd{"odd", "Odd", 4, 12, Format::hex, false, "", "", nullptr};
  EXPECT_EQ(value_text(odd, cup), "0xa01");
  const FieldInfo octets{"octets", "Octets", 8, 24, Format::octets, false, "", "", nullptr};
  EXPECT_EQ(value_text(octets, cup), "01 68 0a");
  const FieldInfo mac{"mac", "MAC", 8, 48, Format::mac, false, "", "", nullptr};
  EXPECT_EQ(value_text(mac, cup), "01:68:0a:09:01:01");
}

// The whole of a small text, so that a reader of the test sees what a person sees.
TEST(AnnotatedOctets, MarksFindingsUnderTheirOctets) {
  const Octets frame = test::recorded_frames("26-bad-icmp-cksum-noreply.pcap").at(0);
  const std::string text = annotated_octets(dissect(frame, LinkType::ethernet));
  EXPECT_NE(text.find("  36  11 11              checksum = 0x1111        one's complement sum of the\n"
                      "                                                  whole message\n"
                      "      ^^^^^ icmp.checksum is 0x1111, must be 0x5435: the one's complement sum of\n"
                      "            the message (RFC 792)\n"),
            std::string::npos)
      << text;
}

TEST(AnnotatedOctets, MarksBitsAndRuns) {
  Ipv4Header header;
  header.reserved = true;
  const Octets datagram = build_ipv4(header, {}, Octets{8, 0, 0xf7, 0xff, 0, 0, 0, 0});
  EXPECT_NE(
      annotated_octets(dissect(datagram, LinkType::raw)).find("      ^ ip.reserved is set, must be zero"),
      std::string::npos);
  const Octets frame = test::recorded_frames("29-len-overruns-header.pcap").at(0);
  const std::string text = annotated_octets(dissect(frame, LinkType::ethernet));
  EXPECT_NE(text.find("  36  07 27                                            .'\n"
                      "      ^^ option.type has the length 39: the header has 2 octets left\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("Reading stopped at octet 36: "), std::string::npos);
}

TEST(Summary, NestsWhatLiesInside) {
  const Octets frame = test::recorded_frames("11-lsrr-ttl2-time-exceeded.pcap").at(1);
  const std::string text = summary(dissect(frame, LinkType::ethernet));
  EXPECT_NE(text.find("\n  loose_source_route  type=131 (Loose Source Route) length=7 pointer=8\n"
                      "    recorded  address=10.9.1.2\n"
                      "  end_of_list  type=0\n"
                      "icmp  type=11 (Time Exceeded) "),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\n    loose_source_route  type=131 (Loose Source Route) length=11 pointer=8\n"
                      "      recorded  address=10.9.2.1\n"
                      "      ahead  address=10.9.3.3\n"),
            std::string::npos)
      << text;
}

TEST(Explain, BeginsWithThePathThroughTheLayers) {
  const Octets frame = test::recorded_frames("38-rfc4884-mpls-iio-crafted.pcap").at(33);
  const std::string text = explain(dissect(frame, LinkType::ethernet));
  EXPECT_TRUE(
      text.starts_with("210 octets: ethernet / ip / icmp (ip / icmp / payload / padding / extension /\n"
                       "            object / interface_information)\n"))
      << text.substr(0, 200);
  EXPECT_NE(text.find("|                 16001                 |  5  |1|       1       |"),
            std::string::npos);
  EXPECT_TRUE(text.ends_with("\nFindings\n--------\nnone\n"));
}

}  // namespace
}  // namespace icmpwire
