// `icmpwire send` live, and again with the same arguments against what it recorded: the same packets,
// verdicts, fields and round trips, to the nanosecond, for the recorded scenarios that are no echoes of
// IcmpSendEcho's.
#include <gmock/gmock.h>
#include <signal.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "tests/live/inside.h"
#include "tests/live/live_test.h"
#include "tests/support/command.h"
#include "tests/support/process.h"

namespace icmpwire::live {
namespace {

using nlohmann::json;
using test::Process;
using test::Ran;
using test::Words;
using testing::HasSubstr;

// A recorded packet, sent again.
struct Scenario {
  const char* recording;
  std::size_t packet;
  int status;
  std::size_t enough;  // packets, behind which it is interrupted; 0: it ends by itself
  const char* said;    // of the last, as text or JSON
  Words arguments{};
};

std::string pcap(const char* recording) {
  return std::string(ICMPWIRE_PCAPS_DIR) + "/" + recording + ".pcap";
}

Words words_of(const Scenario& scenario, const Words& more) {
  Words words = {"send", "--from", pcap(scenario.recording) + "#" + std::to_string(scenario.packet), "--why"};
  words.insert(words.end(), scenario.arguments.begin(), scenario.arguments.end());
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

bool says_what_came(const std::string& line) {
  return line.starts_with("From ") || line.starts_with("not taken ") ||
         line.find("\"type\":\"came\"") != std::string::npos;
}

// Interrupted when enough has come, so that a timeout may be long where something is to come.
Ran send_live(const Scenario& scenario, const Words& more) {
  Process program(words_of(scenario, more));
  std::string begin;
  for (std::size_t come = 0; come < scenario.enough;) {
    const auto line = program.read_line();
    if (!line) break;
    come += says_what_came(*line) ? 1 : 0;
    begin += *line + "\n";
  }
  if (scenario.enough > 0) program.signal(SIGINT);
  Ran ran = program.finish();
  ran.out = begin + ran.out;
  return ran;
}

// Without what is a wire's own:
// - its name and its link layer, which a replay has not: the frame's link header, and how to craft it;
// - when the program ended: real time passes by itself, virtual time stands at the last arrival or timeout.
json but_for_the_wire(json record) {
  record.erase("wire");
  record.erase("link");
  record.erase("elapsed");
  if (!record.contains("datagram_at")) return record;
  const std::size_t link_octets = record["datagram_at"];
  record.erase("datagram_at");
  record["octets"] = record["octets"].get<std::string>().substr(3 * link_octets);
  json craft = json::array();
  for (const std::string word : record["craft"]) {
    if (word.starts_with("ethernet.")) {
      craft.erase(craft.size() - 1);  // its --set
    } else {
      craft.push_back(word);
    }
  }
  record["craft"] = craft;
  return record;
}

std::string records_but_for_the_wire(const std::string& lines) {
  std::istringstream in(lines);
  std::string all;
  for (std::string line; std::getline(in, line);) all += but_for_the_wire(json::parse(line)).dump() + "\n";
  return all;
}

std::string text_but_for_the_wire(const std::string& text) {
  const std::string named = std::regex_replace(text, std::regex(" via (live|replay:)\\S*\n"), " via WIRE\n");
  return std::regex_replace(named, std::regex("(among [0-9]+ packets?) in [0-9.]+ ms\n$"), "$1\n");
}

class LiveSendRecording : public LiveTest {
 protected:
  // The calling thread is where the packets are to leave. All as text, in their order, and then all as JSON.
  void expect_same(const std::vector<Scenario>& scenarios) {
    std::vector<std::string> said(scenarios.size());
    for (const Form& form : {Form{{}, text_but_for_the_wire}, Form{{"--json"}, records_but_for_the_wire}}) {
      for (std::size_t i = 0; i < scenarios.size(); ++i) said[i] += expect_same(scenarios[i], form);
    }
    for (std::size_t i = 0; i < scenarios.size(); ++i) EXPECT_THAT(said[i], HasSubstr(scenarios[i].said));
  }

 private:
  struct Form {
    Words switches;
    std::string (*but_for_the_wire)(const std::string& output);
  };

  // What the live run said.
  std::string expect_same(const Scenario& scenario, const Form& form) {
    SCOPED_TRACE(pcap(scenario.recording) + "#" + std::to_string(scenario.packet));
    const std::string file = folder_.path() + "/own.pcapng";
    Words live_words = form.switches, replay_words = form.switches;
    live_words.insert(live_words.end(), {"--save", file});
    replay_words.insert(replay_words.end(), {"--wire", "replay:" + file});
    const Ran live = send_live(scenario, live_words);
    const Ran replayed = test::run_program(words_of(scenario, replay_words));
    EXPECT_EQ(live.status, scenario.status) << live.out << live.error;
    EXPECT_EQ(replayed.status, live.status);
    EXPECT_EQ(replayed.error, live.error);
    EXPECT_EQ(form.but_for_the_wire(replayed.out), form.but_for_the_wire(live.out));
    return live.out;
  }

  const test::PublicFolder folder_;
};

// Neighbours tell of themselves over IPv6 when they like.
void without_ipv6(const NetworkNamespace& machine) {
  machine.set("ipv6/conf/all/disable_ipv6", "1");
  machine.set("ipv6/conf/default/disable_ipv6", "1");
}

TEST_F(LiveSendRecording, RoutersAnswerOrDoNot) {
  const Topology net = Topology::two_routers();
  for (const auto* machine : {&net.h1(), &net.r1(), &net.r2(), &net.h2()}) without_ipv6(*machine);
  const Inside inside(net.h1());
  const char* nothing = "\n0 answers among 0 packets in ";
  const Words shortly = {"-W", "200ms"};
  expect_same({{"21-icmp-timestamp", 1, 0, 0, "From 10.9.3.3: Timestamp Reply"},
               {"22-address-mask-noreply", 1, 1, 0, nothing, shortly},
               {"26-bad-icmp-cksum-noreply", 1, 1, 0, nothing, shortly},
               {"37-no-error-about-error", 1, 1, 0, nothing, shortly},
               {"37-no-error-about-error", 2, 1, 0, nothing, shortly}});
}

// At the other end of a cable a recording answers, as its crafted responder did.
class LiveSendCrafted : public LiveSendRecording {
 protected:
  void SetUp() override {
    LiveSendRecording::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    machine_ = std::make_unique<NetworkNamespace>();
    without_ipv6(*machine_);
    machine_->ip(
        "link set lo up\nlink add v0 index 30 type veth peer name v1 index 31\n"
        "address add 10.9.1.1/16 dev v0\nlink set v0 up\nlink set v1 up");
    machine_->await_devices();
  }

  void expect_same_of_each(const std::vector<Scenario>& scenarios) {
    const Inside inside(*machine_);
    Process responder(
        {"serve", "--wire", "replay:" + pcap(scenarios.front().recording) + "?mode=loop", "--veth", "v1"});
    ASSERT_TRUE(responder.read_line()) << responder.finish().error;
    expect_same(scenarios);
  }

 private:
  std::unique_ptr<NetworkNamespace> machine_;
};

TEST_F(LiveSendCrafted, ErrorsWithExtensions) {
  const char* file = "38-rfc4884-mpls-iio-crafted";
  expect_same_of_each({{file, 53, 0, 0, R"("value":16001)"},
                       {file, 49, 0, 0, "From 10.9.2.2: Time Exceeded"},
                       {file, 51, 0, 0, "From 10.9.3.3: Echo Reply"}});
}

TEST_F(LiveSendCrafted, AdversarialReplies) {
  const char* file = "39-adversarial-replies-crafted";
  const Words patiently = {"-W", "20"};
  expect_same_of_each({{file, 1, 0, 0, "From 10.9.3.3: Echo Reply"},
                       {file, 3, 1, 1, "checksum 0xbeef", patiently},
                       {file, 5, 0, 0, "[payload-differs]"},
                       {file, 7, 0, 0, "From 10.9.3.77: Echo Reply"},
                       {file, 9, 0, 2, "(DUP!)", {"-W", "20", "--all"}},
                       {file, 12, 1, 1, "identifier 0x5c85", patiently},
                       {file, 14, 0, 0, "[truncated]"}});
}

}  // namespace
}  // namespace icmpwire::live
