// The catalogue of formats: nothing is missing, and its pages are those in docs/formats.
#include "packet/catalogue.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "packet/dissection.h"
#include "packet/reference.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::set<const Layout*> catalogued() {
  std::set<const Layout*> layouts;
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) layouts.insert(entry.layout);
  }
  return layouts;
}

TEST(Catalogue, CallsNoTwoFormatsTheSame) {
  std::set<std::string_view> names;
  for (const CatalogueGroup& group : catalogue()) {
    EXPECT_TRUE(names.insert(group.name).second) << group.name;
    for (const CatalogueEntry& entry : group.entries) {
      EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
      EXPECT_EQ(find_entry(entry.name), &entry) << entry.name;
    }
  }
}

TEST(Catalogue, KnowsLayersByTheirOwnNamesAndUnderscores) {
  EXPECT_EQ(find_entry("ip"), find_entry("ipv4"));
  EXPECT_EQ(find_entry("record_route"), find_entry("record-route"));
  EXPECT_EQ(find_entry("zebra"), nullptr);
  EXPECT_EQ(find_group("zebra"), nullptr);
}

// Every recorded packet is made of formats that can be looked up.
TEST(Catalogue, HoldsWhateverTheRecordingsAreMadeOf) {
  const std::set<const Layout*> known = catalogued();
  std::size_t seen = 0;
  for (const std::string& file : test::plain_recordings()) {
    for (const auto& [octets, link] : test::recorded_packets(file)) {
      const Dissection packet = dissect(octets, link);
      for (const Layer& layer : packet.layers) {
        if (layer.layout->fields.empty()) continue;
        EXPECT_TRUE(known.contains(layer.layout)) << layer.layout->title << " in " << file;
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 1000U);
}

template <class Header>
class CatalogueOfEveryHeader : public ::testing::Test {};
TYPED_TEST_SUITE(CatalogueOfEveryHeader, test::AllHeaders);

// By its rows: some tables stand under several names and none of their own.
TYPED_TEST(CatalogueOfEveryHeader, HasIt) {
  bool found = false;
  for (const Layout* known : catalogued()) found |= known->fields.data() == layout<TypeParam>.fields.data();
  EXPECT_TRUE(found) << layout<TypeParam>.title;
}

class FormatPages : public testing::TestWithParam<CatalogueGroup> {};

TEST_P(FormatPages, AreThoseInDocs) {
  const std::string path = ICMPWIRE_SOURCE_DIR "/docs/formats/" + std::string(GetParam().name) + ".md";
  const std::string page = reference_page(GetParam());
  if (std::getenv("ICMPWIRE_UPDATE_FIXTURES") != nullptr) std::ofstream(path, std::ios::binary) << page;
  std::ifstream file(path, std::ios::binary);
  const std::string written{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(written, page) << "scripts/update-fixtures writes " << path << " anew";
}

INSTANTIATE_TEST_SUITE_P(Groups, FormatPages, testing::ValuesIn(catalogue().begin(), catalogue().end()),
                         [](const auto& group) {
                           std::string name(group.param.name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace icmpwire
