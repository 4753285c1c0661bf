// What recorded packets say of each other, read off the recordings by hand (pcaps/README.md).
#include "packet/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The frames of a recording with what each says; kept together because chapters refer to packets.
class Told {
 public:
  explicit Told(const std::string& recording) : frames_(test::recorded_frames(recording + ".pcap")) {
    Story story;
    for (const Octets& frame : frames_) packets_.push_back(dissect(frame, LinkType::ethernet));
    for (const Dissection& packet : packets_)
      chapters_.push_back(story.add(packet, chapters_.size() + 1, std::nullopt));
  }
  const Meaning& of(std::size_t frame) const { return chapters_.at(frame - 1).meaning; }
  std::string text_of(std::size_t frame) const { return statements_text(statements(of(frame))); }
  std::vector<std::string> changes_of(std::size_t frame) const {
    std::vector<std::string> changes;
    for (const QuoteChange& change : of(frame).changes) changes.push_back(to_text(change));
    return changes;
  }

 private:
  std::vector<Octets> frames_;
  std::vector<Dissection> packets_;
  std::vector<Chapter> chapters_;
};

TEST(Story, SplitsARecordedRouteWhereItTurned) {
  EXPECT_EQ(Told("02-rr9").text_of(2),
            "answers  frame 1\n"
            "RR       forward  10.9.2.1\n"
            "                  10.9.3.2\n"
            "         turn     10.9.3.3\n"
            "                  10.9.3.3\n"
            "         return   10.9.2.2\n"
            "                  10.9.1.2\n"
            "         free     3 slots\n");
  EXPECT_THAT(Told("03-rr3-full").text_of(2),
              HasSubstr("         turn     10.9.3.3\n"
                        "         full     route full: the way back is not recorded\n"));
}

TEST(Story, CountsHopsWithoutASlot) {
  EXPECT_THAT(Told("05-ts-addr4-overflow").text_of(2), HasSubstr("full     2 hops could not be recorded\n"));
}

TEST(Story, KnowsAReversedSourceRoute) {
  EXPECT_THAT(Told("08-lsrr-r1-r2").text_of(2),
              HasSubstr("LSRR     back by  10.9.2.2\n"
                        "                  10.9.1.2\n"
                        "         which is the route of the request, reversed (RFC 1122 3.2.1.8)\n"));
  EXPECT_THAT(Told("09-ssrr-r1-r2").text_of(2), HasSubstr("reversed (RFC 1122 3.2.1.8)\n"));
}

// The router recorded itself, and took no hop before it quoted; the checksum stayed that of the request.
TEST(Story, ComparesAQuoteWithItsRequest) {
  EXPECT_THAT(Told("19-rr9-ttl1-time-exceeded").changes_of(2),
              ElementsAre("ip.checksum 0x6f90 (stale by 0xf4f0: its header's is 0x6481)",
                          "record_route.pointer 4 -> 8 (routers recorded themselves)",
                          "record_route[1].address 0.0.0.0 -> 10.9.1.2"));
  EXPECT_THAT(Told("20-rr9-ttl2-time-exceeded").changes_of(2),
              ElementsAre("ip.ttl 2 -> 1 (a router took one)",
                          "ip.checksum 0x6e90 -> 0x6382 (stale by 0xf3f0: its header's is 0x5773)",
                          "record_route.pointer 4 -> 12 (routers recorded themselves)",
                          "record_route[1].address 0.0.0.0 -> 10.9.2.1",
                          "record_route[2].address 0.0.0.0 -> 10.9.2.2"));
}

TEST(Story, SaysSoWhereAQuoteWasNotChanged) {
  EXPECT_THAT(Told("15-rr-len2-malformed").text_of(2), HasSubstr("quote     as it was sent\n"));
}

