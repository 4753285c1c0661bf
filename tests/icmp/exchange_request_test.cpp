// What the exchange puts on the wire, and what it refuses.
#include "packet/checksum.h"
#include "tests/icmp/exchange_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using ExchangeRequest = ExchangeTest;

TEST_F(ExchangeRequest, WritesEveryFieldThatWasAskedFor) {
  Request request = this->request(8);
  request.ttl = 3;
  request.tos = 0xb9;
  request.dont_fragment = true;
  request.reserved = true;
  request.options = record_route(2);
  request.identifier = 0x1234;
  request.sequence = 7;
  const Ticket ticket = exchange_.prepare(request, path()).value();

  const auto ip = parse_ipv4(exchange_.outbound(ticket).datagram).value();
  EXPECT_EQ(ip.header.ttl, 3);
  EXPECT_EQ(ip.header.tos, 0xb9);
  EXPECT_TRUE(ip.header.dont_fragment);
  EXPECT_TRUE(ip.header.reserved);
  EXPECT_EQ(ip.header.ihl, 8);
  EXPECT_EQ(ip.header.total_length, 20 + 12 + 8 + 8);
  EXPECT_EQ(ip.header.source, us);
  EXPECT_EQ(ip.header.destination, target);
  EXPECT_EQ(to_hex(ip.options), "07 0b 04 00 00 00 00 00 00 00 00 00");
  EXPECT_TRUE(ipv4_checksum_ok(ip.header_octets));

  const auto icmp = parse_icmp(ip.payload).value();
  const auto& echo = std::get<IcmpEcho>(icmp.header);
  EXPECT_EQ(echo.identifier, 0x1234);
  EXPECT_EQ(echo.sequence, 7);
  EXPECT_EQ(to_hex(icmp.body), "61 61 61 61 61 61 61 61");
  EXPECT_TRUE(checksum_holds(icmp.octets));
}

TEST_F(ExchangeRequest, EqualsARecordedPlainEcho) {
  // Recording 01 from its IP header on; the exchange counts its own identification from 1.
  const Octets data = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
  Request request;
  request.to = target;
  request.data = data;
  request.ttl = 64;
  request.identifier = 0x1234;
  request.sequence = 1;
  Exchange::Settings first_identification;
  first_identification.pairs.first = 0;
  Exchange exchange(first_identification);
  const Ticket ticket = exchange.prepare(request, path()).value();
  EXPECT_EQ(to_hex(exchange.outbound(ticket).datagram), to_hex(recorded_datagrams("01-plain.pcap").at(0)));
}

TEST_F(ExchangeRequest, GivesEachRequestAPairOfItsOwn) {
  const auto pair = [&](Ticket ticket) {
    const auto icmp = parse_icmp(parse_ipv4(exchange_.outbound(ticket).datagram).value().payload).value();
    const auto& echo = std::get<IcmpEcho>(icmp.header);
    return make_pair_of(echo.identifier, echo.sequence);
  };
  const Ticket first = sent();
  const Ticket second = sent();
  EXPECT_EQ(pair(first), make_pair_of(1, 1));
  EXPECT_EQ(pair(second), make_pair_of(1, 2));
}

TEST_F(ExchangeRequest, SkipsIdentifierZero) {
  Pairs::Settings settings;
  settings.first = 0xffffffff;
  Pairs pairs(settings);
  EXPECT_EQ(pairs.next(), 0xffffffffU);
  EXPECT_EQ(pairs.next(), make_pair_of(1, 0));
}

TEST_F(ExchangeRequest, KeepsToWindowsIdentifierWhereTold) {
  Pairs::Settings settings;
  settings.first = 0xffff;
  settings.identifier = 1;
  Pairs pairs(settings);
  EXPECT_EQ(pairs.next(), make_pair_of(1, 0xffff));
  EXPECT_EQ(pairs.next(), make_pair_of(1, 0));
}

TEST_F(ExchangeRequest, RefusesAPairThatIsPending) {
  Request request = this->request();
  request.identifier = 5;
  request.sequence = 6;
  const Ticket first = sent(request, Nanos{});
  const auto second = exchange_.prepare(request, path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, Reason::no_resources);
  exchange_.release(first);
  EXPECT_TRUE(exchange_.prepare(request, path()));
}

TEST_F(ExchangeRequest, CutsWhatTheMtuDoesNotHold) {
  const Ticket ticket = exchange_.prepare(request(1000), path(600)).value();
  const auto outbound = exchange_.outbound(ticket);
  ASSERT_EQ(outbound.fragment_sizes.size(), 2U);
  const auto first = parse_ipv4(outbound.fragments.first(outbound.fragment_sizes[0])).value();
  const auto second = parse_ipv4(outbound.fragments.subspan(outbound.fragment_sizes[0])).value();
  EXPECT_TRUE(first.header.more_fragments);
  EXPECT_FALSE(second.header.more_fragments);
  EXPECT_EQ(first.payload.size() + second.payload.size(), 1008U);
}

TEST_F(ExchangeRequest, RefusesToCutWithDontFragment) {
  Request request = this->request(1000);
  request.dont_fragment = true;
  const auto refused = exchange_.prepare(request, path(600));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_big);
  EXPECT_EQ(refused.error().mtu, 600U);
  EXPECT_EQ(exchange_.pending(), 0U);
}

TEST_F(ExchangeRequest, RefusesMoreThanADatagramHolds) {
  EXPECT_TRUE(exchange_.prepare(request(65507), path(65535)));
  const auto refused = exchange_.prepare(request(65508), path(65535));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::too_big);
}

TEST_F(ExchangeRequest, RefusesOptionsThatDoNotTileTheirAreaUnlessTold) {
  Request request = this->request();
  const Octets overrunning = {0x01, 0x01, 0x07, 0x27};  // as in recording 29
  request.options = IpOptions::from_octets(overrunning).value();
  const auto refused = exchange_.prepare(request, path());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::bad_option);
  request.malformed_options = true;
  const Ticket ticket = exchange_.prepare(request, path()).value();
  EXPECT_EQ(to_hex(parse_ipv4(exchange_.outbound(ticket).datagram).value().options), "01 01 07 27");
}

}  // namespace
}  // namespace icmpwire::test
