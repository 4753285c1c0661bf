// Who answers whom in the recordings: read off their octets by hand, not off our own verdicts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "packet/reassembly.h"
#include "packet/trial.h"
#include "tests/support/pieces.h"
#include "tests/support/recordings.h"
#include "tests/support/verdict_table.h"

namespace icmpwire {
namespace {

struct Row {
  const char* recording;
  std::size_t request;  // numbers of datagrams, from 1
  std::size_t packet;
  const char* verdict;
  const char* why;
};

// Of the recordings from 41 on every pair that answers; all other pairs do not. Those before are in
// tests/icmp/verdicts.tsv.
const Row rows[] = {
    {"41-ipv6-echo", 1, 2, "reply (other-source)",
     "type 136 to 135 for the same target; the group was asked"},
    {"41-ipv6-echo", 3, 4, "reply (other-source)", "as before, from another of our addresses"},
    {"41-ipv6-echo", 5, 6, "reply", "behind four messages of neighbour discovery"},
    {"42-ipv6-hop-limit-exceeded", 1, 2, "error", "type 3; the whole request quoted"},
    {"43-ipv6-no-route", 1, 2, "error", "type 1 code 0"},
    {"44-ipv6-prohibited", 1, 2, "error", "type 1 code 1"},
    {"45-ipv6-beyond-scope", 1, 2, "error", "type 1 code 2, from and to link-local addresses"},
    {"46-ipv6-address-unreachable", 1, 2, "error", "type 1 code 3"},
    {"47-ipv6-port-unreachable", 1, 2, "error", "type 1 code 4"},
    {"48-ipv6-policy-failed", 1, 2, "error", "type 1 code 5"},
    {"49-ipv6-reject-route", 1, 2, "error", "type 1 code 6"},
    {"50-ipv6-packet-too-big", 1, 2, "error", "type 2; 1232 of 1448 octets quoted"},
    {"51-ipv6-unknown-next-header", 1, 2, "error", "type 4 code 1; all of it quoted, of protocol 253"},
    {"52-ipv6-unknown-option", 1, 2, "error", "type 4 code 2; the echo lies behind destination options"},
    {"53-ipv6-wrong-field", 1, 2, "error", "type 4 code 0; the echo lies behind a routing header"},
    {"54-ipv6-incomplete-chain", 1, 2, "error", "type 4 code 3; the first fragment that was sent is quoted"},
    {"56-ipv6-link-local", 1, 2, "reply", "between link-local addresses"},
    {"58-ipv6-router-discovery-crafted", 4, 8, "reply (other-source)", "type 134 to 133, to all nodes"},
    {"59-ipv6-extension-headers", 1, 2, "reply", "the extension headers are not returned"},
    {"60-ipv6-reassembly-time-exceeded", 1, 2, "error", "type 3 code 1; a first fragment quoted"},
    {"61-ipv6-atomic-fragment", 1, 2, "reply", "a fragment header that cuts nothing is not returned"},
};

// Of both versions; no recording mixes them.
std::vector<Octets> datagrams_in(const std::string& name) {
  const std::string file = name + ".pcap";
  std::vector<Octets> datagrams = test::recorded_datagrams(file);
  return datagrams.empty() ? test::recorded_ipv6_datagrams(file) : datagrams;
}

// But for those from 63 on: their requests share one identity, so that only time tells what answers which.
std::vector<std::string> recordings() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(ICMPWIRE_PCAPS_DIR)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".pcap" && std::isdigit(static_cast<unsigned char>(name[0])) &&
        name < "63") {
      names.push_back(name);
    }
  }
  return names;
}

