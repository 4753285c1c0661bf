// Colour changes nothing but the colour.
#include "packet/ink.h"

#include <gtest/gtest.h>

#include "packet/catalogue.h"
#include "packet/explain.h"
#include "packet/reference.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::string without_colour(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b')
      at = text.find('m', at);
    else
      out += text[at];
  }
  return out;
}

TEST(Ink, PaintsLineByLineAndLeavesBlanksBare) {
  EXPECT_EQ(painted(" a b \n\n c", Shade::value, Ink::coloured), " \x1b[32ma b\x1b[0m \n\n \x1b[32mc\x1b[0m");
  EXPECT_EQ(painted(" a b \n", Shade::wrong, Ink::plain), " a b \n");
}

TEST(Ink, LeavesTheWordsOfEveryViewAsTheyAre) {
  for (const char* recording :
       {"02-rr9.pcap", "15-rr-len2-malformed.pcap", "38-rfc4884-mpls-iio-crafted.pcap"}) {
    for (const Octets& frame : test::recorded_frames(recording)) {
      const Dissection packet = dissect(frame, LinkType::ethernet);
      EXPECT_EQ(without_colour(explain(packet, Ink::coloured)), explain(packet)) << recording;
      EXPECT_EQ(without_colour(summary(packet, Ink::coloured)), summary(packet)) << recording;
    }
  }
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries)
      EXPECT_EQ(without_colour(reference_text(entry, Ink::coloured)), reference_text(entry)) << entry.name;
  }
  EXPECT_EQ(without_colour(catalogue_text(Ink::coloured)), catalogue_text());
}

TEST(Ink, ShowsValuesOctetsAndWhatIsWrong) {
  const Octets frame = test::recorded_frames("15-rr-len2-malformed.pcap").at(0);
  const std::string text = explain(dissect(frame, LinkType::ethernet), Ink::coloured);
  EXPECT_NE(text.find("length = \x1b[32m2\x1b[0m"), std::string::npos);
  EXPECT_NE(text.find("\x1b[36m02\x1b[0m"), std::string::npos);
  EXPECT_NE(text.find("\x1b[1;31m^^ record_route.length is 2"), std::string::npos);
}

}  // namespace
}  // namespace icmpwire
