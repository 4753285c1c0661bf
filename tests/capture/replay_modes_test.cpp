// The replay wire's keys: loop, exact, frames, hosts, speed; and IPv6.
#include <gtest/gtest.h>

#include "capture/open_wire.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "tests/capture/capture_files.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using test::all_answers_to;
using test::Variant;
using test::varied;

const std::string plain = std::string(ICMPWIRE_PCAPS_DIR) + "/01-plain.pcap";

Octets recorded_request() {
  const auto capture = test::read_capture(plain);
  const auto datagram = parse_ipv4(Bytes(capture.packets.at(0).octets).subspan(14));
  return {datagram->octets.begin(), datagram->octets.end()};
}

Failure refusal(Wire& wire, Bytes request) {
  const auto sent = wire.send(request, *wire.route(parse_ipv4(request)->header.destination, std::nullopt));
  EXPECT_FALSE(sent);
  return sent ? Failure{} : sent.error();
}

TEST(ReplayModes, LoopBeginsAgain) {
  const auto wire = test::replay(plain + "?mode=loop");
  for (std::uint16_t sequence = 1; sequence <= 5; ++sequence) {
    const Octets request = varied(recorded_request(), Variant{.sequence = sequence});
    EXPECT_EQ(all_answers_to(*wire, request).size(), 1U) << sequence;
  }
}

TEST(ReplayModes, ExactTakesTheRecordedRequestUnderOtherKeys) {
  const auto wire = test::replay(plain + "?mode=exact");
  const Octets other =
      varied(recorded_request(), Variant{.identifier = 7, .sequence = 9, .ip_identification = 11});
  EXPECT_EQ(all_answers_to(*wire, other).size(), 1U);
}

TEST(ReplayModes, ExactNamesTheFieldsThatDiffer) {
  const auto wire = test::replay(plain + "?mode=exact");
  Octets request = recorded_request();
  request[1] = 0xb8;
  write_u16(request, 10, 0);
  request[request.size() - 1] ^= 0xff;
  const Failure failure = refusal(*wire, request);
  EXPECT_EQ(failure.reason, Reason::nothing_recorded);
  EXPECT_NE(failure.detail.find("ip.tos (0x00"), std::string::npos) << failure.detail;
  EXPECT_NE(failure.detail.find("payload"), std::string::npos) << failure.detail;
  EXPECT_EQ(failure.detail.find("checksum"), std::string::npos) << failure.detail;
  EXPECT_EQ(all_answers_to(*wire, recorded_request()).size(), 1U) << "it was not given to the other";
}

TEST(ReplayModes, StrictKeysCountToo) {
  const auto wire = test::replay(plain + "?mode=exact&keys=strict");
  const Failure failure = refusal(*wire, varied(recorded_request(), Variant{.identifier = 7}));
  EXPECT_NE(failure.detail.find("icmp.identifier"), std::string::npos) << failure.detail;
  EXPECT_EQ(all_answers_to(*wire, recorded_request()).size(), 1U);
}

TEST(ReplayModes, FramesAndHostsAreChosenBySpec) {
  const auto none = test::replay(plain + "?frames=3-");
  const auto no_route = none->route(Ipv4Address{{10, 9, 3, 3}}, std::nullopt);
  ASSERT_FALSE(no_route);
  EXPECT_EQ(no_route.error().reason, Reason::nothing_recorded);
  const auto chosen = test::replay(plain + "?frames=1-2&host=10.9.3.3");
  EXPECT_EQ(all_answers_to(*chosen, recorded_request()).size(), 1U);
}

TEST(ReplayModes, RefusesKeysThatItCannotRead) {
  for (const char* key : {"mode=other", "keys=strict", "speed=0", "speed=-1", "speed=x", "frames=0",
                          "frames=5-4", "frames=-", "frames=x", "host=nobody", "missing=x", "other=1"}) {
    const auto wire = open_wire("replay:" + plain + "?" + key);
    ASSERT_FALSE(wire) << key;
    EXPECT_EQ(wire.error().reason, Reason::bad_spec) << key;
  }
}

// A thousand times as fast as real time: the clock runs by itself, and receive waits for the answer.
TEST(ReplayModes, WithASpeedTheClockRuns) {
  const auto wire = test::replay(plain + "?speed=1000");
  const Nanos before = wire->now();
  while (wire->now() == before) continue;
  const Octets request = recorded_request();
  const auto sent = wire->send(request, *wire->route(Ipv4Address{{10, 9, 3, 3}}, std::nullopt));
  ASSERT_TRUE(sent);
  const auto frame = wire->receive(sent->frame.at + std::chrono::hours(1));
  ASSERT_TRUE(frame && *frame);
  EXPECT_GE(wire->now(), (*frame)->at);
  const auto nothing = wire->receive((*frame)->at + std::chrono::milliseconds(10));
  ASSERT_TRUE(nothing && !*nothing);
  EXPECT_GE(wire->now(), (*frame)->at + std::chrono::milliseconds(10));
}

TEST(ReplayModes, RefusesLinkTypesByName) {
  const test::TemporaryFile file(test::pcap_of({recorded_request()}, 129));
  const auto wire = open_wire("replay:" + file.path());
  ASSERT_FALSE(wire);
  EXPECT_EQ(wire.error().reason, Reason::unsupported);
  EXPECT_EQ(wire.error().detail, "it holds nothing but 1 frame of ARCNET_LINUX");
}

