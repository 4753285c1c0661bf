// Captures from other projects: what replay makes of them, against what tshark and scapy counted.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tests/capture/capture_files.h"
#include "tests/capture/indexed_capture.h"
#include "tests/capture/replay_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

struct Counts {
  std::size_t requests4 = 0, replied4 = 0, refused4 = 0;  // echo requests; answered by a reply, by an error
  std::size_t requests6 = 0, replied6 = 0, refused6 = 0;
  bool operator==(const Counts&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Counts& counts) {
    return out << counts.requests4 << "/" << counts.replied4 << "/" << counts.refused4 << " and "
               << counts.requests6 << "/" << counts.replied6 << "/" << counts.refused6;
  }
};

Counts echoes_in(test::IndexedCapture& capture) {
  Counts counts;
  for (std::size_t i = 0; i < capture.queries().size(); ++i) {
    const RecordedExchange& exchange = capture.read(i);
    const IpDatagram& query = exchange.query();
    if (query.payload[0] != (query.is_v4() ? 8 : 128)) continue;
    bool replied = false, refused = false;
    for (const RecordedAnswer& answer : exchange.answers())
      (answer.role == IcmpRole::error ? refused : replied) = true;
    ++(query.is_v4() ? counts.requests4 : counts.requests6);
    (query.is_v4() ? counts.replied4 : counts.replied6) += replied ? 1U : 0U;
    (query.is_v4() ? counts.refused4 : counts.refused6) += refused ? 1U : 0U;
  }
  return counts;
}

std::vector<std::map<std::string, std::string>> rows_of(const std::string& path) {
  std::vector<std::map<std::string, std::string>> rows;
  std::ifstream file(path);
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::vector<std::string> values;
    for (std::string cell; std::getline(cells, cell, '\t');) values.push_back(cell);
    if (names.empty()) {
      names = values;
      continue;
    }
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) row[names[i]] = values[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t number(const std::string& text) { return text.empty() ? 0 : std::stoul(text); }

Counts counts_of(const std::map<std::string, std::string>& row) {
  return {number(row.at("echo4_requests")),          number(row.at("echo4_answered_by_reply")),
          number(row.at("echo4_answered_by_error")), number(row.at("echo6_requests")),
          number(row.at("echo6_answered_by_reply")), number(row.at("echo6_answered_by_error"))};
}

// tests/capture/foreign_differences.tsv: file, what replay counts there, and why that differs.
std::map<std::string, std::string> explained() {
  std::map<std::string, std::string> result;
  for (const auto& row : rows_of(ICMPWIRE_SOURCE_DIR "/tests/capture/foreign_differences.tsv"))
    result[row.at("file")] = row.at("counts");
  return result;
}

std::string text_of(const Counts& counts) {
  std::ostringstream text;
  text << counts;
  return text.str();
}

TEST(ForeignCaptures, CountAsOthersCountOrTheDifferenceIsExplained) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  const auto rows = rows_of(*folder + "/MANIFEST.tsv");
  const auto differences = explained();
  ASSERT_FALSE(rows.empty());
  std::size_t agreed = 0;
  for (const auto& row : rows) {
    SCOPED_TRACE(row.at("file"));
    test::IndexedCapture capture(*folder + "/" + row.at("file"));
    const std::string here = text_of(echoes_in(capture)), there = text_of(counts_of(row));
    const auto difference = differences.find(row.at("file"));
    EXPECT_EQ(here, difference == differences.end() ? there : difference->second) << row.at("linktype");
    EXPECT_TRUE(difference == differences.end() || here != there) << "the difference is no more";
    agreed += here == there ? 1U : 0U;
  }
  EXPECT_GE(agreed * 10, rows.size() * 8);
}

// Every frame is counted once: by what it is, and ICMP by what became of it.
TEST(ForeignCaptures, LoseNothingSilently) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  for (const auto& row : rows_of(*folder + "/MANIFEST.tsv")) {
    SCOPED_TRACE(row.at("file"));
    const test::IndexedCapture capture(*folder + "/" + row.at("file"));
    const FrameCounts& frames = capture.index().frames();
    const ExchangeCounts& icmp = capture.index().exchanges();
    EXPECT_EQ(frames.frames, number(row.at("frames")));
    EXPECT_EQ(frames.frames, frames.icmp + frames.other_protocols + frames.not_ip + frames.malformed +
                                 frames.tunnelled() + frames.on_other_links());
    EXPECT_EQ(frames.icmp, icmp.query_frames + icmp.answer_frames + icmp.unmatched + icmp.other_icmp +
                               icmp.incomplete + icmp.not_chosen);
  }
}

// The recorded requests, sent again in their order, get the recorded answers octet by octet.
TEST(ForeignCaptures, AnswerTheirOwnRequestsWithTheRecordedOctets) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  std::size_t answers = 0;
  for (const auto& row : rows_of(*folder + "/MANIFEST.tsv")) {
    SCOPED_TRACE(row.at("file"));
    test::IndexedCapture capture(*folder + "/" + row.at("file"));
    if (capture.queries().empty()) continue;
    const auto wire = test::replay(*folder + "/" + row.at("file"));
    ASSERT_TRUE(wire);
    for (std::size_t i = 0; i < capture.queries().size(); ++i) {
      const RecordedExchange& exchange = capture.read(i);
      std::multiset<std::string> expected, came;
      for (const RecordedAnswer& answer : exchange.answers()) {
        for (const RecordedPart& part : answer.parts) expected.insert(to_hex(exchange.octets(part.datagram)));
      }
      for (const test::Arrived& arrived : test::all_answers_to(*wire, exchange.query().octets))
        came.insert(to_hex(arrived.datagram));
      EXPECT_EQ(came, expected) << "request " << i + 1;
      answers += came.size();
    }
  }
  EXPECT_GT(answers, 80U);
}

}  // namespace
}  // namespace icmpwire
