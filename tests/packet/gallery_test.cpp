// The gallery: recorded packets that teach something, each with its text and its picture in docs/gallery.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/story.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

struct Exhibit {
  std::string_view name;
  std::string_view recording;  // in pcaps
  std::size_t number;          // of the frame, from 1
  std::string_view lesson;
};
void PrintTo(const Exhibit& exhibit, std::ostream* out) { *out << exhibit.name; }

constexpr Exhibit exhibits[] = {
    {"record-route-home", "02-rr9", 2,
     "Record Route coming home: two routers out, the host twice, two back, three slots free."},
    {"record-route-full", "03-rr3-full", 2,
     "Three slots for six hops: the pointer stands behind the last one and nobody else finds room."},
    {"timestamp-overflow", "05-ts-addr4-overflow", 2,
     "Four slots for six hops: the overflow field counts who found none."},
    {"source-route", "08-lsrr-r1-r2", 1,
     "A source route on its way: the destination is the next router, the last address is the goal."},
    {"time-exceeded", "11-lsrr-ttl2-time-exceeded", 2,
     "An error quotes the datagram as the router saw it: with a source route half done, and its own options "
     "in front."},
    {"stale-quote", "20-rr9-ttl2-time-exceeded", 2,
     "Two routers wrote into the quoted option and took a hop; the quoted checksum is the one before the "
     "last "
     "of them: stale."},
    {"timestamp-steps", "04-ts-only9", 2,
     "Six clocks on one way there and back: the steps between them say where the time went."},
    {"second-source-route", "17-two-source-routes", 2,
     "Two source routes in one datagram: the pointer names the second, and the rule that it breaks."},
    {"router-alert", "12-router-alert", 1, "Four octets that make every router look."},
    {"parameter-problem", "15-rr-len2-malformed", 2,
     "A Record Route option of two octets, and the answer: its pointer counts to the wrong octet of the "
     "quote."},
    {"end-of-list-then-junk", "23-eol-then-junk", 1,
     "Behind the end of the option list everything is padding, whatever it looks like."},
    {"bad-checksum", "26-bad-icmp-cksum-noreply", 1,
     "One wrong checksum: nobody answers, and nobody says why."},
    {"fragment", "35-frag-options-mtu600.r2-inside", 2,
     "A later fragment: Router Alert was copied, No Operation stands where the other options were, ICMP's "
     "header is not there."},
    {"fragmentation-needed", "36-df-frag-needed-mtu600", 2,
     "Too big, and not to be cut: the router tells the MTU of the next hop."},
    {"label-stack", "38-rfc4884-mpls-iio-crafted", 34,
     "Behind the quote, an extension: the MPLS labels that the datagram had."},
};

std::string frame_title(const Exhibit& exhibit) {
  return "pcaps/" + std::string(exhibit.recording) + ".pcap#" + std::to_string(exhibit.number);
}

// The file's text; with ICMPWIRE_UPDATE_FIXTURES, after it is written anew.
std::string kept(const std::string& file, const std::string& text) {
  const std::string path = ICMPWIRE_SOURCE_DIR "/docs/gallery/" + file;
  if (std::getenv("ICMPWIRE_UPDATE_FIXTURES") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class Gallery : public testing::TestWithParam<Exhibit> {};

TEST_P(Gallery, ShowsThePacketAsItIs) {
  const Exhibit& exhibit = GetParam();
  const std::string recording = std::string(exhibit.recording) + ".pcap";
  const std::vector<Octets> frames = test::recorded_frames(recording);
  const std::vector<Nanos> instants = test::recorded_instants(recording);
  Story story;
  for (std::size_t before = 1; before < exhibit.number; ++before)
    story.add(dissect(frames.at(before - 1), LinkType::ethernet), before, instants.at(before - 1));
  const Dissection packet = dissect(frames.at(exhibit.number - 1), LinkType::ethernet);
  const std::string text =
      explain(packet, story.add(packet, exhibit.number, instants.at(exhibit.number - 1)).meaning);
  const std::string name(exhibit.name);
  EXPECT_EQ(kept(name + ".txt", text), text) << "scripts/update-fixtures writes it anew";
  EXPECT_EQ(kept(name + ".svg", diagram_svg(packet)), diagram_svg(packet))
      << "scripts/update-fixtures writes it anew";
}

INSTANTIATE_TEST_SUITE_P(Exhibits, Gallery, testing::ValuesIn(exhibits), [](const auto& exhibit) {
  std::string name(exhibit.param.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(GalleryPage, ListsEveryExhibit) {
  std::string page =
      "# A gallery of packets\n\nRecorded packets that teach something. Texts and pictures are written by "
      "`scripts/update-fixtures`.\n";
  for (const Exhibit& exhibit : exhibits) {
    const std::string name(exhibit.name);
    page += "\n## " + name + "\n\n" + std::string(exhibit.lesson) + "\n\n[" + frame_title(exhibit) +
            "](../../pcaps/" + std::string(exhibit.recording) + ".pcap), [every octet of it](" + name +
            ".txt)\n\n![" + std::string(exhibit.lesson) + "](" + name + ".svg)\n";
  }
  EXPECT_EQ(kept("README.md", page), page) << "scripts/update-fixtures writes it anew";
}

}  // namespace
}  // namespace icmpwire
