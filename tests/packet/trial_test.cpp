// Which test a packet fails, in words; and answers to other questions than echo.
#include "packet/trial.h"

#include <gtest/gtest.h>

#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

Octets octets_of(std::string_view hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex, octets)) << hex;
  return octets;
}

// A datagram around a payload: of one protocol, from one host of a network to another.
Octets datagram(Protocol protocol, unsigned from, unsigned to, std::string_view payload,
                std::uint16_t identification = 0, const IpOptions& options = {}) {
  Ipv4Header header;
  header.protocol = protocol;
  header.identification = identification;
  header.source = Ipv4Address::from_value(0x0a090100U + from);
  header.destination = Ipv4Address::from_value(0x0a090100U + to);
  return build_ipv4(header, options, octets_of(payload));
}

Octets with_icmp_checksum(Octets datagram) {
  write_u16(datagram, 22, right_icmp_checksum(*parse_ip(datagram)));
  return datagram;
}

Octets icmp(unsigned from, unsigned to, std::string_view message) {
  return with_icmp_checksum(datagram(Protocol::icmp, from, to, message));
}

// Destination unreachable by host 9, quoting the datagram.
Octets unreachable(Bytes quote) { return icmp(9, 1, "03 03 00 00 00 00 00 00" + to_hex(quote)); }

// "reply", "error: quoted source 10.9.1.3, not 10.9.1.1".
std::string told(Bytes request, Bytes packet) {
  const Trial trial = try_answer(request, packet);
  EXPECT_EQ(trial.answers(), !trial.failed);
  if (!trial.failed) return to_text(trial.verdict);
  return to_text(trial.verdict) + ": " + to_text(*trial.failed);
}

// With one octet changed.
Octets with(Octets octets, std::size_t at, std::uint8_t value) {
  octets[at] = value;
  return octets;
}

constexpr std::string_view echo_request = "08 00 00 00 12 34 00 01 aa bb cc dd";
constexpr std::string_view echo_reply = "00 00 00 00 12 34 00 01 aa bb cc dd";

TEST(Trial, SaysWhichTestAReplyFails) {
  const Octets request = icmp(1, 3, echo_request);
  const Octets reply = icmp(3, 1, echo_reply);
  EXPECT_EQ(told(request, reply), "reply");
  EXPECT_EQ(told(request, icmp(3, 1, "00 00 00 00 00 07 00 01 aa bb cc dd")),
            "not-ours: identifier 0x0007, not 0x1234");
  EXPECT_EQ(told(request, icmp(3, 1, "00 00 00 00 12 34 00 02 aa bb cc dd")), "not-ours: sequence 2, not 1");
  EXPECT_EQ(told(request, request), "not-ours: type 8 (Echo Request), not 0 (Echo Reply)");
  EXPECT_EQ(told(request, icmp(3, 7, echo_reply)), "not-ours: destination 10.9.1.7, not 10.9.1.1");
  EXPECT_EQ(told(request, icmp(3, 1, "00 00 00 00 12 34 00")), "not-ours: length 7, not 8");
  EXPECT_EQ(told(request, datagram(Protocol::icmp, 3, 1, "")), "not-ours: length 0, not 8");
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00 35 12 34 00 08 00 00")),
            "not-ours: protocol 17 (UDP), not 1 (ICMP)");
  EXPECT_EQ(told(request, with(reply, 6, 0x20)), "not-ours: whole: a fragment of a datagram");
  EXPECT_EQ(told(request, first_at_most(reply, 12)),
            "not-ours: datagram: the octets end before the header does");
  EXPECT_EQ(told(first_at_most(request, 12), reply),
            "not-ours: request: the octets end before the header does");
  EXPECT_EQ(told(request, icmp(3, 1, "05 01 00 00 0a 09 01 02" + to_hex(request))),
            "not-ours: type 5 (Redirect), not 0 (Echo Reply)")
      << "what a redirect is about goes on its way";
}

TEST(Trial, AWrongChecksumAloneKeepsTheClass) {
  const auto seen = test::recorded_datagrams("39-adversarial-replies-crafted.pcap");
  EXPECT_EQ(told(seen.at(2), seen.at(3)), "reply (bad-checksum): checksum 0xbeef, not 0x84a4");
  EXPECT_EQ(told(seen.at(11), seen.at(12)), "not-ours: identifier 0x5c85, not 0x5c84");
}

