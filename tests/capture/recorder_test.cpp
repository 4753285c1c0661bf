// Recording what passes a wire, and replaying the recording.
#include "capture/recorder.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using test::all_answers_to;
using test::Arrived;
using test::TemporaryFile;

Octets request_of(const std::string& name) {
  const auto capture = test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/" + name + ".pcap");
  const auto datagram = parse_ipv4(Bytes(capture.packets.at(0).octets).subspan(14));
  return {datagram->octets.begin(), datagram->octets.end()};
}

std::unique_ptr<Wire> recorded(std::unique_ptr<Wire> wire, const std::string& path) {
  auto recorder = record(std::move(wire), path);
  EXPECT_TRUE(recorder) << (recorder ? "" : to_text(recorder.error()));
  return recorder ? std::move(*recorder) : nullptr;
}

TEST(Recorder, ARecordingReplaysAsWhatItWasRecordedFrom) {
  for (const char* name :
       {"02-rr9", "20-rr9-ttl2-time-exceeded", "35-frag-options-mtu600", "33-host-unreachable"}) {
    const TemporaryFile file;
    const Octets request = test::varied(request_of(name), {.identifier = 0x7001, .sequence = 5});
    const auto first = all_answers_to(*recorded(test::replay_recording(name), file.path()), request);
    const auto again = all_answers_to(*test::replay(file.path()), request);
    ASSERT_FALSE(first.empty());
    ASSERT_EQ(again.size(), first.size()) << name;
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(to_hex(again[i].datagram), to_hex(first[i].datagram));
      EXPECT_EQ(again[i].at, first[i].at);
    }
  }
}

TEST(Recorder, WritesBothDirectionsInTheirOrderFromTheWiresEpoch) {
  const TemporaryFile file;
  auto replay = test::replay_recording("02-rr9");
  const Nanos epoch = replay->epoch();
  auto wire = recorded(std::move(replay), file.path());
  EXPECT_EQ(wire->epoch(), epoch);
  const Octets request = request_of("02-rr9");
  const auto arrived = all_answers_to(*wire, request);
  ASSERT_EQ(arrived.size(), 1U);
  const auto capture = test::read_capture(file.path());
  ASSERT_EQ(capture.packets.size(), 2U);
  EXPECT_EQ(capture.packets[0].direction, Direction::outbound);
  EXPECT_EQ(capture.packets[0].octets, request);
  EXPECT_EQ(capture.packets[0].at, epoch);
  EXPECT_EQ(capture.packets[1].direction, Direction::inbound);
  EXPECT_EQ(capture.packets[1].octets, arrived[0].datagram);
  EXPECT_EQ(capture.packets[1].at, epoch + arrived[0].at);
}

// Two runs in virtual time leave the same file.
TEST(Recorder, WritesTheSameOctetsInEveryRun) {
  const Octets request = request_of("02-rr9");
  const TemporaryFile one, other;
  for (const auto* file : {&one, &other}) {
    all_answers_to(*recorded(test::replay_recording("02-rr9"), file->path()), request);
  }
  EXPECT_FALSE(test::octets_of_file(one.path()).empty());
  EXPECT_EQ(test::octets_of_file(one.path()), test::octets_of_file(other.path()));
}

// A wire that holds every datagram until the next receive, as for a neighbour's address.
class Holding final : public Wire {
 public:
  Nanos now() override { return {}; }
  Result<Route> route(const IpAddress&, const std::optional<IpAddress>&) override { return Route{}; }
  Result<Sent> send(Bytes datagram, const Route&) override {
    held_.assign(datagram.begin(), datagram.end());
    Sent sent;
    sent.held = true;
    return sent;
  }
  Result<std::optional<Frame>> receive(Nanos) override {
    Frame frame;
    frame.octets = held_;
    frame.direction = Direction::outbound;
    return frame;
  }
  void interrupt() override {}

 private:
  Octets held_;
};

TEST(Recorder, RecordsAHeldDatagramWhenItLeaves) {
  const TemporaryFile file;
  auto wire = recorded(std::make_unique<Holding>(), file.path());
  const Octets datagram = {1, 2, 3};
  ASSERT_TRUE(wire->send(datagram, Route{}));
  EXPECT_TRUE(test::read_capture(file.path()).packets.empty());
  ASSERT_TRUE(wire->receive(Nanos{}));
  const auto capture = test::read_capture(file.path());
  ASSERT_EQ(capture.packets.size(), 1U);
  EXPECT_EQ(capture.packets[0].direction, Direction::outbound);
  EXPECT_EQ(capture.packets[0].octets, datagram);
}

// The comments of a recording's packets.
std::vector<std::string> comments_in(const std::string& path) {
  std::vector<std::string> comments;
  const auto capture = CaptureReader::open(path);
  EXPECT_TRUE(capture);
  for (auto packet = (*capture)->next(); *packet; packet = (*capture)->next()) {
    EXPECT_LE((*packet)->comments.size(), 1U);
    comments.emplace_back((*packet)->comments.empty() ? std::string_view() : (*packet)->comments.front());
  }
  return comments;
}

