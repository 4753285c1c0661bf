// The exchange with IPv6, and what both versions learn of their paths.
#include <algorithm>

#include "packet/fragment.h"
#include "tests/icmp/exchange_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

Ipv6Address address(std::string_view text) { return parse_ipv6_address(text).value(); }

Octets ipv6_datagram(const Ipv6Address& from, const Ipv6Address& to, const Icmpv6Header& header, Bytes body) {
  Octets message(8 + body.size());
  build_icmpv6(header, body, from, to, message);
  Ipv6Header ip;
  ip.hop_limit = 62;
  ip.traffic_class = 0x20;
  ip.source = from;
  ip.destination = to;
  return build_ipv6(ip, {}, message);
}

class ExchangeIpv6 : public ExchangeTest {
 protected:
  const Ipv6Address us_ = address("2001:db8:9:1::1");
  const Ipv6Address router_ = address("2001:db8:9:1::2");
  const Ipv6Address target_ = address("2001:db8:9:3::3");

  Request request6(std::size_t octets = 32) {
    Request request = this->request(octets);
    request.to = target_;
    return request;
  }
  Exchange::Path path6(std::uint32_t mtu = 1500, Nanos now = {}) const {
    return {us_, mtu, false, now, false};
  }

  Ticket sent6(const Request& request, const Exchange::Path& path) {
    const Ticket ticket = exchange_.prepare(request, path).value();
    exchange_.departed(ticket, path.now);
    return ticket;
  }
  Ticket sent6() { return sent6(request6(), path6()); }

  Octets reply(Ticket ticket, const Ipv6Address& from) const {
    const auto ip = parse_ipv6(exchange_.outbound(ticket).datagram).value();
    Icmpv6Echo echo = computed(decode_fixed<Icmpv6Echo>(ip.payload));
    echo.type = Icmpv6Type::echo_reply;
    return ipv6_datagram(from, ip.header.source, echo, ip.payload.subspan(8));
  }
  Octets reply(Ticket ticket) const { return reply(ticket, target_); }

  Octets error(const Icmpv6Header& header, Bytes quote) const {
    return ipv6_datagram(router_, us_, header, first_at_most(quote, 1232));
  }

  std::vector<Octets> fragments(Ticket ticket) const {
    const Exchange::Outbound outbound = exchange_.outbound(ticket);
    std::vector<Octets> all;
    Bytes rest = outbound.fragments;
    for (const std::size_t size : outbound.fragment_sizes) {
      all.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
      rest = rest.subspan(size);
    }
    return all;
  }
};

TEST_F(ExchangeIpv6, WritesARequest) {
  Request request = request6(8);
  request.tos = 0xb9;
  const auto ip = parse_ipv6(exchange_.outbound(sent6(request, path6())).datagram).value();
  EXPECT_EQ(ip.header.source, us_);
  EXPECT_EQ(ip.header.destination, target_);
  EXPECT_EQ(ip.header.hop_limit, 128);
  EXPECT_EQ(ip.header.traffic_class, 0xb9);
  EXPECT_EQ(ip.payload.size(), 16U);
  EXPECT_EQ(ip.payload[0], 128);
  EXPECT_TRUE(icmp_checksum_ok(ip));
}

TEST_F(ExchangeIpv6, AReplyEndsItsRequest) {
  const Ticket ticket = sent6();
  EXPECT_EQ(exchange_.on_inbound(reply(ticket), milliseconds(3), false), ticket);
  const Outcome& outcome = exchange_.outcome(ticket);
  ASSERT_EQ(outcome.ending, Ending::answered);
  const Reception& reception = outcome.receptions[0];
  EXPECT_EQ(reception.verdict.answer, AnswerClass::reply);
  EXPECT_TRUE(reception.verdict.remarks.none());
  EXPECT_EQ(reception.from, IpAddress(target_));
  EXPECT_EQ(reception.type, 129);
  EXPECT_EQ(reception.ttl, 62);
  EXPECT_EQ(reception.tos, 0x20);
  EXPECT_EQ(reception.flags, 0);
  EXPECT_TRUE(reception.options().empty());
  EXPECT_EQ(to_hex(reception.body()), to_hex(data_));
  EXPECT_EQ(reception.round_trip, milliseconds(3));
}

TEST_F(ExchangeIpv6, ErrorsTellWhatTheySay) {
  Icmpv6ParameterProblem problem;
  problem.code = 2;
  problem.pointer = 42;
  const Ticket ticket = sent6();
  exchange_.on_inbound(error(problem, sent_octets(ticket)), milliseconds(1), false);
  const Reception& reception = exchange_.outcome(ticket).receptions[0];
  EXPECT_EQ(reception.verdict.answer, AnswerClass::error);
  EXPECT_EQ(reception.type, 4);
  EXPECT_EQ(reception.code, 2);
  EXPECT_EQ(reception.pointer, 42U);
  EXPECT_EQ(reception.from, IpAddress(router_));
}

