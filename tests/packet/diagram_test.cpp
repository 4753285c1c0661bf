#include <gtest/gtest.h>

#include <sstream>

#include "packet/explain.h"
#include "packet/ipv4.h"
#include "packet/option_layouts.h"
#include "packet/text.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

constexpr std::string_view ruler =
    " 0                   1                   2                   3\n"
    " 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n";

const Layer& layer_called(const Dissection& packet, std::string_view name) {
  for (const Layer& layer : packet.layers) {
    if (layer.layout->name == name) return layer;
  }
  throw std::runtime_error("no layer " + std::string(name));
}

TEST(Diagram, DrawsTheHeaderOfRfc791) {
  EXPECT_EQ(diagram(layout<Ipv4Header>),
            std::string(ruler) +
                R"(+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|Version|  IHL  |Type of Service|          Total Length         |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|         Identification        |R|D|M|     Fragment Offset     |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|  Time to Live |    Protocol   |        Header Checksum        |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                         Source Address                        |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                      Destination Address                      |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)");
}

TEST(Diagram, LeavesFieldsOverSeveralRowsOpen) {
  EXPECT_EQ(diagram(layout<EthernetHeader>),
            std::string(ruler) +
                R"(+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                          Destination                          |
+                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                               |                               |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               +
|                             Source                            |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|           EtherType           |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)");
}

TEST(Diagram, EndsWhereTheHeaderDoes) {
  EXPECT_EQ(diagram(record_route_layout), std::string(ruler) +
                                              R"(+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|      Type     |     Length    |    Pointer    |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)");
}

// Recording 03: a reply whose three slots are full, so that no slot begins a row.
TEST(Diagram, DrawsTheSlotsOfAnOptionWithTheirValues) {
  const Octets frame = test::recorded_frames("03-rr3-full.pcap").at(1);
  const Dissection packet = dissect(frame, LinkType::ethernet);
  EXPECT_EQ(diagram(packet, layer_called(packet, "record_route")),
            std::string(ruler) +
                R"(+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|      Type     |     Length    |    Pointer    |      -->      |
|       7       |       15      |       16      |               |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                    Address                    |      -->      |
|                    10.9.2.1                   |               |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                    Address                    |      -->      |
|                    10.9.3.2                   |               |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
|                    Address                    |
|                    10.9.3.3                   |
+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
)");
}

TEST(Diagram, DrawsRunsAsOctetsAndLeavesTheMiddleOfLongOnesOut) {
  Ipv4Header header;
  header.protocol = Protocol::udp;
  const Octets datagram = build_ipv4(header, {}, Octets(4000, 0xab));
  const Dissection packet = dissect(datagram, LinkType::ipv4);
  const std::string drawn = diagram(packet, layer_called(packet, "payload"));
  EXPECT_NE(drawn.find("|       ab              ab              ab              ab      |"),
            std::string::npos);
  EXPECT_NE(drawn.find("/                              ...                              /"),
            std::string::npos);
  EXPECT_LT(drawn.size(), 3000U);
}

template <class Header>
class DiagramOfEveryHeader : public ::testing::Test {};
TYPED_TEST_SUITE(DiagramOfEveryHeader, test::AllHeaders);

// All of a header's bits are drawn: rows of 65 columns, and each label, shortened where its cell is narrow.
TYPED_TEST(DiagramOfEveryHeader, NamesEveryField) {
  const Layout& header = layout<TypeParam>;
  const std::string drawn = diagram(header);
  for (const FieldInfo& field : header.fields) {
    const std::size_t columns = 2 * std::min<std::size_t>(field.width, 32) - 1;
    const std::string label = fitted_label(field.label, columns);
    EXPECT_FALSE(label.empty()) << field.name;
    EXPECT_NE(drawn.find(label), std::string::npos) << field.name;
  }
  std::istringstream lines(drawn);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 65U);
  EXPECT_EQ(drawn.back(), '\n');
}

TEST(FittedLabel, ShortensWordsThenTakesInitials) {
  EXPECT_EQ(fitted_label("Time to Live", 15), "Time to Live");
  EXPECT_EQ(fitted_label("Fragment Offset", 11), "Fragm Offse");
  EXPECT_EQ(fitted_label("Time to Live", 3), "TtL");
  EXPECT_EQ(fitted_label("Time to Live", 1), "T");
  EXPECT_EQ(fitted_label("Version", 3), "Ver");
}

}  // namespace
}  // namespace icmpwire
