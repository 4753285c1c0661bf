// Statistics of captures, against the replay index and against what was written.
#include "capture/capture_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/capture/capture_files.h"
#include "tests/capture/indexed_capture.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

std::unique_ptr<CaptureStatistics> statistics_of(const std::string& path) {
  const auto capture = CaptureReader::open(path);
  EXPECT_TRUE(capture) << path;
  auto statistics = read_statistics(**capture);
  EXPECT_TRUE(statistics) << path;
  return std::move(*statistics);
}

TEST(RoundTripHistogram, IsExactToItsStatedError) {
  for (const std::uint64_t value :
       {0ULL, 1ULL, 255ULL, 256ULL, 257ULL, 1000ULL, 70'123ULL, 5'000'000'001ULL, 999'999'999'999'999ULL}) {
    RoundTripHistogram histogram;
    histogram.add(Nanos(value));
    histogram.add(Nanos(value + value));  // so that the middle of the class is not clamped to one value
    histogram.add(Nanos(0));
    const auto found = static_cast<double>(histogram.percentile(0.5).count());
    EXPECT_LE(std::abs(found - static_cast<double>(value)),
              RoundTripHistogram::most_error * static_cast<double>(value))
        << value;
  }
}

TEST(RoundTripHistogram, PercentilesAreThoseOfTheSortedTimes) {
  RoundTripHistogram histogram;
  for (int i = 1000; i >= 1; --i) histogram.add(std::chrono::microseconds(i));
  EXPECT_EQ(histogram.count(), 1000U);
  EXPECT_EQ(histogram.least(), std::chrono::microseconds(1));
  EXPECT_EQ(histogram.most(), std::chrono::microseconds(1000));
  EXPECT_EQ(histogram.mean(), Nanos(500'500));
  for (const double share : {0.01, 0.5, 0.9, 0.99, 1.0}) {
    const double exact = share * 1e6;
    EXPECT_NEAR(static_cast<double>(histogram.percentile(share).count()), exact,
                exact * RoundTripHistogram::most_error)
        << share;
  }
}

TEST(CaptureStatistics, CountAnErrorWithItsTypeAndTheOptionsOfThePackets) {
  const auto statistics = statistics_of(ICMPWIRE_PCAPS_DIR "/19-rr9-ttl1-time-exceeded.pcap");
  EXPECT_EQ(statistics->v4.queries, 1U);
  EXPECT_EQ(statistics->v4.refused, 1U);
  EXPECT_EQ(statistics->v4.unanswered(), 0U);
  EXPECT_EQ((statistics->v4.errors.at({11, 0})), 1U);
  EXPECT_EQ(statistics->v4.options[7], 2U);
  EXPECT_EQ(statistics->round_trips.count(), 1U);
  EXPECT_EQ(statistics->v6.queries, 0U);
}

TEST(CaptureStatistics, CountWhatIsNotAnswered) {
  const auto statistics = statistics_of(ICMPWIRE_PCAPS_DIR "/22-address-mask-noreply.pcap");
  EXPECT_EQ(statistics->v4.queries, 1U);
  EXPECT_EQ(statistics->v4.unanswered(), 1U);
}

// One pass with bounded memory finds what the index of all packets finds.
TEST(CaptureStatistics, AgreeWithTheReplayIndex) {
  std::vector<std::string> paths;
  std::vector<std::string> folders = {ICMPWIRE_PCAPS_DIR};
  if (const auto foreign = test::foreign_captures()) folders.push_back(*foreign);
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension().string().find(".pcap") == 0) paths.push_back(entry.path().string());
    }
  }
  ASSERT_GE(paths.size(), 40U);
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    const auto statistics = statistics_of(path);
    test::IndexedCapture capture(path);
    EXPECT_EQ(statistics->frames.frames, capture.index().frames().frames);
    EXPECT_EQ(statistics->v4.queries + statistics->v6.queries, capture.queries().size());
    std::uint64_t unanswered = 0;
    for (std::size_t i = 0; i < capture.queries().size(); ++i)
      unanswered += capture.read(i).answers().empty() ? 1U : 0U;
    EXPECT_EQ(statistics->v4.unanswered() + statistics->v6.unanswered(), unanswered);
  }
}

TEST(CaptureStatistics, SayWhereTheFileIsCut) {
  Octets octets = test::octets_of_file(ICMPWIRE_PCAPS_DIR "/01-plain.pcap");
  octets.pop_back();
  const test::TemporaryFile file(octets);
  const auto statistics = statistics_of(file.path());
  EXPECT_EQ(statistics->frames.frames, 1U);
  ASSERT_TRUE(statistics->cut);
  EXPECT_EQ(statistics->cut->reason, Reason::bad_file);
}

}  // namespace
}  // namespace icmpwire
