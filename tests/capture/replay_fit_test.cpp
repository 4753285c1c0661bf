// Answers fitted to requests: octets worked out by hand.
#include "capture/replay_fit.h"

#include <gtest/gtest.h>

#include <numeric>

#include "packet/checksum.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr Ipv4Address h1 = {{10, 9, 1, 1}};
constexpr Ipv4Address h2 = {{10, 9, 3, 3}};
constexpr Ipv4Address r1 = {{10, 9, 1, 2}};
constexpr Ipv4Address elsewhere = {{192, 0, 2, 7}};

Octets message(IcmpType type, std::uint16_t identifier, std::uint16_t sequence, Bytes data) {
  IcmpEcho echo;
  echo.type = type;
  echo.identifier = identifier;
  echo.sequence = sequence;
  Octets octets(8 + data.size());
  build_icmp(echo, data, octets);
  return octets;
}

Octets datagram(Ipv4Address source, Ipv4Address destination, Bytes payload,
                std::uint16_t identification = 1) {
  Ipv4Header header;
  header.source = source;
  header.destination = destination;
  header.identification = identification;
  return build_ipv4(header, IpOptions(), payload);
}

Octets request(Ipv4Address source, std::uint16_t identifier, Bytes data, std::uint16_t identification = 1) {
  return datagram(source, h2, message(IcmpType::echo_request, identifier, 1, data), identification);
}

Octets counted(std::size_t size, unsigned from) {
  Octets octets(size);
  std::iota(octets.begin(), octets.end(), static_cast<std::uint8_t>(from));
  return octets;
}

// The one datagram that comes for `live`.
Octets fitted(Bytes recorded_request, Bytes live_request, Bytes answer) {
  const auto recorded = parse_quoted_ip(recorded_request);
  const auto live = parse_quoted_ip(live_request);
  const auto datagram = parse_quoted_ip(answer);
  const RequestPair requests{*recorded, *live};
  Octets fitted_message, out;
  fit_message(requests, *datagram, datagram->payload, fitted_message);
  EXPECT_TRUE(fit_datagram(requests, *datagram, datagram->payload.size(), fitted_message, out));
  return out;
}

std::string hex(Bytes octets) { return to_hex(octets); }

TEST(ReplayFit, AReplyIsWhatTheResponderWouldHaveSent) {
  const Octets was = request(h1, 0x1234, counted(8, 'a'));
  const Octets is = request(elsewhere, 0xbeef, counted(8, 'A'));
  const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 0x1234, 1, counted(8, 'a')), 99);
  const Octets expected =
      datagram(h2, elsewhere, message(IcmpType::echo_reply, 0xbeef, 1, counted(8, 'A')), 99);
  EXPECT_EQ(hex(fitted(was, is, answer)), hex(expected));
}

TEST(ReplayFit, AnEchoTakesTheLengthOfTheLiveData) {
  for (const std::size_t size : {0U, 1U, 7U, 9U, 32U, 1400U}) {
    const Octets was = request(h1, 1, counted(8, 'a'));
    const Octets is = request(h1, 2, counted(size, 3));
    const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, counted(8, 'a')));
    const Octets expected = datagram(h2, h1, message(IcmpType::echo_reply, 2, 1, counted(size, 3)));
    EXPECT_EQ(hex(fitted(was, is, answer)), hex(expected)) << size;
  }
}

TEST(ReplayFit, OctetsThatDifferedDifferByTheSameBits) {
  Octets changed = counted(8, 'a');
  changed[3] ^= 0x81;
  Octets live = counted(8, 'A');
  const Octets was = request(h1, 1, counted(8, 'a'));
  const Octets is = request(h1, 2, live);
  live[3] ^= 0x81;
  const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, changed));
  EXPECT_EQ(hex(fitted(was, is, answer)), hex(datagram(h2, h1, message(IcmpType::echo_reply, 2, 1, live))));
}