TEST(Trial, SaysWhichTestAnErrorFails) {
  const Octets request = icmp(1, 3, echo_request);
  EXPECT_EQ(told(request, unreachable(request)), "error");
  EXPECT_EQ(told(request, unreachable(icmp(4, 3, echo_request))),
            "not-ours: quoted source 10.9.1.4, not 10.9.1.1");
  EXPECT_EQ(told(request, unreachable(icmp(1, 3, "08 00 00 00 00 07 00 01"))),
            "not-ours: quoted identifier 0x0007, not 0x1234");
  EXPECT_EQ(told(request, unreachable(icmp(1, 3, echo_reply))),
            "not-ours: quoted type 0 (Echo Reply), not 8 (Echo Request)");
  EXPECT_EQ(told(request, unreachable(datagram(Protocol::udp, 1, 3, "00 35 12 34 00 08 00 00"))),
            "not-ours: quoted protocol 17 (UDP), not 1 (ICMP)");
  EXPECT_EQ(told(request, unreachable(first_at_most(request, 19))),
            "not-ours: quote: the octets end before the header does");
  EXPECT_EQ(told(request, unreachable(first_at_most(request, 24))), "error (truncated)");
  EXPECT_EQ(told(with(request, 5, 9), unreachable(first_at_most(request, 24))),
            "not-ours: quoted identification 0x0000, not 0x0009");
  EXPECT_EQ(told(request, icmp(9, 1, "03 03 00 00 00 00")), "not-ours: length 6, not 8");
}

// RFC 792, RFC 950, RFC 8335; written by hand but for the first.
TEST(Trial, EveryQueryHasItsReply) {
  const auto timestamps = test::recorded_datagrams("21-icmp-timestamp.pcap");
  EXPECT_EQ(told(timestamps.at(0), timestamps.at(1)), "reply");
  EXPECT_EQ(told(timestamps.at(0), with_icmp_checksum(with(timestamps.at(1), 29, 0x77))),
            "reply (payload-differs)")
      << "the originate timestamp must come back";
  EXPECT_EQ(told(timestamps.at(0), with(timestamps.at(1), 20, 0)),
            "not-ours: type 0 (Echo Reply), not 14 (Timestamp Reply)");
  EXPECT_EQ(told(timestamps.at(0), icmp(3, 1, "0e 00 00 00 12 34 00 01 00 00 00 00")),
            "not-ours: length 12, not 20");

  const Octets information = icmp(1, 3, "0f 00 00 00 12 34 00 01");
  EXPECT_EQ(told(information, icmp(3, 1, "10 00 00 00 12 34 00 01")), "reply");
  EXPECT_EQ(told(information, icmp(3, 1, "10 00 00 00 12 34 00 02")), "not-ours: sequence 2, not 1");
  EXPECT_EQ(told(information, unreachable(information)), "error");

  const Octets mask = icmp(1, 3, "11 00 00 00 12 34 00 01 00 00 00 00");
  EXPECT_EQ(told(mask, icmp(3, 1, "12 00 00 00 12 34 00 01 ff ff ff 00")), "reply")
      << "the mask is the answer";
  EXPECT_EQ(told(mask, icmp(3, 1, "12 00 00 00 12 35 00 01 ff ff ff 00")),
            "not-ours: identifier 0x1235, not 0x1234");

  const Octets extended = icmp(1, 3, "2a 00 00 00 12 34 07 01");
  EXPECT_EQ(told(extended, icmp(3, 1, "2b 00 00 00 12 34 07 20")), "reply") << "the last octet is the state";
  EXPECT_EQ(told(extended, icmp(3, 1, "2b 00 00 00 12 34 08 20")), "not-ours: sequence 8, not 7");

  const Octets solicitation = icmp(1, 3, "0a 00 00 00 00 00 00 00");
  EXPECT_EQ(told(solicitation, icmp(3, 1, "09 00 00 00 00 02 07 08")), "reply");
}

TEST(Trial, WhatGetsPortsAnsweredIsKnownByThem) {
  const Octets request = datagram(Protocol::udp, 1, 3, "80 00 00 35 00 0c 00 00 01 02 03 04", 5);
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00 35 80 00 00 08 00 00")), "reply");
  EXPECT_EQ(told(request, datagram(Protocol::udp, 4, 1, "00 35 80 00 00 08 00 00")), "reply (other-source)");
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00 36 80 00 00 08 00 00")),
            "not-ours: source port 54, not 53");
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00 35 80 01 00 08 00 00")),
            "not-ours: destination port 32769, not 32768");
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00")), "not-ours: length 1, not 4");
  EXPECT_EQ(told(request, datagram(Protocol::tcp, 3, 1, "00 35 80 00")),
            "not-ours: protocol 6 (TCP), not 17 (UDP)");
}

