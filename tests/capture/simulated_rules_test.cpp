// The rules of RFC 1122 and 1812 for what is answered, what is reported and what is discarded in silence.
#include <gtest/gtest.h>

#include "capture/simulated_fragments.h"
#include "packet/checksum.h"
#include "tests/capture/simulated_fixture.h"

namespace icmpwire::test {
namespace {

constexpr TypeAndCode echo_reply{IcmpType::echo_reply, 0};
constexpr TypeAndCode ttl_exceeded{IcmpType::time_exceeded, 0};
constexpr TypeAndCode net_unreachable{IcmpType::destination_unreachable, 0};

Octets echo_with(Ipv4Header header) { return echo_request(header); }

TEST(HeaderValidation, AWrongChecksumIsDiscardedInSilence) {
  Octets request = echo_request("10.9.3.3");
  request[10] ^= 0x01;
  EXPECT_TRUE(answers_to(request).empty());
}

TEST(HeaderValidation, AnotherVersionIsDiscardedInSilence) {
  Ipv4Header header = header_to("10.9.3.3");
  header.version = 6;
  EXPECT_TRUE(answers_to(echo_with(header)).empty());
}

TEST(HeaderValidation, AnImpossibleHeaderLengthIsDiscardedInSilence) {
  for (const std::uint8_t ihl : std::array<std::uint8_t, 3>{0, 4, 15}) {
    Ipv4Header header = header_to("10.9.3.3");
    header.ihl = ihl;
    EXPECT_TRUE(answers_to(echo_with(header)).empty()) << int{ihl};
  }
}

TEST(HeaderValidation, AnImpossibleTotalLengthIsDiscardedInSilence) {
  for (const std::uint16_t length : std::array<std::uint16_t, 3>{0, 19, 37}) {
    Ipv4Header header = header_to("10.9.3.3");
    header.total_length = length;
    EXPECT_TRUE(answers_to(echo_with(header)).empty()) << length;
  }
}

TEST(HeaderValidation, WhatTheLinkPaddedIsNotAnswered) {
  Octets request = echo_request("10.9.3.3");
  const std::size_t size = request.size();
  request.resize(size + 10, 0xee);
  const auto answers = answers_to(request);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].datagram.size(), size);
}

TEST(HeaderValidation, LessThanAHeaderIsDiscardedInSilence) {
  EXPECT_TRUE(answers_to(Octets{}).empty());
  EXPECT_TRUE(answers_to(Octets(19, 0x45)).empty());
}

TEST(SourceValidation, WhatIsNoSingleHostIsDiscardedInSilence) {
  for (const char* source :
       {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "10.9.1.2"}) {
    Ipv4Header header = header_to("192.0.2.1");  // would be reported unreachable
    header.source = address(source);
    EXPECT_TRUE(answers_to(echo_with(header)).empty()) << source;
  }
}

TEST(TimeToLive, IsTakenDownByRoutersAlone) {
  Ipv4Header header = header_to("10.9.3.3");
  header.ttl = 3;
  EXPECT_EQ(only_answer(answers_to(echo_with(header))), echo_reply);
  header.destination = address("10.9.1.2");
  header.ttl = 1;  // RFC 1122 3.2.1.7: never looked at by who is meant
  EXPECT_EQ(only_answer(answers_to(echo_with(header))), echo_reply);
}

TEST(TimeToLive, ExpiresAtTheRouterWhereItReachesZero) {
  const std::vector<std::pair<std::uint8_t, const char*>> cases = {{1, "10.9.1.2"}, {2, "10.9.2.2"}};
  for (const auto& [ttl, router] : cases) {
    Ipv4Header header = header_to("10.9.3.3");
    header.ttl = ttl;
    const auto answers = answers_to(echo_with(header));
    ASSERT_EQ(only_answer(answers), ttl_exceeded);
    EXPECT_EQ(answers[0].ip().header.source, address(router));
  }
}