TEST(RecordedAnswers, AreJudgedAsTheirOctetsSay) {
  std::map<std::string, std::map<std::pair<std::size_t, std::size_t>, const Row*>> expected;
  for (const Row& row : rows) expected[row.recording][{row.request, row.packet}] = &row;

  std::size_t judged = 0;
  for (const std::string& name : recordings()) {
    if (name < "41") continue;
    const auto seen = datagrams_in(name);
    for (std::size_t request = 1; request <= seen.size(); ++request) {
      for (std::size_t packet = 1; packet <= seen.size(); ++packet) {
        const auto row = expected[name].find({request, packet});
        const bool answers_it = row != expected[name].end();
        EXPECT_EQ(to_text(answers(seen[request - 1], seen[packet - 1])),
                  answers_it ? row->second->verdict : "not-ours")
            << name << ", " << request << " and " << packet << ": " << (answers_it ? row->second->why : "");
        judged += answers_it ? 1U : 0U;
      }
    }
  }
  EXPECT_EQ(judged, std::size(rows)) << "every row is about packets that are there";
}

// Without history a duplicate is a reply like the first, and a late one like one in time.
std::string text_without_history(const test::VerdictRow& row) {
  return row.verdict == "duplicate" || row.verdict == "late" ? "reply" : row.text();
}

TEST(RecordedAnswers, AreJudgedAsTheTableSays) {
  for (const test::JudgedRecording& recording : test::judged_recordings()) {
    const auto& seen = recording.datagrams;
    for (std::size_t request = 1; request <= seen.size(); ++request) {
      if (parse_ip(seen[request - 1])->is_fragment) continue;
      for (const test::VerdictRow& row : recording.rows) {
        EXPECT_EQ(to_text(answers(seen[request - 1], seen[row.frame - 1])),
                  row.of == request ? text_without_history(row) : "not-ours")
            << recording.name << ", " << request << " and " << row.frame << ": " << row.why;
      }
    }
  }
}

TEST(RecordedAnswers, AFragmentAnswersNothingUntilItIsWhole) {
  const auto seen = test::recorded_datagrams("35-frag-options-mtu600.pcap");
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_FALSE(read_answer(seen[1])) << "has the ICMP header, but not all that its checksum covers";
  EXPECT_FALSE(read_answer(seen[2]));
  Reassembly reassembly;
  EXPECT_FALSE(test::add(reassembly, seen[1]));
  const auto reply = test::add(reassembly, seen[2]);
  ASSERT_TRUE(reply);
  EXPECT_EQ(to_text(answers(seen[0], *reply)), "reply");
}

TEST(RecordedAnswers, AnIpv6FragmentAnswersNothingUntilItIsWhole) {
  const auto seen = test::recorded_ipv6_datagrams("55-ipv6-fragments.pcap");
  ASSERT_EQ(seen.size(), 6U);
  Reassembly reassembly;
  std::vector<Octets> whole;
  for (const Octets& fragment : seen) {
    EXPECT_FALSE(read_answer(fragment));
    if (const auto octets = reassembly.add(*parse_ip(fragment), {})) {
      whole.emplace_back(octets->begin(), octets->end());
    }
  }
  ASSERT_EQ(whole.size(), 2U);
  EXPECT_EQ(to_text(answers(whole[0], whole[1])), "reply");
}

// RFC 8335 3: the code of a reply is what it says, and no fault; Linux answers requests one by one.
TEST(RecordedAnswers, ExtendedEchoesAreAnsweredWhateverTheyAreToldOfTheInterface) {
  std::vector<Octets> seen = test::recorded_datagrams("77-extended-echo.pcap");
  for (Octets& datagram : test::recorded_ipv6_datagrams("77-extended-echo.pcap"))
    seen.push_back(std::move(datagram));
  ASSERT_EQ(seen.size(), 14U);
  for (std::size_t request = 0; request < seen.size(); request += 2) {
    for (std::size_t reply = 1; reply < seen.size(); reply += 2) {
      EXPECT_EQ(to_text(answers(seen[request], seen[reply])), reply == request + 1 ? "reply" : "not-ours")
          << request + 1 << " and " << reply + 1;
    }
  }
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream(line);
  for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
  return columns;
}