TEST_F(ExchangeIpv6, ABadChecksumNeverEndsARequest) {
  const Ticket ticket = sent6();
  Octets octets = reply(ticket);
  octets[23] ^= 1;  // of the source: it is summed too
  exchange_.on_inbound(octets, milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().bad_checksum, 1U);
}

TEST_F(ExchangeIpv6, RedirectsAndNeighbourDiscoveryAreNoAnswers) {
  const Ticket ticket = sent6();
  for (const char* file : {"57-ipv6-redirect.pcap", "58-ipv6-router-discovery-crafted.pcap"}) {
    for (const Octets& octets : recorded_ipv6_datagrams(file))
      exchange_.on_inbound(octets, milliseconds(1), false);
  }
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().unmatched, 0U);
  EXPECT_EQ(exchange_.counters().malformed, 0U);
}

TEST_F(ExchangeIpv6, AnswersOfTheOtherVersionAreNot) {
  const Ticket ticket = sent6();
  const auto ip = parse_ipv6(exchange_.outbound(ticket).datagram).value();
  IcmpEcho echo = computed(decode_fixed<IcmpEcho>(ip.payload));
  echo.type = IcmpType::echo_reply;
  exchange_.on_inbound(datagram(target, us, message(echo, ip.payload.subspan(8))), milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.counters().unmatched, 1U);
}

TEST_F(ExchangeIpv6, BothVersionsArePendingTogether) {
  const Ticket four = sent();
  const Ticket six = sent6();
  exchange_.on_inbound(reply(six), milliseconds(1), false);
  EXPECT_TRUE(exchange_.ended(six));
  EXPECT_FALSE(exchange_.ended(four));
  exchange_.on_inbound(echo_reply(sent_octets(four)), milliseconds(1), false);
  EXPECT_TRUE(exchange_.ended(four));
}

TEST_F(ExchangeIpv6, LateAndDuplicateAnswersAreKnown) {
  const Ticket ticket = sent6();
  const Octets octets = reply(ticket);
  exchange_.on_inbound(octets, milliseconds(1), false);
  exchange_.on_inbound(octets, milliseconds(2), false);
  const auto strays = exchange_.take_strays();
  ASSERT_EQ(strays.size(), 1U);
  EXPECT_EQ(strays[0].verdict.answer, AnswerClass::duplicate);
  EXPECT_EQ(strays[0].from, IpAddress(target_));
  EXPECT_EQ(strays[0].ttl, 62);
}

TEST_F(ExchangeIpv6, CutsAtTheMtuAndFindsRepliesInFragments) {
  const Ticket first = sent6(request6(4000), path6());
  const Ticket second = sent6(request6(4000), path6());
  const std::vector<Octets> pieces = fragments(first);
  ASSERT_EQ(pieces.size(), 3U);
  const auto identification = parse_ipv6(pieces[0])->fragment->identification;
  EXPECT_NE(identification, parse_ipv6(fragments(second)[0])->fragment->identification);

  Octets cut;
  std::vector<std::size_t> sizes;
  ASSERT_TRUE(fragment(reply(first), 1400, cut, sizes, 77));
  Bytes rest = cut;
  for (const std::size_t size : sizes) {
    EXPECT_FALSE(exchange_.ended(first));
    exchange_.on_inbound(rest.first(size), milliseconds(1), false);
    rest = rest.subspan(size);
  }
  ASSERT_TRUE(exchange_.ended(first));
  EXPECT_EQ(exchange_.outcome(first).receptions[0].body().size(), 4000U);
  EXPECT_FALSE(exchange_.ended(second));
}

TEST_F(ExchangeIpv6, FindsTheRequestOfAQuotedLaterFragment) {
  const Ticket other = sent6(request6(4000), path6());
  const Ticket ticket = sent6(request6(4000), path6());
  exchange_.on_inbound(error(Icmpv6TimeExceeded{}, fragments(ticket)[1]), milliseconds(1), false);
  EXPECT_FALSE(exchange_.ended(other));
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_TRUE(exchange_.outcome(ticket).receptions[0].verdict.remarks.none());
}

TEST_F(ExchangeIpv6, HoldsNoFragmentsForNobody) {
  for (const Octets& octets : recorded_ipv6_datagrams("55-ipv6-fragments.pcap")) {
    exchange_.on_inbound(octets, milliseconds(1), false);
  }
  EXPECT_EQ(exchange_.reassembly_counters().completed, 0U);
}

