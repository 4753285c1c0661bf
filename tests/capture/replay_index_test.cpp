// Captures taken apart into exchanges.
#include "capture/replay_index.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "capture/recorded_exchange.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/indexed_capture.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using test::IndexedCapture;

TEST(ReplayIndex, TakesFragmentsOfAnAnswerAsTheyCame) {
  IndexedCapture capture(ICMPWIRE_PCAPS_DIR "/35-frag-options-mtu600.pcap");
  ASSERT_EQ(capture.queries().size(), 1U);
  const RecordedExchange& exchange = capture.read(0);
  ASSERT_EQ(exchange.answers().size(), 1U);
  const RecordedAnswer& answer = exchange.answers()[0];
  ASSERT_EQ(answer.parts.size(), 2U);
  EXPECT_LE(answer.parts[0].after, answer.parts[1].after);
  EXPECT_EQ(answer.message.size, 1008U);
  std::size_t sum = 0;
  for (const RecordedPart& part : answer.parts)
    sum += parse_quoted_ip(exchange.octets(part.datagram))->payload.size();
  EXPECT_EQ(sum, 1008U);
}

// Recording 38: the first request is answered last, behind all the others.
TEST(ReplayIndex, FindsEachAnswersOwnRequest) {
  IndexedCapture capture(ICMPWIRE_PCAPS_DIR "/38-rfc4884-mpls-iio-crafted.pcap");
  ASSERT_GE(capture.queries().size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(capture.read(i).answers().size(), 1U) << i;
  const Nanos eleventh = capture.read(11).at();
  const RecordedExchange& first = capture.read(0);
  EXPECT_GT(first.at() + first.answers()[0].parts[0].after, eleventh) << "when the others had been sent";
}

constexpr Ipv4Address client = {{10, 0, 0, 1}};
constexpr Ipv4Address server = {{10, 0, 0, 2}};

Octets echo(IcmpType type, Ipv4Address source, Ipv4Address destination, std::uint8_t ttl,
            std::uint16_t sequence = 1) {
  IcmpEcho header;
  header.type = type;
  header.identifier = 7;
  header.sequence = sequence;
  Octets message(8);
  build_icmp(header, {}, message);
  Ipv4Header ip;
  ip.identification = static_cast<std::uint16_t>(sequence + (type == IcmpType::echo_reply ? 500 : 0));
  ip.ttl = ttl;
  ip.source = source;
  ip.destination = destination;
  return build_ipv4(ip, {}, message);
}
Octets request(std::uint8_t ttl, std::uint16_t sequence = 1) {
  return echo(IcmpType::echo_request, client, server, ttl, sequence);
}
Octets reply(std::uint8_t ttl, std::uint16_t sequence = 1) {
  return echo(IcmpType::echo_reply, server, client, ttl, sequence);
}

struct OnInterface {
  unsigned interface;
  Octets datagram;
};

// A capture of two raw interfaces, one packet a microsecond.
Octets capture_of(const std::vector<OnInterface>& packets) {
  test::Crafted file;
  file.octets(test::section().result());
  for (int i = 0; i < 2; ++i) file.octets(test::interface(false, 101, 0, test::Crafted()).result());
  std::uint64_t at = 0;
  for (const OnInterface& packet : packets) {
    file.octets(
        test::enhanced_packet(false, packet.interface, ++at, packet.datagram, test::Crafted()).result());
  }
  return file.result();
}

// A router's capture: the request comes in on one side and goes out on the other, and so does the reply.
TEST(ReplayIndex, APacketCapturedOnTwoInterfacesIsOne) {
  const test::TemporaryFile file(
      capture_of({{0, request(64)}, {1, request(63)}, {1, reply(64)}, {0, reply(63)}}));
  IndexedCapture capture(file.path());
  ASSERT_EQ(capture.queries().size(), 1U);
  EXPECT_EQ(capture.index().exchanges().copies, 1U);
  const RecordedExchange& exchange = capture.read(0);
  EXPECT_EQ(exchange.query().ttl, 64);
  ASSERT_EQ(exchange.answers().size(), 1U);
  const auto answer = parse_quoted_ip(exchange.octets(exchange.answers()[0].parts[0].datagram));
  EXPECT_EQ(answer->ttl, 63) << "as the side that asked saw it";
}

TEST(ReplayIndex, AReplyThatOnlyAnotherInterfaceSawCounts) {
  const test::TemporaryFile file(capture_of({{0, request(64)}, {1, reply(64)}}));
  IndexedCapture capture(file.path());
  EXPECT_EQ(capture.read(0).answers().size(), 1U);
}

// A flood: 20000 answers on either side of a router count where the request left.
TEST(ReplayIndex, AnExchangeIsReadWhole) {
  constexpr std::size_t flood = 20'000;
  std::vector<OnInterface> packets = {{0, request(64)}};
  for (std::size_t i = 0; i < flood; ++i) {
    packets.push_back({1, reply(64)});
    packets.push_back({0, reply(63)});
  }
  const test::TemporaryFile file(capture_of(packets));
  IndexedCapture capture(file.path());
  ASSERT_EQ(capture.queries().size(), 1U);
  EXPECT_EQ(capture.read(0).answers().size(), flood);
  EXPECT_EQ(capture.read(0).answers().back().parts.front().after, std::chrono::microseconds(2 * flood));
  const auto wire = test::replay(file.path());
  EXPECT_EQ(test::all_answers_to(*wire, request(64)).size(), flood);
}

TEST(ReplayIndex, AnExchangeBeyondTheLimitsIsRefused) {
  const test::TemporaryFile file(
      capture_of({{0, request(64)}, {0, reply(64)}, {0, reply(64)}, {0, reply(64)}}));
  const auto capture = CaptureReader::open_seekable(file.path());
  ASSERT_TRUE(capture);
  const auto index = ReplayIndex::read(**capture, file.path(), {});
  ASSERT_TRUE(index);
  RecordedExchange exchange;
  const auto read = [&](ExchangeLimits limits) {
    return ExchangeReader(**capture, *index, limits).read(index->queries().front(), exchange);
  };
  EXPECT_TRUE(read({4, 10'000}));
  EXPECT_EQ(exchange.answers().size(), 3U);
  for (const ExchangeLimits& limits : {ExchangeLimits{3, 10'000}, ExchangeLimits{4, 3 * 28}}) {
    const auto refused = read(limits);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::no_resources);
    EXPECT_EQ(refused.error().detail, "it has more than 3 packets: more than fits into memory");
  }
}

TEST(ReplayIndex, ADuplicateOnOneInterfaceStaysOne) {
  const test::TemporaryFile file(
      capture_of({{0, request(64)}, {0, reply(64)}, {0, reply(64)}, {0, request(64)}}));
  IndexedCapture capture(file.path());
  ASSERT_EQ(capture.queries().size(), 2U);
  EXPECT_EQ(capture.read(0).answers().size(), 2U);
  EXPECT_EQ(capture.index().exchanges().copies, 0U);
}

TEST(ReplayIndex, TakesTheFramesThatAreChosen) {
  std::vector<OnInterface> packets;
  for (std::uint16_t sequence = 1; sequence <= 5; ++sequence) {
    packets.push_back({sequence % 2U, request(64, sequence)});
    packets.push_back({sequence % 2U, reply(64, sequence)});
  }
  const test::TemporaryFile file(capture_of(packets));
  const auto queries = [&](const FrameChoice& choice) {
    IndexedCapture capture(file.path(), choice);
    EXPECT_EQ(capture.index().frames().frames, 10U);
    return capture.queries().size();
  };
  FrameChoice frames, interface, host, nobody;
  frames.first_frame = 3;
  frames.last_frame = 6;
  interface.interface = "1";
  host.host = client;
  nobody.host = Ipv4Address{{10, 0, 0, 3}};
  EXPECT_EQ(queries({}), 5U);
  EXPECT_EQ(queries(frames), 2U);
  EXPECT_EQ(queries(interface), 3U);
  EXPECT_EQ(queries(host), 5U);
  EXPECT_EQ(queries(nobody), 0U);
}

TEST(ReplayIndex, GivesWhatStandsBeforeACut) {
  Octets octets = capture_of({{0, request(64)}, {0, reply(64)}, {0, request(64, 2)}});
  octets.resize(octets.size() - 5);
  const test::TemporaryFile file(octets);
  IndexedCapture capture(file.path());
  EXPECT_EQ(capture.queries().size(), 1U);
  ASSERT_TRUE(capture.index().cut());
  EXPECT_NE(capture.index().cut()->detail.find("it is cut"), std::string::npos);
}

TEST(ReplayIndex, TakesAtMost24OctetsAPacket) {
  std::vector<OnInterface> packets;
  for (std::uint16_t sequence = 1; sequence <= 5000; ++sequence)
    packets.push_back({0, request(64, sequence)});
  const test::TemporaryFile requests(capture_of(packets));
  EXPECT_LE(IndexedCapture(requests.path()).index().memory(), 24U * packets.size() + 1024);
}

TEST(ReplayIndex, RefusesAFileThatIsDamagedAtItsStart) {
  Octets octets = capture_of({{0, request(64)}});
  octets.resize(octets.size() - 5);
  const test::TemporaryFile file(octets);
  auto reader = CaptureReader::open_seekable(file.path());
  ASSERT_TRUE(reader);
  const auto index = ReplayIndex::read(**reader, file.path(), {});
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().reason, Reason::bad_file);
}

}  // namespace
}  // namespace icmpwire