TEST(ReplayFit, ACutReplyStaysCutAtItsPlace) {
  const Octets was = request(h1, 1, counted(40, 0));
  const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, counted(10, 0)));
  for (const std::size_t size : {4U, 10U, 40U, 100U}) {
    const Octets is = request(h1, 2, counted(size, 50));
    const Octets expected =
        datagram(h2, h1, message(IcmpType::echo_reply, 2, 1, counted(std::min<std::size_t>(size, 10), 50)));
    EXPECT_EQ(hex(fitted(was, is, answer)), hex(expected)) << size;
  }
}

TEST(ReplayFit, ALongerReplyStaysLongerByTheSameOctets) {
  const Octets was = request(h1, 1, counted(4, 0));
  const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, counted(7, 0)));
  Octets data = counted(9, 50);
  const Octets is = request(h1, 2, data);
  data.insert(data.end(), {4, 5, 6});
  EXPECT_EQ(hex(fitted(was, is, answer)), hex(datagram(h2, h1, message(IcmpType::echo_reply, 2, 1, data))));
}

// How far a checksum is from the right one, in one's complement.
std::uint16_t error_of(Bytes octets) { return ones_complement_sum(octets); }

TEST(ReplayFit, AWrongChecksumStaysWrongByAsMuch) {
  const Octets was = request(h1, 1, counted(8, 'a'));
  const Octets is = request(elsewhere, 0xbeef, counted(21, 'A'));
  Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, counted(8, 'a')));
  write_u16(answer, 10, static_cast<std::uint16_t>(read_u16(answer, 10) ^ 0x0110));
  write_u16(answer, 22, static_cast<std::uint16_t>(read_u16(answer, 22) ^ 0x2001));
  const Octets out = fitted(was, is, answer);
  EXPECT_NE(error_of(Bytes(answer).first(20)), 0xffff);
  EXPECT_EQ(error_of(Bytes(out).first(20)), error_of(Bytes(answer).first(20)));
  EXPECT_NE(error_of(Bytes(answer).subspan(20)), 0xffff);
  EXPECT_EQ(error_of(Bytes(out).subspan(20)), error_of(Bytes(answer).subspan(20)));
}

Octets time_exceeded(Bytes quote, Bytes behind = {}, std::uint8_t length = 0) {
  IcmpTimeExceeded error;
  error.length = length;
  Octets body(quote.begin(), quote.end());
  body.insert(body.end(), behind.begin(), behind.end());
  Octets octets(8 + body.size());
  build_icmp(error, body, octets);
  return octets;
}

TEST(ReplayFit, AnErrorQuotesTheLiveRequest) {
  const Octets was = request(h1, 1, counted(8, 'a'), 1);
  for (const std::size_t size : {0U, 8U, 33U, 500U}) {
    const Octets is = request(elsewhere, 0xbeef, counted(size, 'A'), 0x7788);
    const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(was), 5));
    EXPECT_EQ(hex(out), hex(datagram(r1, elsewhere, time_exceeded(is), 5))) << size;
  }
}

TEST(ReplayFit, AQuoteGrowsNoFurtherThanAnErrorMay) {
  const Octets was = request(h1, 1, counted(8, 'a'));
  const Octets is = request(h1, 2, counted(1400, 'A'));
  const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(was)));
  EXPECT_EQ(out.size(), 576U);  // RFC 1812 4.3.2.3
  EXPECT_EQ(hex(out), hex(datagram(r1, h1, time_exceeded(Bytes(is).first(576 - 28)))));
}

TEST(ReplayFit, ACutQuoteStaysCutAtItsPlace) {
  const Octets was = request(h1, 1, counted(40, 'a'));
  const Octets is = request(h1, 2, counted(60, 'A'));
  const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(Bytes(was).first(28))));
  EXPECT_EQ(hex(out), hex(datagram(r1, h1, time_exceeded(Bytes(is).first(28)))));
}

TEST(ReplayFit, AStaleQuoteStaysStaleByAsMuch) {
  const Octets was = request(h1, 1, counted(8, 'a'));
  const Octets is = request(elsewhere, 0xbeef, counted(8, 'A'), 0x7788);
  Octets quote = was;
  quote[8] = 1;  // the TTL, without its checksum
  const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(quote)));
  Octets expected = is;
  expected[8] = 1;
  EXPECT_EQ(hex(out), hex(datagram(r1, elsewhere, time_exceeded(expected))));
}