TEST(TimeToLive, OfOwnDatagramsIsTheNodesOwn) {
  Network network = built_in_network();
  node_of(network, "h2").initial_ttl = 255;
  Ipv4Header header = header_to("10.9.3.3");
  header.ttl = 9;
  EXPECT_EQ(answers_to(network, echo_with(header))[0].ip().header.ttl, 253);
  EXPECT_EQ(answers_to(echo_with(header))[0].ip().header.ttl, 62);
}

TEST(UnknownNetwork, IsReportedByTheRouterThatDoesNotKnowIt) {
  const Octets request = echo_request("192.0.2.1");
  const auto answers = answers_to(request);
  ASSERT_EQ(only_answer(answers), net_unreachable);
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.1.2"));
  EXPECT_EQ(to_hex(quoted_datagram(answers[0].icmp())), to_hex(request));
}

TEST(SilentDestination, NeverAnswers) { EXPECT_TRUE(answers_to(echo_request("192.18.1.1")).empty()); }

TEST(UnknownNetwork, IsNotReportedByHosts) {
  Network network = built_in_network();
  node_of(network, "r2").routes.push_back({{address("192.18.0.0"), 16}, address("10.9.3.3")});
  EXPECT_TRUE(answers_to(network, echo_request("192.18.1.1")).empty());
}

TEST(RoutingLoop, EndsWithTheTimeToLive) {
  Network network = built_in_network();
  node_of(network, "r2").routes = {{Ipv4Prefix{}, address("10.9.2.1")}};
  Ipv4Header header = header_to("192.18.1.1");
  header.ttl = 255;
  const auto answers = answers_to(network, echo_with(header));
  EXPECT_EQ(only_answer(answers), ttl_exceeded);
  EXPECT_EQ(decode_fixed<Ipv4Header>(quoted_datagram(answers[0].icmp())).ttl, 1);
}

TEST(ErrorRule, AreNotSentAboutErrors) {
  for (const IcmpType type : {IcmpType::destination_unreachable, IcmpType::source_quench, IcmpType::redirect,
                              IcmpType::time_exceeded, IcmpType::parameter_problem}) {
    IcmpOther error;
    error.type = type;
    Octets message(layout<IcmpOther>.octets);
    build_icmp(error, {}, message);
    EXPECT_TRUE(answers_to(build_ipv4(header_to("192.0.2.1"), {}, message)).empty())
        << static_cast<int>(type);
  }
}

TEST(ErrorRule, AreNotSentAboutIcmpOfUnknownTypes) {
  IcmpOther unknown;
  unknown.type = IcmpType{99};
  Octets message(layout<IcmpOther>.octets);
  build_icmp(unknown, {}, message);
  EXPECT_TRUE(answers_to(build_ipv4(header_to("192.0.2.1"), {}, message)).empty());
  EXPECT_TRUE(answers_to(build_ipv4(header_to("192.0.2.1"), {}, {})).empty());  // nor where there is no type
}

TEST(ErrorRule, AreSentAboutEchoRepliesAndOtherProtocols) {
  IcmpEcho reply;
  reply.type = IcmpType::echo_reply;
  Octets message(layout<IcmpEcho>.octets);
  build_icmp(reply, {}, message);
  EXPECT_EQ(only_answer(answers_to(build_ipv4(header_to("192.0.2.1"), {}, message))), net_unreachable);
  Ipv4Header header = header_to("192.0.2.1");
  header.protocol = Protocol::tcp;
  EXPECT_EQ(only_answer(answers_to(build_ipv4(header, {}, message))), net_unreachable);
}

TEST(ErrorRule, AreNotSentAboutLaterFragments) {
  Ipv4Header header = header_to("192.0.2.1");
  header.fragment_offset = 1;
  EXPECT_TRUE(answers_to(echo_with(header)).empty());
  header.fragment_offset = 0;
  header.more_fragments = true;
  EXPECT_EQ(only_answer(answers_to(echo_with(header))), net_unreachable);
}

