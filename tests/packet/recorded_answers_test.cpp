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

namespace icmpwire {
namespace {

struct Row {
  const char* recording;
  std::size_t request;  // numbers of datagrams, from 1
  std::size_t packet;
  const char* verdict;
  const char* why;
};

// Every pair that answers; all other pairs of every recording do not.
const Row rows[] = {
    {"01-plain", 1, 2, "reply", "type 0, 12340001, the same 8 octets, from 10.9.3.3"},
    {"02-rr9", 1, 2, "reply", "60 octets of header; the reply's options are its own affair"},
    {"03-rr3-full", 1, 2, "reply", "as 02, route full"},
    {"04-ts-only9", 1, 2, "reply", "as 02, with stamps"},
    {"05-ts-addr4-overflow", 1, 2, "reply", "as 02, stamps overflown"},
    {"06-ts-prespec-r2-h2", 1, 2, "reply", "as 02, stamps prespecified"},
    {"07-ts-overflow-counter-15", 1, 2, "error",
     "type 12; the quote is what was sent, TTL 64 and checksum 12c2"},
    {"08-lsrr-r1-r2", 1, 2, "reply (other-source)",
     "sent to the first hop 10.9.1.2, answered by the last, 10.9.3.3"},
    {"09-ssrr-r1-r2", 1, 2, "reply (other-source)", "as 08, strict"},
    {"10-ssrr-not-neighbour", 1, 2, "error", "type 3 code 5 before the route was followed: quote unchanged"},
    {"11-lsrr-ttl2-time-exceeded", 1, 2, "error (rewritten-quote)",
     "r1 put 10.9.2.2 into the destination, 10.9.2.1 into the slot, and the checksum 7a17 right"},
    {"12-router-alert", 1, 2, "reply", "the option is not echoed"},
    {"13-security-basic", 1, 2, "reply", "the option is not echoed"},
    {"14-experimental-0x5e", 1, 2, "reply", "the option is not echoed"},
    {"15-rr-len2-malformed", 1, 2, "error", "type 12; quote unchanged, options that do not tile included"},
    {"16-rr-ptr3-malformed", 1, 2, "error", "type 12; quote unchanged"},
    {"17-two-source-routes", 1, 2, "error", "type 12; quote unchanged"},
    {"18-duplicate-rr", 1, 2, "error (stale-quote, rewritten-quote)",
     "10.9.1.2 recorded in the first route before the second was met; checksum 48a4 as sent"},
    {"19-rr9-ttl1-time-exceeded", 1, 2, "error (stale-quote, rewritten-quote)",
     "10.9.1.2 recorded in the quote; checksum 6f90 as sent"},
    {"20-rr9-ttl2-time-exceeded", 1, 2, "error (stale-quote, rewritten-quote)",
     "10.9.2.1 and 10.9.2.2 recorded in the quote; its checksum 6382 is r1's, before r2 recorded"},
    {"21-icmp-timestamp", 1, 2, "reply", "type 14, 12340001, the originate timestamp 000003e8 came back"},
    {"23-eol-then-junk", 1, 2, "reply", "the option area is not echoed"},
    {"24-nop40", 1, 2, "reply", "60 octets of header sent, 20 in the reply"},
    {"25-tos-b9", 1, 2, "reply", "the same TOS in both"},
    {"27-rr-ra-lsrr-combined", 1, 2, "reply (other-source)",
     "as 08; 56 octets of header sent, 52 in the reply"},
    {"28-rr-ptr-past-end-partial-slot", 1, 2, "error", "type 12; quote unchanged"},
    {"29-len-overruns-header", 1, 2, "error", "type 12; quote unchanged"},
    {"30-type-at-last-byte-no-len", 1, 2, "error", "type 12; quote unchanged"},
    {"32-stream-id-obsolete", 1, 2, "reply", "the option is not echoed"},
    {"33-host-unreachable", 1, 2, "error (stale-quote, rewritten-quote)",
     "three hops recorded in the quote, TTL 62; its checksum 1913 is from before the last"},
    {"34-zero-payload-zero-id-seq", 1, 2, "reply", "eight octets of zero: a checksum of 0000 holds"},
    {"36-df-frag-needed-mtu600", 1, 2, "error (stale-quote, rewritten-quote)",
     "10.9.1.2 recorded and stamped in the quote; checksum fade as sent"},
    {"38-rfc4884-mpls-iio-crafted", 1, 34, "error", "60 octets quoted, zeros up to 128, then extensions"},
    {"38-rfc4884-mpls-iio-crafted", 2, 3, "error", "from r2, quote with TTL 1 and checksum 94d0 made to fit"},
    {"38-rfc4884-mpls-iio-crafted", 4, 5, "reply", "542d0003"},
    {"38-rfc4884-mpls-iio-crafted", 6, 7, "reply", "542d0004"},
    {"38-rfc4884-mpls-iio-crafted", 8, 9, "reply", "542d0005"},
    {"38-rfc4884-mpls-iio-crafted", 10, 11, "reply", "542d0006"},
    {"38-rfc4884-mpls-iio-crafted", 12, 13, "reply", "542d0007"},
    {"38-rfc4884-mpls-iio-crafted", 14, 15, "reply", "542d0008"},
    {"38-rfc4884-mpls-iio-crafted", 16, 17, "reply", "542d0009"},
    {"38-rfc4884-mpls-iio-crafted", 18, 19, "reply", "542d000a"},
    {"38-rfc4884-mpls-iio-crafted", 20, 21, "reply", "542d000b"},
    {"38-rfc4884-mpls-iio-crafted", 22, 23, "reply", "542d000c"},
    {"38-rfc4884-mpls-iio-crafted", 24, 25, "reply", "542d000d"},
    {"38-rfc4884-mpls-iio-crafted", 26, 27, "reply", "542d000e"},
    {"38-rfc4884-mpls-iio-crafted", 28, 29, "reply", "542d000f"},
    {"38-rfc4884-mpls-iio-crafted", 30, 31, "reply", "542d0010"},
    {"38-rfc4884-mpls-iio-crafted", 32, 33, "reply", "542d0011"},
    {"38-rfc4884-mpls-iio-crafted", 35, 36, "error", "543180e8, with extensions"},
    {"38-rfc4884-mpls-iio-crafted", 37, 38, "error", "543180e9, without"},
    {"38-rfc4884-mpls-iio-crafted", 39, 40, "reply", "543180ea"},
    {"38-rfc4884-mpls-iio-crafted", 41, 42, "reply", "543180eb"},
    {"38-rfc4884-mpls-iio-crafted", 43, 44, "error", "55390001, with extensions"},
    {"38-rfc4884-mpls-iio-crafted", 45, 46, "error", "553c0000, with extensions"},
    {"38-rfc4884-mpls-iio-crafted", 47, 48, "error", "d5680000, with extensions"},
    {"38-rfc4884-mpls-iio-crafted", 49, 50, "error", "d5680001, without"},
    {"38-rfc4884-mpls-iio-crafted", 51, 52, "reply", "d5680002"},
    {"38-rfc4884-mpls-iio-crafted", 53, 54, "error", "1aec0001, no data, with extensions"},
    {"39-adversarial-replies-crafted", 1, 2, "reply", "the normal one"},
    {"39-adversarial-replies-crafted", 3, 4, "reply (bad-checksum)", "beef; 84a4 would be right"},
    {"39-adversarial-replies-crafted", 5, 6, "reply (payload-differs)",
     "ends with c8 for 37; the checksum fits that"},
    {"39-adversarial-replies-crafted", 7, 8, "reply (other-source)", "from 10.9.3.77"},
    {"39-adversarial-replies-crafted", 9, 10, "reply", "the first of two"},
    {"39-adversarial-replies-crafted", 9, 11, "reply", "the second: without history a reply like the first"},
    {"39-adversarial-replies-crafted", 14, 15, "reply (truncated)", "10 octets of 56"},
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
    if (is_ours && echo_request_in(*asked)) EXPECT_EQ(trial.verdict, judge(*asked, *echo_answer));
  }
  EXPECT_GT(read, 1000U) << "not everything was broken beyond reading";
}

}  // namespace
}  // namespace icmpwire