TEST(Trial, AnErrorMayQuoteAnythingThatWasSent) {
  const Octets request = datagram(Protocol::udp, 1, 3, "80 00 00 35 00 0c 00 00 01 02 03 04", 5);
  EXPECT_EQ(told(request, unreachable(request)), "error");
  EXPECT_EQ(told(request, unreachable(first_at_most(request, 28))), "error") << "eight octets are enough";
  EXPECT_EQ(told(request, unreachable(first_at_most(request, 22))), "error (truncated)")
      << "fewer, with the identification";
  const Octets renumbered = datagram(Protocol::udp, 1, 3, "80 00 00 35 00 0c 00 00 01 02 03 04", 6);
  EXPECT_EQ(told(request, unreachable(renumbered)), "error (rewritten-quote)");
  EXPECT_EQ(told(request, unreachable(first_at_most(renumbered, 22))),
            "not-ours: quoted identification 0x0006, not 0x0005");
  const Octets other = datagram(Protocol::udp, 1, 3, "80 01 00 35 00 0c 00 00", 6);
  EXPECT_EQ(told(request, unreachable(other)),
            "not-ours: quoted octets 80 01 00 35 00 0c 00 00, not 80 00 00 35 00 0c 00 00");
  EXPECT_EQ(told(request, unreachable(datagram(Protocol::udp, 1, 4, "80 00 00 35 00 0c 00 00", 5))),
            "not-ours: quoted destination 10.9.1.4, not 10.9.1.3");

  const Octets unknown = datagram(Protocol{253}, 1, 3, "01 02 03");
  EXPECT_EQ(told(unknown, unreachable(unknown)), "error") << "all three octets are there";
  EXPECT_EQ(told(unknown, unknown), "not-ours: due: nothing but errors answers what was sent");
  const Octets odd_icmp = icmp(1, 3, "00 00 00 00 12 34 00 01");
  EXPECT_EQ(told(odd_icmp, unreachable(odd_icmp)), "error") << "RFC 1122 forbids errors about errors alone";
}

TEST(Trial, UnderASourceRouteTheQuotedDestinationIsWhereItWas) {
  const Ipv4Address hop{{10, 9, 1, 3}};
  const IpOptions route = loose_source_route({&hop, 1});
  const Octets request = datagram(Protocol::udp, 1, 2, "80 00 00 35 00 08 00 00", 5, route);
  const Octets forwarded = datagram(Protocol::udp, 1, 3, "80 00 00 35 00 08 00 00", 5, route);
  EXPECT_EQ(told(request, unreachable(forwarded)), "error (rewritten-quote)");
}

// An IPv6 header (RFC 8200 3) from 2001:db8::1 to ::3 or back around the payload.
Octets ipv6(unsigned protocol, unsigned from, unsigned to, std::string_view payload) {
  Ipv6Header header;
  header.next_header = Protocol{static_cast<std::uint8_t>(protocol)};
  header.source.octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0,
                          0,    0,    0,    0,    0, 0, 0, static_cast<std::uint8_t>(from)};
  header.destination = header.source;
  header.destination.octets[15] = static_cast<std::uint8_t>(to);
  Octets octets = build_ipv6(header, {}, octets_of(payload));
  if (header.next_header == Protocol::icmpv6) write_u16(octets, 42, right_icmp_checksum(*parse_ip(octets)));
  return octets;
}

TEST(Trial, Ipv6Likewise) {
  const Octets request = ipv6(17, 1, 3, "80 00 00 35 00 0a 00 00 01 02");
  EXPECT_EQ(told(request, ipv6(58, 9, 1, "01 04 00 00 00 00 00 00" + to_hex(request))), "error");
  EXPECT_EQ(told(request, ipv6(17, 3, 1, "00 35 80 00 00 08 00 00")), "reply");
  EXPECT_EQ(told(request, ipv6(58, 9, 1, "01 04 00 00 00 00 00 00" + to_hex(first_at_most(request, 44)))),
            "not-ours: quote: it is cut before what tells requests apart")
      << "no identification in IPv6";
  EXPECT_EQ(told(request, datagram(Protocol::udp, 3, 1, "00 35 80 00")), "not-ours: version 4, not 6");

  const Octets echo = ipv6(58, 1, 3, "80 00 00 00 12 34 00 01");
  EXPECT_EQ(told(echo, ipv6(58, 3, 1, "81 00 00 00 12 34 00 02")), "not-ours: sequence 2, not 1");
  const std::string target = "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 0";
  const Octets solicitation = ipv6(58, 1, 3, "87 00 00 00 00 00 00 00" + target + "3");
  EXPECT_EQ(told(solicitation, ipv6(58, 3, 1, "88 00 00 00 60 00 00 00" + target + "3")), "reply");
  EXPECT_EQ(told(solicitation, ipv6(58, 3, 1, "88 00 00 00 60 00 00 00" + target + "4")),
            "not-ours: target 2001:db8::4, not 2001:db8::3");
}

}  // namespace
}  // namespace icmpwire