TEST(ErrorRule, AreNotSentAboutBroadcastAndMulticast) {
  const std::array<std::uint8_t, 8> data{};
  const IpOptions malformed = *IpOptions::from_octets(std::array<std::uint8_t, 4>{7, 2, 0, 0});
  for (const char* destination : {"10.9.1.255", "255.255.255.255", "224.0.0.1"}) {
    Ipv4Header header = header_to(destination);
    header.protocol = Protocol::udp;
    EXPECT_TRUE(answers_to(build_ipv4(header, malformed, data)).empty()) << destination;
    EXPECT_TRUE(answers_to(build_ipv4(header, {}, data)).empty()) << destination;
  }
  Ipv4Header header = header_to("10.9.3.255");  // a broadcast only to r2
  header.protocol = Protocol::udp;
  EXPECT_TRUE(answers_to(build_ipv4(header, {}, data)).empty());
}

TEST(ErrorRule, QuoteAsMuchAsFitsInto576Octets) {
  Ipv4Header header = header_to("192.0.2.1");
  const Octets request = echo_request(header, record_route(9), 1400);
  const auto answers = answers_to(request);
  ASSERT_EQ(only_answer(answers), net_unreachable);
  EXPECT_EQ(answers[0].datagram.size(), 576U);
  EXPECT_EQ(answers[0].icmp().body.size(), 576U - 60 - 8);
}

TEST(ErrorRule, FitIntoTheirFirstLink) {
  Network network = built_in_network();
  set_mtu(network, "h1-r1", 200);
  const auto answers = answers_to(network, echo_request("192.0.2.1", {}, 172));
  ASSERT_EQ(only_answer(answers), net_unreachable);
  EXPECT_EQ(answers[0].datagram.size(), 200U);
  set_mtu(network, "h1-r1", 80);  // 40 octets of options, 8 of ICMP: less than a header is left to quote
  EXPECT_TRUE(answers_to(network, echo_request(header_to("192.0.2.1"), record_route(9), 0)).empty());
}

TEST(ErrorRule, HavePrecedence6AndKeepTheTypeOfService) {
  Ipv4Header header = header_to("192.0.2.1");
  header.tos = 0xb9;
  EXPECT_EQ(answers_to(echo_with(header))[0].ip().header.tos, 0xd8);
}

// A UDP datagram of nothing but its header: ports, length and checksum.
Octets udp_datagram(std::string_view destination, std::uint16_t length = 8, std::uint16_t checksum = 0) {
  std::array<std::uint8_t, 8> message{0, 7, 0, 7};
  write_u16(message, 4, length);
  write_u16(message, 6, checksum);
  Ipv4Header header = header_to(destination);
  header.protocol = Protocol::udp;
  return build_ipv4(header, {}, message);
}

constexpr TypeAndCode port_unreachable{IcmpType::destination_unreachable, 3};

TEST(ErrorRule, ComeFromTheAddressThatWasAskedWhereItWasTheNodesOwn) {
  const auto answers = answers_to(udp_datagram("10.9.2.1"));  // r1's far side
  ASSERT_EQ(only_answer(answers), port_unreachable);
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.2.1"));
}

TEST(ProtocolRule, PortsThatAreNotThereAreReported) {
  EXPECT_EQ(only_answer(answers_to(udp_datagram("10.9.3.3"))), port_unreachable);
  // 10.9.1.1 + 10.9.3.3 + protocol 17 + length 8 twice + ports 7, as one's complement
  constexpr std::uint16_t right = 0xffff - (0x0a09 + 0x0101 + 0x0a09 + 0x0303 + 17 + 8 + 8 + 7 + 7);
  EXPECT_EQ(only_answer(answers_to(udp_datagram("10.9.3.3", 8, right))), port_unreachable);
}