struct Framed {
  const char* name;
  unsigned link;
  Octets header;
};

TEST(ReplayModes, ReadsPppAndPppoe) {
  const Octets ethernet_pppoe = {2, 0,    0,    0,    0, 1, 2, 0, 0, 0, 0,
                                 2, 0x88, 0x64, 0x11, 0, 0, 7, 0, 0, 0, 0x21};
  const Framed framed[] = {{"PPP", 9, {0x00, 0x21}},
                           {"PPP with address and control", 9, {0xff, 0x03, 0x00, 0x21}},
                           {"PPP with a compressed protocol", 9, {0x21}},
                           {"PPP in HDLC-like framing", 50, {0xff, 0x03, 0x00, 0x21}},
                           {"PPPoE without Ethernet", 51, {0x11, 0, 0, 7, 0, 0, 0, 0x21}},
                           {"PPPoE", 1, ethernet_pppoe}};
  for (const Framed& link : framed) {
    Octets frame = link.header;
    const Octets request = recorded_request();
    frame.insert(frame.end(), request.begin(), request.end());
    const test::TemporaryFile file(test::pcap_of({frame}, link.link));
    const auto wire = test::replay(file.path());
    ASSERT_TRUE(wire) << link.name;
    EXPECT_TRUE(wire->route(Ipv4Address{{10, 9, 3, 3}}, std::nullopt)) << link.name;
  }
}

constexpr Ipv6Address own = {{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
constexpr Ipv6Address other = {{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}};
constexpr Ipv6Address router = {{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3}};
constexpr Ipv6Address live = {{0x20, 0x01, 0x0d, 0xb8, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x99}};

Octets datagram6(const Ipv6Address& source, const Ipv6Address& destination, Bytes message,
                 std::uint8_t hop_limit = 64) {
  Ipv6Header header;
  header.source = source;
  header.destination = destination;
  header.hop_limit = hop_limit;
  return build_ipv6(header, {}, message);
}

Octets echo6(Icmpv6Type type, const Ipv6Address& source, const Ipv6Address& destination,
             std::uint16_t identifier, Bytes data, std::uint8_t hop_limit = 64) {
  Icmpv6Echo header;
  header.type = type;
  header.identifier = identifier;
  header.sequence = 1;
  Octets message(8 + data.size());
  build_icmpv6(header, data, source, destination, message);
  return datagram6(source, destination, message, hop_limit);
}

Octets time_exceeded6(Bytes quote, const Ipv6Address& to) {
  Octets message(8 + quote.size());
  build_icmpv6(Icmpv6TimeExceeded{}, quote, router, to, message);
  return datagram6(router, to, message);
}

TEST(ReplayIpv6, FitsRepliesAndErrorsToTheLiveRequest) {
  const Octets data(16, 'a'), live_data(24, 'b');
  const Octets asked = echo6(Icmpv6Type::echo_request, own, other, 1, data);
  const Octets expired = echo6(Icmpv6Type::echo_request, own, other, 1, data, 1);
  const test::TemporaryFile file(test::pcap_of(
      {asked, echo6(Icmpv6Type::echo_reply, other, own, 1, data), expired, time_exceeded6(expired, own)},
      101));
  const auto wire = test::replay(file.path());
  ASSERT_TRUE(wire);
  EXPECT_EQ(to_text(wire->route(other, std::nullopt)->source), to_text(own));

  const auto replies = all_answers_to(*wire, echo6(Icmpv6Type::echo_request, live, other, 0xbeef, live_data));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(to_hex(replies[0].datagram),
            to_hex(echo6(Icmpv6Type::echo_reply, other, live, 0xbeef, live_data)));

  const Octets live_expired = echo6(Icmpv6Type::echo_request, live, other, 0xbeef, live_data, 1);
  const auto errors = all_answers_to(*wire, live_expired);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(to_hex(errors[0].datagram), to_hex(time_exceeded6(live_expired, live)));
}

TEST(ReplayIpv6, PutsRecordedRequestsTogetherFromFragments) {
  const Octets data(40, 'a');
  const Octets whole = echo6(Icmpv6Type::echo_request, own, other, 1, data);
  const Bytes message = Bytes(whole).subspan(40);
  const auto fragment = [&](std::size_t from, std::size_t size, bool more) {
    Octets extension(8);
    encode(Ipv6FragmentHeader{Protocol::icmpv6, 0, static_cast<std::uint16_t>(from / 8), 0, more, 77},
           extension);
    Ipv6Header header;
    header.source = own;
    header.destination = other;
    header.next_header = Protocol::fragment;
    return build_ipv6(header, extension, message.subspan(from, size));
  };
  const test::TemporaryFile file(test::pcap_of(
      {fragment(0, 24, true), fragment(24, 24, false), echo6(Icmpv6Type::echo_reply, other, own, 1, data)},
      101));
  const auto wire = test::replay(file.path() + "?mode=exact&keys=strict");
  ASSERT_TRUE(wire);
  const auto replies = all_answers_to(*wire, whole);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(to_hex(replies[0].datagram), to_hex(echo6(Icmpv6Type::echo_reply, other, own, 1, data)));
}

}  // namespace
}  // namespace icmpwire