// RFC 4884: labels and an interface behind the quote.
TEST(Story, ReadsExtensions) {
  const std::string text = Told("38-rfc4884-mpls-iio-crafted").text_of(54);
  EXPECT_THAT(text, HasSubstr("extension  behind the quote, as the message's length tells (RFC 4884)\n"));
  EXPECT_THAT(text, HasSubstr("MPLS Label Stack Entry: label 16001, traffic_class 5, bottom 1, ttl 1\n"));
}

// Captures of others, over PPP: routers that tell no length, RFC 4950's labels and RFC 5837's interface.
TEST(Story, GuessesExtensionsWhereNoLengthIsTold) {
  const auto folder = test::foreign_captures();
  if (!folder) GTEST_SKIP() << "needs captures of other projects: ICMPWIRE_CAPTURES names their folder";
  constexpr std::size_t ppp_octets = 4;  // address, control and protocol
  const auto says = [&](const std::string& file, std::size_t frame) {
    const Octets octets = test::frames_of(*folder + "/" + file).at(frame);
    const Dissection error = dissect(Bytes(octets).subspan(ppp_octets), LinkType::ipv4);
    return statements_text(statements(meaning_of(error, nullptr)));
  };
  const std::string labels = says("tcpdump_mpls-traceroute.pcap", 1);
  EXPECT_THAT(labels, HasSubstr("extension  not compliant, guessed: no length is told"));
  EXPECT_THAT(labels, HasSubstr("MPLS Label Stack Entry: label 100704, traffic_class 0, bottom 1"));
  const std::string interface = says("tcpdump_icmp-rfc5837.pcap", 0);
  EXPECT_THAT(interface, HasSubstr("extension  not compliant, guessed: no length is told"));
  EXPECT_THAT(interface, HasSubstr("length 80, class 2"));
}

TEST(Story, FindsFragmentsOfOneDatagram) {
  const Told told("35-frag-options-mtu600.r2-inside");
  EXPECT_THAT(told.text_of(1),
              HasSubstr("fragment  octets 0-551 of the data of datagram 0x0001; more follow\n"));
  EXPECT_EQ(told.text_of(2),
            "fragment  octets 552-1007 of the data of datagram 0x0001; it ends here\n"
            "          with frame 1: octets 0-551\n"
            "          the datagram is whole\n");
}

struct Problem {
  const char* recording;
  const char* field;
  const char* rule;
};
class ParameterProblems : public testing::TestWithParam<Problem> {};
TEST_P(ParameterProblems, NameTheFieldAndItsRule) {
  const Told told(GetParam().recording);
  const auto& problem = told.of(2).problem;
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->field, GetParam().field);
  EXPECT_THAT(problem->rule, HasSubstr(GetParam().rule));
  EXPECT_THAT(problem->source, testing::StartsWith("RFC "));
  const std::vector<std::string>& marks = told.of(2).problem_marks;
  ASSERT_EQ(marks.size(), 4U);
  EXPECT_EQ(marks[0].substr(0, 8), "sent    ");
  EXPECT_EQ(marks[2].substr(0, 8), "quoted  ");
  EXPECT_EQ(marks[1], marks[3]);
}
INSTANTIATE_TEST_SUITE_P(
    Recordings, ParameterProblems,
    testing::Values(Problem{"07-ts-overflow-counter-15", "timestamp.overflow", "is 15 and no slot is free"},
                    Problem{"15-rr-len2-malformed", "record_route.length", "is 2: type, length and pointer"},
                    Problem{"16-rr-ptr3-malformed", "record_route.pointer", "is 3: the smallest is 4"},
                    Problem{"17-two-source-routes", "loose_source_route.type",
                            "begins a second source route"},
                    Problem{"18-duplicate-rr", "record_route.type", "is there a second time"},
                    Problem{"28-rr-ptr-past-end-partial-slot", "record_route.pointer", "a slot takes 4"},
                    Problem{"29-len-overruns-header", "option.type", "has the length 39"},
                    Problem{"30-type-at-last-byte-no-len", "option.type", "length is missing"}),
    [](const auto& problem) { return "Recording" + std::string(problem.param.recording).substr(0, 2); });

}  // namespace
}  // namespace icmpwire
