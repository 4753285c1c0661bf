// The recordings in pcaps/ are a library: whatever our own tables know occurs in one of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "packet/catalogue.h"
#include "packet/dissection.h"
#include "packet/ip_options.h"
#include "packet/ipv6_options.h"
#include "packet/verdict.h"
#include "tests/capture/capture_files.h"
#include "tests/support/recordings.h"
#include "tests/support/verdict_table.h"

namespace icmpwire {
namespace {

using Names = std::string_view (*)(std::uint64_t value);

bool is_known(LinkType link) { return to_text(link) != to_text(LinkType{0xffff}); }

// The fields that say what kind of message, option or header it is.
bool tells_kind(const FieldInfo& field) {
  return field.value_name != nullptr && field.width == 8 &&
         (field.name == "type" || field.name == "routing_type");
}

// What occurs in the recordings.
struct Library {
  std::set<const Layout*> formats;
  std::set<std::pair<Names, std::uint64_t>> kinds;
  std::set<std::pair<std::string, std::uint32_t>> links;  // "pcap", "pcapng" and the registry's number
  std::set<std::string> forms;                            // of files

  void add(const Dissection& packet) {
    for (const Layer& layer : packet.layers) {
      if (layer.length < layer.layout->octets) continue;
      formats.insert(layer.layout);
      const bool is_quoted = layer.depth > 0 && !layer.part;
      for (const FieldInfo& field : layer.layout->fields) {
        if (!is_quoted && tells_kind(field))
          kinds.emplace(field.value_name, field_value(field, packet.octets_of(layer)));
      }
    }
  }
};

// How a file is written, by its first octets.
std::string form_of(Bytes file) {
  const std::uint32_t magic = read_u32(file, 0);
  if (magic >> 16 == 0x1f8b) return "gzip";
  switch (magic) {
    case 0x28b52ffd:
      return "zstd";
    case 0xa1b2c3d4:
      return "pcap, big-endian, microseconds";
    case 0xd4c3b2a1:
      return "pcap, little-endian, microseconds";
    case 0xa1b23c4d:
      return "pcap, big-endian, nanoseconds";
    case 0x4d3cb2a1:
      return "pcap, little-endian, nanoseconds";
    case 0x0a0d0d0a:
      return read_u32(file, 8) == 0x1a2b3c4d ? "pcapng, big-endian" : "pcapng, little-endian";
    default:
      return "none";
  }
}

bool is_pcapng(const std::string& recording) { return recording.find(".pcapng") != std::string::npos; }

void add_file(Library& library, const std::string& recording) {
  const std::string path = ICMPWIRE_PCAPS_DIR "/" + recording;
  const std::string format = is_pcapng(recording) ? "pcapng" : "pcap";
  library.forms.insert(form_of(test::octets_of_file(path)));
  const test::WholeCapture capture = test::read_capture(path);
  if (capture.failure) library.forms.insert("a file that ends within a packet");
  bool finer = false;
  std::set<std::uint32_t> interfaces, links;
  for (const test::Packet& packet : capture.packets) {
    const LinkType link{static_cast<std::uint16_t>(packet.link_number)};
    library.add(dissect(packet.octets, link));
    library.links.emplace(format, packet.link_number);
    if (!is_known(link)) library.forms.insert("a link type that is not read");
    if (packet.original_length > packet.octets.size()) library.forms.insert("packets cut by the capture");
    finer |= packet.at.count() % 1000 != 0;
    interfaces.insert(packet.interface);
    links.insert(packet.link_number);
  }
  library.forms.insert(format + (finer ? " in nanoseconds" : " in microseconds"));
  if (interfaces.size() > 1) library.forms.insert("several interfaces");
  if (links.size() > 1) library.forms.insert("several link types");
}

const Library& library() {
  static const Library whole = [] {
    Library read;
    for (const std::string& recording : test::all_recordings()) add_file(read, recording);
    return read;
  }();
  return whole;
}

TEST(FixtureLibrary, HasEveryFormatOfTheCatalogue) {
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) {
      EXPECT_TRUE(library().formats.contains(entry.layout)) << entry.name << ", of " << group.title;
    }
  }
}

// Every number that has a name: ICMP and ICMPv6 types, options of IPv4, IPv6 and neighbour discovery, routing
// headers, and what reports of listeners say. Options with a format of their own are formats above.
TEST(FixtureLibrary, HasEveryKindOfMessageAndOption) {
  std::set<Names> tables;
  std::set<std::pair<Names, std::uint64_t>> have = library().kinds;
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) {
      for (const FieldInfo& field : entry.layout->fields) {
        if (tells_kind(field)) tables.insert(field.value_name);
      }
      if (entry.option_type) have.emplace(option_name, *entry.option_type);
    }
  }
  EXPECT_GE(tables.size(), 7U);
  for (const Names names : tables) {
    for (std::uint64_t number = 0; number <= 0xff; ++number) {
      if (names(number).empty() || (names == ipv6_option_name && number == 0)) continue;
      EXPECT_TRUE(have.contains({names, number})) << number << ": " << names(number);
    }
  }
}

TEST(FixtureLibrary, HasEveryLinkTypeInPcapAndInPcapng) {
  for (std::uint32_t number = 0; number <= 0xffff; ++number) {
    const LinkType link{static_cast<std::uint16_t>(number)};
    if (!is_known(link)) continue;
    EXPECT_TRUE(library().links.contains({"pcap", number})) << to_text(link);
    EXPECT_TRUE(library().links.contains({"pcapng", number})) << to_text(link);
  }
}

TEST(FixtureLibrary, HasEveryFormOfFile) {
  for (const char* form :
       {"pcap, big-endian, microseconds", "pcap, little-endian, microseconds",
        "pcap, big-endian, nanoseconds", "pcap, little-endian, nanoseconds", "pcapng, big-endian",
        "pcapng, little-endian", "pcap in microseconds", "pcap in nanoseconds", "pcapng in microseconds",
        "pcapng in nanoseconds", "gzip", "zstd", "several interfaces", "several link types",
        "packets cut by the capture", "a file that ends within a packet", "a link type that is not read"}) {
    EXPECT_TRUE(library().forms.contains(form)) << form;
  }
  EXPECT_FALSE(library().forms.contains("none"));
}

// The table is what people read off the octets; that the exchange says the same, its own test demands.
TEST(FixtureLibrary, HasEveryVerdict) {
  std::set<std::string> verdicts, remarks;
  for (const test::JudgedRecording& recording : test::judged_recordings()) {
    for (const test::VerdictRow& row : recording.rows) {
      verdicts.insert(row.verdict);
      std::istringstream list(row.remarks);
      for (std::string remark; std::getline(list >> std::ws, remark, ',');) remarks.insert(remark);
      const bool is_answered = std::any_of(recording.rows.begin(), recording.rows.end(),
                                           [&](const auto& other) { return other.of == row.frame; });
      if (row.is_sent() && !is_answered) verdicts.insert("unanswered");
    }
  }
  EXPECT_TRUE(verdicts.contains("unanswered"));
  for (unsigned number = 0; number <= 0xff; ++number) {  // what is no class is called not-ours too
    const std::string name(to_text(static_cast<AnswerClass>(number)));
    EXPECT_TRUE(verdicts.contains(name)) << name;
  }
  for (unsigned bit = 0; bit < 16; ++bit) {
    Remarks one;
    one.add(static_cast<Remark>(1U << bit));
    if (!to_text(one).empty()) {
      EXPECT_TRUE(remarks.contains(to_text(one))) << to_text(one);
    }
  }
}

}  // namespace
}  // namespace icmpwire