// RFC 4884: the quote is padded to 128 octets, and what follows stays where it is.
TEST(ReplayFit, ExtensionsStayAtTheirPlace) {
  const Octets extensions = counted(12, 0x20);
  const auto padded = [](Octets quote) {
    quote.resize(128);
    return quote;
  };
  const Octets was = request(h1, 1, counted(8, 'a'));
  const Octets is = request(h1, 2, counted(8, 'A'));
  const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(padded(was), extensions, 32)));
  EXPECT_EQ(hex(out), hex(datagram(r1, h1, time_exceeded(padded(is), extensions, 32))));
  for (const std::size_t size : {0U, 20U}) {
    const Octets other = request(h1, 2, counted(size, 'A'));
    const Octets error = fitted(was, other, datagram(r1, h1, time_exceeded(padded(was), extensions, 32)));
    ASSERT_EQ(error.size(), 20U + 8 + 128 + 12);
    EXPECT_EQ(hex(Bytes(error).last(12)), hex(extensions));
    EXPECT_TRUE(checksum_holds(Bytes(error).subspan(20)));
  }
}

// An error about a later fragment quotes no ICMP header: its data is that of the request at the fragment's
// place.
TEST(ReplayFit, AQuotedFragmentShowsItsPartOfTheLiveData) {
  const Octets was = request(h1, 1, counted(64, 0), 7);
  const Octets is = request(h1, 2, counted(64, 100), 8);
  const auto fragment_of = [](Bytes whole) {
    Ipv4Header header;
    header.source = h1;
    header.destination = h2;
    header.identification = read_u16(whole, 4);
    header.fragment_offset = 3;
    return build_ipv4(header, IpOptions(), whole.subspan(20 + 24, 8));
  };
  const Octets out = fitted(was, is, datagram(r1, h1, time_exceeded(fragment_of(was))));
  EXPECT_EQ(hex(out), hex(datagram(r1, h1, time_exceeded(fragment_of(is)))));
}

// The all-zero message of recording 34, whose checksum field Linux leaves zero.
TEST(ReplayFit, AChecksumOfZeroHolds) {
  const Octets was = request(h1, 0, {});
  Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 0, 0, {}));
  write_u16(answer, 22, 0);
  const Octets recorded_request = datagram(h1, h2, message(IcmpType::echo_request, 0, 0, {}));
  const Octets same = fitted(recorded_request, recorded_request, answer);
  EXPECT_EQ(hex(same), hex(answer));
  const Octets other = fitted(recorded_request, request(h1, 0x1234, {}), answer);
  EXPECT_EQ(hex(other), hex(datagram(h2, h1, message(IcmpType::echo_reply, 0x1234, 1, {}))));
}

TEST(ReplayFit, WhatTheCaptureCutStaysCut) {
  const Octets was = request(h1, 1, counted(40, 0));
  const Octets answer = datagram(h2, h1, message(IcmpType::echo_reply, 1, 1, counted(40, 0)));
  const Octets is = request(h1, 2, counted(40, 100));
  const Octets expected = datagram(h2, h1, message(IcmpType::echo_reply, 2, 1, counted(40, 100)));
  const Octets out = fitted(Bytes(was).first(48), is, Bytes(answer).first(48));
  ASSERT_EQ(out.size(), 48U);
  EXPECT_EQ(hex(Bytes(out).first(20)), hex(Bytes(expected).first(20)));
  EXPECT_EQ(hex(Bytes(out).subspan(24)), hex(Bytes(expected).first(48).subspan(24)));
  const Octets shorter = request(h1, 2, counted(8, 100));
  EXPECT_EQ(read_u16(fitted(Bytes(was).first(48), shorter, Bytes(answer).first(48)), 2), 36);
}

}  // namespace
}  // namespace icmpwire