TEST(ProtocolRule, WrongUdpIsDiscardedInSilence) {
  EXPECT_TRUE(answers_to(udp_datagram("10.9.3.3", 7)).empty());
  EXPECT_TRUE(answers_to(udp_datagram("10.9.3.3", 9)).empty());
  EXPECT_TRUE(answers_to(udp_datagram("10.9.3.3", 8, 0x1234)).empty());
}

TEST(ProtocolRule, ProtocolsThatAHostDoesNotHaveAreReported) {
  Ipv4Header header = header_to("10.9.3.3");
  const std::array<std::uint8_t, 8> data{};
  header.protocol = Protocol{99};
  EXPECT_EQ(only_answer(answers_to(build_ipv4(header, {}, data))),
            (TypeAndCode{IcmpType::destination_unreachable, 2}));
  header.protocol = Protocol::tcp;
  EXPECT_TRUE(answers_to(build_ipv4(header, {}, data)).empty());
}

TEST(EchoRule, IsAnsweredWithItsDataItsCodeAndItsTypeOfService) {
  Ipv4Header header = header_to("10.9.3.3");
  header.tos = 0xb9;
  IcmpEcho echo;
  echo.code = 7;
  echo.identifier = 5;
  echo.sequence = 6;
  const Octets data = {1, 2, 3};
  Octets message(layout<IcmpEcho>.octets + data.size());
  build_icmp(echo, data, message);
  const auto answers = answers_to(build_ipv4(header, {}, message));
  ASSERT_EQ(answers.size(), 1U);
  const IcmpMessage reply = answers[0].icmp();
  EXPECT_TRUE(equal(reply.body, data));
  EXPECT_EQ(std::get<IcmpEcho>(reply.header).identifier, 5);
  EXPECT_EQ(std::get<IcmpEcho>(reply.header).sequence, 6);
  EXPECT_EQ(reply.code(), 7);
  EXPECT_TRUE(checksum_holds(reply.octets));
  EXPECT_EQ(answers[0].ip().header.tos, 0xb9);
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.3.3"));
}

TEST(EchoRule, ToABroadcastIsIgnored) { EXPECT_TRUE(answers_to(echo_request("10.9.1.255")).empty()); }

TEST(EchoRule, WithAWrongChecksumIsDiscardedInSilence) {
  Octets request = echo_request("10.9.3.3");
  request.back() ^= 0xff;
  EXPECT_TRUE(answers_to(request).empty());
}

TEST(IcmpTimestampRule, NeedsNoMoreThanTheOriginateTime) {
  IcmpTimestamp query;
  query.originate = 0x01020304;
  Octets message(layout<IcmpTimestamp>.octets);
  build_icmp(query, {}, message);
  message.resize(12);  // the rest is zero, and so is its part of the checksum
  const auto answers = answers_to(build_ipv4(header_to("10.9.3.3"), {}, message));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(std::get<IcmpTimestamp>(answers[0].icmp().header).originate, 0x01020304U);
  message.resize(8);
  EXPECT_TRUE(answers_to(build_ipv4(header_to("10.9.3.3"), {}, message)).empty());
}

TEST(IcmpTimestampRule, IsAnsweredWithMillisecondsSinceMidnight) {
  IcmpTimestamp query;
  query.identifier = 9;
  query.originate = 1000;
  Octets message(layout<IcmpTimestamp>.octets);
  build_icmp(query, {}, message);
  const auto answers = answers_to(build_ipv4(header_to("10.9.3.3"), {}, message));
  ASSERT_EQ(answers.size(), 1U);
  const auto reply = std::get<IcmpTimestamp>(answers[0].icmp().header);
  EXPECT_EQ(reply.type, IcmpType::timestamp_reply);
  EXPECT_EQ(reply.identifier, 9);
  EXPECT_EQ(reply.originate, 1000U);
  EXPECT_EQ(reply.receive, 12U * 3600 * 1000 + 2);  // noon, and 2.5 ms on the way
  EXPECT_EQ(reply.transmit, reply.receive);
}

}  // namespace
}  // namespace icmpwire::test