TEST_F(ExchangeIpv6, RefusesWhatIsNoIpv6Request) {
  Request with_options = request6();
  with_options.options = router_alert();
  EXPECT_EQ(exchange_.prepare(with_options, path6()).error().reason, Reason::bad_option);
  EXPECT_EQ(exchange_.prepare(request6(), path()).error().reason, Reason::unsupported);
  EXPECT_EQ(exchange_.prepare(request6(65528), path6()).error().reason, Reason::too_big);
  EXPECT_TRUE(exchange_.prepare(request6(65527), path6()));
}

TEST_F(ExchangeIpv6, RefusesToCutWhatIsNotToBe) {
  Request request = request6(1453);
  request.dont_fragment = true;
  const auto refused = exchange_.prepare(request, path6());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_big);
  EXPECT_EQ(refused.error().mtu, 1500U);
  request.data = Bytes(data_).first(1452);
  EXPECT_TRUE(exchange_.prepare(request, path6()));
}

TEST_F(ExchangeIpv6, LinkLocalAnswersBelongToTheirLink) {
  Request request = request6();
  request.to = IpAddress(address("fe80::2"), 3);
  const Exchange::Path path = {IpAddress(address("fe80::1"), 3), 1500, false, {}, false};
  const Ticket ticket = sent6(request, path);
  const Octets octets = reply(ticket, address("fe80::2"));
  exchange_.on_inbound(octets, milliseconds(1), false, 4);
  EXPECT_FALSE(exchange_.ended(ticket)) << "another link's";
  exchange_.on_inbound(octets, milliseconds(1), false, 3);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).receptions[0].from, request.to);
  EXPECT_TRUE(exchange_.outcome(ticket).receptions[0].verdict.remarks.none());

  const Ticket again = sent6(request, path);
  exchange_.on_inbound(reply(again, address("fe80::2")), milliseconds(1), false);
  ASSERT_TRUE(exchange_.ended(again)) << "its link is not known";
  EXPECT_EQ(exchange_.outcome(again).receptions[0].from, request.to);
}

TEST_F(ExchangeIpv6, OurOwnLinkLocalAddressAnswersOverNoLinkOfItsZone) {
  Request request = request6();
  request.to = IpAddress(address("fe80::1"), 3);
  const Ticket ticket = sent6(request, {request.to, 1500, false, {}, true});
  exchange_.on_inbound(reply(ticket, address("fe80::1")), milliseconds(1), false, 1);
  ASSERT_TRUE(exchange_.ended(ticket));
  EXPECT_EQ(exchange_.outcome(ticket).receptions[0].from, request.to);
}

TEST_F(ExchangeIpv6, PacketTooBigLowersThePathMtuForTenMinutes) {
  const Ticket ticket = sent6(request6(1400), path6(1500, milliseconds(0)));
  EXPECT_EQ(exchange_.outbound(ticket).fragment_sizes.size(), 0U);
  Icmpv6PacketTooBig too_big;
  too_big.mtu = 1280;
  exchange_.on_inbound(error(too_big, sent_octets(ticket)), milliseconds(1), false);
  EXPECT_EQ(exchange_.outcome(ticket).receptions[0].mtu, 1280U);

  const Nanos within = std::chrono::minutes(10);
  EXPECT_EQ(fragments(sent6(request6(1400), path6(1500, within))).size(), 2U);
  Request whole = request6(1400);
  whole.dont_fragment = true;
  EXPECT_EQ(exchange_.prepare(whole, path6(1500, within)).error().mtu, 1280U);
  EXPECT_TRUE(exchange_.prepare(whole, path6(1500, within + milliseconds(2))));
}

TEST_F(ExchangeIpv6, FragmentationNeededLowersThePathMtu) {
  const auto with_mtu_learned = [&](std::uint16_t told) {
    Request request = this->request(1400);
    request.dont_fragment = true;
    const Ticket ticket = exchange_.prepare(request, path()).value();
    exchange_.departed(ticket, {});
    IcmpUnreachable needed;
    needed.code = 4;
    needed.next_hop_mtu = told;
    exchange_.on_inbound(datagram(router, us, message(needed, first_at_most(sent_octets(ticket), 28))),
                         milliseconds(1), false);
    return exchange_.prepare(request, path()).error().mtu;
  };
  EXPECT_EQ(with_mtu_learned(0), 1006U) << "the plateau below 1428";
}

TEST_F(ExchangeIpv6, WhatIsNotBelievedIsNotLearned) {
  const Ticket ticket = sent6(request6(1400), path6());
  Icmpv6PacketTooBig too_big;
  too_big.mtu = 1280;
  Octets octets = error(too_big, sent_octets(ticket));
  octets.back() ^= 1;
  exchange_.on_inbound(octets, milliseconds(1), false);
  EXPECT_TRUE(fragments(sent6(request6(1400), path6())).empty());
}

}  // namespace
}  // namespace icmpwire::test