// How many of the requests in a capture some packet behind them answers in this way.
std::ptrdiff_t answered(const std::vector<Octets>& seen, AnswerClass how) {
  std::vector<const Octets*> candidates;
  for (const Octets& datagram : seen) {
    if (read_answer(datagram)) candidates.push_back(&datagram);
  }
  return std::count_if(seen.begin(), seen.end(), [&](const Octets& request) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const Octets* packet) {
      return packet > &request && answers(request, *packet).answer == how;
    });
  });
}

// Two other decoders counted for the manifest.
TEST(RecordedAnswers, CapturesOfOtherProjectsAgreeWithTheirManifest) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "no captures: set ICMPWIRE_CAPTURES to their folder";
  std::ifstream manifest(*folder + "/MANIFEST.tsv");
  std::string line;
  ASSERT_TRUE(std::getline(manifest, line));
  const std::vector<std::string> names = split(line);
  std::ptrdiff_t replies = 0;
  while (std::getline(manifest, line)) {
    std::map<std::string, std::string> row;
    const std::vector<std::string> columns = split(line);
    for (std::size_t i = 0; i < columns.size(); ++i) row[names.at(i)] = columns[i];
    if (row["linktype"] != "EN10MB" || row["decoders_agree"] != "yes") continue;
    const auto seen = test::datagrams_of(*folder + "/" + row["file"]);
    EXPECT_EQ(std::to_string(answered(seen, AnswerClass::reply)), row["echo4_answered_by_reply"])
        << row["file"];
    EXPECT_EQ(std::to_string(answered(seen, AnswerClass::error)), row["echo4_answered_by_error"])
        << row["file"];
    replies += answered(seen, AnswerClass::reply);
  }
  EXPECT_GT(replies, 0);
}

bool lies_in(Bytes inner, Bytes outer) {
  return inner.empty() ||
         (inner.data() >= outer.data() && inner.data() + inner.size() <= outer.data() + outer.size());
}

// Flips, cuts and swaps of recorded packets: whatever is read of them lies in them, and is judged without
// harm.
TEST(RecordedAnswers, MutationsAreReadWithoutHarm) {
  std::vector<Octets> pool;
  for (const std::string& name : recordings()) {
    for (Octets& datagram : datagrams_in(name)) pool.push_back(std::move(datagram));
  }
  std::mt19937 random(3);  // the same mutations in every run
  std::size_t read = 0;
  for (int round = 0; round < 50'000; ++round) {
    const Octets& request = pool[random() % pool.size()];
    Octets mutated = pool[random() % pool.size()];
    const std::size_t reach = random() % 2 == 0 ? mutated.size() : std::min<std::size_t>(mutated.size(), 96);
    for (auto flips = random() % 4; flips > 0; --flips) {
      mutated[random() % reach] = static_cast<std::uint8_t>(random());
    }
    if (random() % 4 == 0) mutated.resize(random() % (mutated.size() + 1));
    mutated.shrink_to_fit();

    const Trial trial = try_answer(request, mutated);
    const Answer& answer = trial.answer;
    for (const Bytes inner : {answer.ip.octets, answer.ip.payload, answer.body, answer.quote.octets,
                              answer.quote.extras, answer.quote.payload}) {
      ASSERT_TRUE(lies_in(inner, mutated)) << to_hex(mutated);
    }
    const bool is_ours = trial.verdict.answer != AnswerClass::not_ours;
    EXPECT_EQ(trial.answers(), is_ours && !trial.verdict.remarks.has(Remark::bad_checksum));
    EXPECT_EQ(answers(request, mutated), trial.verdict);
    const auto echo_answer = read_answer(mutated);
    if (!echo_answer) continue;
    ++read;
    const auto asked = parse_quoted_ip(request);
    if (is_ours && echo_request_in(*asked)) {
      EXPECT_EQ(trial.verdict, judge(*asked, *echo_answer));
    }
  }
  EXPECT_GT(read, 1000U) << "not everything was broken beyond reading";
}

}  // namespace
}  // namespace icmpwire
