// Captures taken apart into exchanges, counted against what others counted.
#include "capture/replay_recording.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

Recording recording_of(const std::string& path) {
  auto recording = Recording::read(path);
  EXPECT_TRUE(recording) << (recording ? "" : to_text(recording.error()));
  return recording ? std::move(*recording) : Recording();
}

TEST(ReplayRecording, TakesFragmentsOfAnAnswerAsTheyCame) {
  const Recording recording = recording_of(ICMPWIRE_PCAPS_DIR "/35-frag-options-mtu600.pcap");
  ASSERT_EQ(recording.exchanges().size(), 1U);
  const auto answers = recording.answers(recording.exchanges()[0]);
  ASSERT_EQ(answers.size(), 1U);
  const auto parts = recording.parts(answers[0]);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_LE(parts[0].after, parts[1].after);
  const auto whole = parse_ipv4(recording.octets(answers[0].whole));
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->payload.size(), 1008U);
  std::size_t sum = 0;
  for (const RecordedPart& part : parts) sum += parse_ipv4(recording.octets(part.datagram))->payload.size();
  EXPECT_EQ(sum, 1008U);
}

// Recording 38: the first request is answered last, behind all the others.
TEST(ReplayRecording, FindsEachAnswersOwnRequest) {
  const Recording recording = recording_of(ICMPWIRE_PCAPS_DIR "/38-rfc4884-mpls-iio-crafted.pcap");
  ASSERT_GE(recording.exchanges().size(), 12U);
  for (const RecordedExchange& exchange : recording.exchanges().first(12)) {
    EXPECT_EQ(exchange.answers, 1U);
  }
  const auto after = [&](std::size_t exchange) {
    return recording.parts(recording.answers(recording.exchanges()[exchange])[0])[0].after;
  };
  EXPECT_GT(after(0), recording.exchanges()[11].at) << "when the others had been sent";
  EXPECT_LT(after(1), recording.exchanges()[2].at);
}

struct Counts {
  std::size_t requests = 0;
  std::size_t replied = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Counts& counts) {
    return out << counts.requests << " requests, " << counts.replied << " answered by a reply";
  }
};

Counts echoes_in(const Recording& recording) {
  Counts counts;
  for (const RecordedExchange& exchange : recording.exchanges()) {
    const auto request = parse_quoted_ipv4(recording.octets(exchange.request));
    if (IcmpType{request->payload[0]} != IcmpType::echo_request) continue;
    ++counts.requests;
    bool replied = false;
    for (const RecordedAnswer& answer : recording.answers(exchange)) {
      const auto datagram = parse_quoted_ipv4(recording.octets(answer.whole));
      replied = replied || IcmpType{datagram->payload[0]} == IcmpType::echo_reply;
    }
    counts.replied += replied ? 1 : 0;
  }
  return counts;
}

// What tshark and scapy counted, by file: the columns of the captures' own manifest.
std::map<std::string, Counts> manifest(const std::string& folder) {
  const std::string links = " EN10MB RAW IPV4 NULL LOOP LINUX_SLL LINUX_SLL2 ";
  std::map<std::string, Counts> result;
  std::ifstream file(folder + "/MANIFEST.tsv");
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::map<std::string, std::string> row;
    std::vector<std::string> values;
    for (std::string cell; std::getline(cells, cell, '\t');) values.push_back(cell);
    if (names.empty()) {
      names = values;
      continue;
    }
    for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) row[names[i]] = values[i];
    Counts counts{std::stoul(row["echo4_requests"]), std::stoul(row["echo4_answered_by_reply"])};
    if (links.find(" " + row["linktype"] + " ") == std::string::npos)
      counts = {};  // not pinged over: passed over
    result[row["file"]] = counts;
  }
  return result;
}

TEST(ReplayRecording, CountsWhatOthersCountInForeignCaptures) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no foreign captures; $ICMPWIRE_CAPTURES may name their folder";
  const auto files = manifest(*folder);
  ASSERT_FALSE(files.empty());
  for (const auto& [file, counts] : files) {
    EXPECT_EQ(echoes_in(recording_of(*folder + "/" + file)), counts) << file;
  }
}

}  // namespace
}  // namespace icmpwire
