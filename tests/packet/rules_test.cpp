// The rules that people can read are those by which packets are judged.
#include "packet/rules.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "packet/check.h"
#include "packet/reference.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

// "record_route.type" apart.
bool is_about(const Rule& rule, const Finding& finding) {
  const std::size_t dot = finding.field.find('.');
  const std::string_view layer = std::string_view(finding.field).substr(0, dot);
  const std::string_view field = std::string_view(finding.field).substr(dot + 1);
  if (rule.field != field) return false;
  if (!rule.source.empty() && rule.source != finding.source) return false;
  return rule.layer == layer || rule.layer == every_option;
}

// The rules that the findings of damaged recordings break, and findings that no rule is about.
struct Broken {
  std::set<const Rule*> rules;
  std::set<std::string> unknown;

  void note(const Dissection& packet) {
    for (const Finding& finding : check(packet)) {
      bool known = finding.field == "packet";  // that it is cut is no rule of a field
      for (const Rule& rule : icmpwire::rules()) {
        if (!is_about(rule, finding)) continue;
        known = true;
        rules.insert(&rule);
      }
      if (!known) unknown.insert(finding.field + " (" + std::string(finding.source) + ")");
    }
  }
};

TEST(Rules, AreThoseByWhichPacketsAreJudged) {
  Broken broken;
  test::RandomOctets random;
  for (const std::string& file : test::plain_recordings()) {
    for (auto [octets, link] : test::recorded_packets(file)) {
      broken.note(dissect(octets, link));
      const std::size_t headers = std::min<std::size_t>(octets.size(), 160);
      for (std::size_t at = 14; at < headers; ++at) {
        const std::uint8_t was = std::exchange(octets[at], random.next(1)[0]);
        broken.note(dissect(octets, link));
        octets[at] = was;
      }
    }
  }
  EXPECT_EQ(broken.unknown, std::set<std::string>{});
  EXPECT_GE(broken.rules.size() * 10, rules().size() * 8) << "the recordings break few of the rules";
}

TEST(Rules, StandInTheReference) {
  const std::string ihl = reference_text(*find_entry("ipv4"));
  EXPECT_NE(ihl.find("rule          ihl: at least 5, and no more words than there are (RFC 791 3.1)\n"),
            std::string::npos)
      << ihl;
  EXPECT_NE(reference_markdown(*find_entry("record-route")).find("at most once"), std::string::npos);
  for (const Rule& rule : rules()) {
    bool stands = false;
    for (const CatalogueGroup& group : catalogue()) {
      for (const CatalogueEntry& entry : group.entries) {
        for (const Rule& found : rules_of(entry))
          stands |= found.field == rule.field && found.text == rule.text;
      }
    }
    EXPECT_TRUE(stands) << rule.layer << '.' << rule.field;
  }
}

}  // namespace
}  // namespace icmpwire
