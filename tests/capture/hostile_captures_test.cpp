// Captures changed at random: readers and replay end in packets or a failure, never in a crash.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "capture/open_wire.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using test::TemporaryFile;

constexpr unsigned seed = 20241122;

// One to eight octets changed, some of them to the values that lengths break at; sometimes the end is cut
// off.
Octets mutated(Octets octets, std::mt19937& random) {
  const std::uint8_t favourites[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
  for (unsigned count = 1 + random() % 8; count != 0 && !octets.empty(); --count) {
    const bool favourite = random() % 2 == 0;
    octets[random() % octets.size()] =
        favourite ? favourites[random() % 5] : static_cast<std::uint8_t>(random());
  }
  if (random() % 4 == 0) octets.resize(random() % (octets.size() + 1));
  return octets;
}

struct Original {
  Octets file;
  std::vector<Octets> datagrams;
};

const std::vector<Original>& small_captures() {
  static const std::vector<Original> files = [] {
    std::vector<std::string> paths;
    std::vector<std::string> folders = {ICMPWIRE_PCAPS_DIR};
    if (const auto foreign = test::foreign_captures()) folders.push_back(*foreign);
    for (const std::string& folder : folders) {
      for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const bool is_capture = entry.path().extension().string().find(".pcap") == 0;
        if (is_capture && entry.file_size() <= 6000) paths.push_back(entry.path().string());
      }
    }
    std::sort(paths.begin(), paths.end());  // the same run everywhere
    std::vector<Original> result;
    for (const std::string& path : paths)
      result.push_back({test::octets_of_file(path), test::datagrams_of(path)});
    return result;
  }();
  return files;
}

TEST(HostileCaptures, AreReadToAnEndOrAFailure) {
  std::mt19937 random(seed);
  const auto& files = small_captures();
  ASSERT_GE(files.size(), 40U);
  std::size_t packets = 0;
  std::size_t failures = 0;
  for (std::size_t run = 0; run < 1000; ++run) {
    const TemporaryFile file(mutated(files[run % files.size()].file, random));
    const auto capture = test::read_capture(file.path());
    packets += capture.packets.size();
    if (!capture.failure) continue;
    ++failures;
    EXPECT_EQ(capture.failure->reason, Reason::bad_file);
    EXPECT_FALSE(capture.failure->detail.empty());
  }
  EXPECT_GT(packets, 1000U);
  EXPECT_GT(failures, 100U);
}

// The requests of the unchanged file go to a replay of the changed one.
TEST(HostileCaptures, AreReplayedWithoutHarm) {
  std::mt19937 random(seed);
  const auto& files = small_captures();
  std::size_t replays = 0;
  std::size_t arrivals = 0;
  for (std::size_t run = 0; run < 1000; ++run) {
    const Original& original = files[run % files.size()];
    const TemporaryFile file(mutated(original.file, random));
    const auto wire = open_wire("replay:" + file.path());
    if (!wire) continue;
    ++replays;
    for (const Octets& datagram : original.datagrams) {
      const auto route = (*wire)->route(Ipv4Address{{10, 9, 3, 3}}, std::nullopt);
      if (!route) break;
      const auto sent = (*wire)->send(datagram, *route);
      EXPECT_TRUE(sent || sent.error().reason == Reason::nothing_recorded ||
                  sent.error().reason == Reason::bad_file);
    }
    const Nanos until = std::chrono::hours(1);
    for (auto frame = (*wire)->receive(until); *frame; frame = (*wire)->receive(until)) {
      EXPECT_FALSE((*frame)->datagram().empty());
      ++arrivals;
    }
  }
  EXPECT_GT(replays, 300U);
  EXPECT_GT(arrivals, 300U);
}

}  // namespace
}  // namespace icmpwire
