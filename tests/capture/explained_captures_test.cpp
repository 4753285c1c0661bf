// Whatever captures hold: each octet of each packet is explained or named, nothing is passed over.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "packet/check.h"
#include "tests/capture/capture_files.h"
#include "tests/support/dissection_cover.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::vector<std::string> captures_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".pcap" || ending == ".pcapng") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// How many packets there were, and how many octets of each layer.
struct Tally {
  std::size_t packets = 0;
  std::map<std::string_view, std::size_t> octets;
};

// The octets that a layer holds itself: its fields', or all of a run.
std::size_t own_octets(const Layer& layer) {
  return layer.layout->fields.empty() ? layer.length
                                      : std::min<std::size_t>(layer.length, layer.layout->octets);
}

void expect_explained(const std::string& file, Tally& tally) {
  SCOPED_TRACE(file);
  const test::WholeCapture capture = test::read_capture(file);
  for (const test::Packet& packet : capture.packets) {
    ++tally.packets;
    const Dissection dissection =
        dissect(packet.octets, LinkType{static_cast<std::uint16_t>(packet.link_number)});
    ASSERT_TRUE(test::covers_every_octet(dissection))
        << "packet " << tally.packets << ": " << to_hex(packet.octets);
    for (const Layer& layer : dissection.layers) {
      EXPECT_FALSE(layer.layout->purpose.empty()) << layer.layout->name;
      tally.octets[layer.layout->name] += own_octets(layer);
    }
    for (const Finding& finding : check(dissection))
      EXPECT_LE(finding.at + finding.length, packet.octets.size()) << finding.field;
  }
}

TEST(ExplainedCaptures, EachOctetOfEachFixtureIsExplained) {
  Tally tally;
  for (const std::string& file : captures_in(ICMPWIRE_PCAPS_DIR)) expect_explained(file, tally);
  EXPECT_GT(tally.packets, 400U);
  EXPECT_GT(tally.octets["ip"], 3000U);
}

TEST(ExplainedCaptures, EachOctetOfCapturesOfOthersIsExplained) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  Tally tally;
  for (const std::string& file : captures_in(*folder)) expect_explained(file, tally);
  EXPECT_GT(tally.packets, 5000U);
  for (const std::string_view name :
       {"vlan", "sll", "sll2", "loopback", "ppp_framing", "ppp", "arp", "ip", "ipv6", "icmp", "icmpv6",
        "mpls", "interface_information", "multicast_record"})
    EXPECT_GT(tally.octets[name], 0U) << name;
  // Frames of the link types that are not read here, and what is malformed: little beside all the rest.
  std::size_t all = 0;
  for (const auto& [name, octets] : tally.octets) all += octets;
  EXPECT_LT(tally.octets["not_understood"] * 20, all);
}

}  // namespace
}  // namespace icmpwire
