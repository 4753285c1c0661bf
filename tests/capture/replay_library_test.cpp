// Every recording in pcaps/ answers each of its requests with what was recorded for it, whatever its link
// type and the form of its file.
#include <gtest/gtest.h>

#include <algorithm>

#include "capture/open_wire.h"
#include "tests/capture/indexed_capture.h"
#include "tests/capture/replay_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

// What came for an exchange, answers and strays, each datagram with the time since the request.
std::vector<std::string> recorded(const RecordedExchange& exchange) {
  std::vector<std::string> lines;
  for (const auto& came : {exchange.answers(), exchange.strays()}) {
    for (const RecordedAnswer& answer : came) {
      for (const RecordedPart& part : answer.parts)
        lines.push_back(std::to_string(part.after.count()) + ": " + to_hex(exchange.octets(part.datagram)));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> replayed(Wire& wire, Bytes request) {
  std::vector<std::string> lines;
  for (const test::Arrived& arrived : test::all_answers_to(wire, request))
    lines.push_back(std::to_string(arrived.at.count()) + ": " + to_hex(arrived.datagram));
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(ReplayLibrary, AnswersEveryRequestOfEveryRecordingAsItWasAnswered) {
  std::size_t exchanges = 0;
  for (const std::string& recording : test::all_recordings()) {
    SCOPED_TRACE(recording);
    const std::string path = ICMPWIRE_PCAPS_DIR "/" + recording;
    test::IndexedCapture capture(path);
    const auto wire = open_wire("replay:" + path);
    if (capture.queries().empty()) continue;
    ASSERT_TRUE(wire) << to_text(wire.error());
    for (std::size_t number = 0; number < capture.queries().size(); ++number) {
      const RecordedExchange& exchange = capture.read(number);
      EXPECT_EQ(replayed(**wire, exchange.query().octets), recorded(exchange)) << "exchange " << number + 1;
      ++exchanges;
    }
  }
  EXPECT_GE(exchanges, 240U);
}

// IEEE 802.11 is no link that is pinged over: its frames are named.
TEST(ReplayLibrary, RefusesARecordingOfNothingButFramesThatAreNotRead) {
  const auto wire = open_wire("replay:" ICMPWIRE_PCAPS_DIR "/98-wifi-crafted.pcap");
  ASSERT_FALSE(wire);
  EXPECT_NE(to_text(wire.error()).find("it holds nothing but 2 frames of IEEE802_11"), std::string::npos)
      << to_text(wire.error());
}

}  // namespace
}  // namespace icmpwire