TEST(Recorder, CommentsOnEachPacketWithTheCallAndTheVerdict) {
  const TemporaryFile file;
  auto wire = recorded(test::replay_recording("02-rr9"), file.path());
  EXPECT_TRUE(wire->takes_notes());
  wire->note("a call with its arguments");
  all_answers_to(*wire, request_of("02-rr9"));
  EXPECT_EQ(comments_in(file.path()),
            (std::vector<std::string>{"a call with its arguments", "reply after 0.070000 ms"}));
}

TEST(Recorder, TellsDuplicatesAndErrorsInTheComments) {
  const TemporaryFile file;
  auto wire =
      recorded(test::replay(std::string(ICMPWIRE_PCAPS_DIR) + "/20-rr9-ttl2-time-exceeded.pcap?duplicate=1"),
               file.path());
  all_answers_to(*wire, request_of("20-rr9-ttl2-time-exceeded"));
  const auto comments = comments_in(file.path());
  ASSERT_EQ(comments.size(), 3U);
  EXPECT_EQ(comments[0], "");
  EXPECT_EQ(comments[1].find("error"), 0U) << comments[1];
  EXPECT_EQ(comments[2].find("duplicate"), 0U) << comments[2];
}

TEST(Recorder, BeginsTheNextFileWhereOneHasGrownTooLarge) {
  const TemporaryFile file;
  {
    auto wire = recorded(test::replay(std::string(ICMPWIRE_PCAPS_DIR) + "/02-rr9.pcap?mode=loop"),
                         file.path() + "?rotate=500&keep=2");
    for (int i = 0; i < 8; ++i) all_answers_to(*wire, request_of("02-rr9"));
  }
  std::vector<std::string> files;
  std::size_t packets = 0;
  for (int i = 1; i <= 12; ++i) {
    const std::string path = i == 1 ? file.path() : file.path() + "." + std::to_string(i);
    if (!std::filesystem::exists(path)) continue;
    files.push_back(path);
    EXPECT_LE(std::filesystem::file_size(path), 500U + 250U);
    const auto capture = test::read_capture(path);
    EXPECT_FALSE(capture.failure);
    packets += capture.packets.size();
  }
  EXPECT_EQ(files.size(), 2U);
  EXPECT_GT(packets, 1U);
  for (const std::string& path : files) std::filesystem::remove(path);
}

// Several wires of a process, and several processes, may be told the same file.
TEST(Recorder, WritesNoFileThatSomebodyElseIsWriting) {
  const TemporaryFile file;
  const std::string next = file.path() + ".2", beside = file.path() + "-2";
  const auto begin = [&](const std::string& keys, WhereTaken where_taken) {
    return record(test::replay(std::string(ICMPWIRE_PCAPS_DIR) + "/02-rr9.pcap?mode=loop"),
                  file.path() + keys, where_taken);
  };
  {
    auto first = begin("?rotate=300", WhereTaken::refuse);
    ASSERT_TRUE(first);
    for (int i = 0; i < 2; ++i) all_answers_to(**first, request_of("02-rr9"));
    ASSERT_TRUE(std::filesystem::remove(next)) << "the first is full";
    const auto refused = begin("", WhereTaken::refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::no_resources);
    const auto second = begin("", WhereTaken::beside);
    ASSERT_TRUE(second);
    all_answers_to(**second, request_of("02-rr9"));
    EXPECT_EQ(test::read_capture(beside).packets.size(), 2U);
  }
  EXPECT_TRUE(begin("", WhereTaken::refuse)) << "whoever wrote it is done";
  std::filesystem::remove(beside);
}

TEST(Recorder, RefusesTargetsThatItCannotRead) {
  for (const char* target : {"x?rotate=0", "x?rotate=much", "x?keep=0", "x?other=1"}) {
    const auto refused = record(test::replay_recording("01-plain"), target);
    ASSERT_FALSE(refused) << target;
    EXPECT_EQ(refused.error().reason, Reason::bad_spec);
  }
}

TEST(Recorder, SaysWhereItCannotWrite) {
  const auto recorder = record(test::replay_recording("01-plain"), "no-such-folder/x.pcapng");
  ASSERT_FALSE(recorder);
  EXPECT_EQ(recorder.error().reason, Reason::no_such_file);
}

// No file may grow beyond some octets while this lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t octets) {
    old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old_);
    rlimit limit = old_;
    limit.rlim_cur = octets;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  rlimit old_{};
  void (*old_handler_)(int) = SIG_DFL;
};

TEST(Recorder, ReturnsAWriteThatFailedByTheCallThatMadeIt) {
  const TemporaryFile file;
  auto wire = recorded(test::replay_recording("02-rr9"), file.path());
  const Octets request = request_of("02-rr9");
  const auto route = wire->route(Ipv4Address{{10, 9, 3, 3}}, std::nullopt);
  {
    const FileSizeLimit limit(std::filesystem::file_size(file.path()) + 100);
    const auto sent = wire->send(request, *route);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().operation, "write the capture file");
    EXPECT_EQ(sent.error().detail, "File too large");
  }
  const auto received = wire->receive(std::chrono::seconds(10));
  ASSERT_FALSE(received) << "behind half a block nothing can follow";
  EXPECT_EQ(received.error().detail, "File too large");
}

}  // namespace
}  // namespace icmpwire
