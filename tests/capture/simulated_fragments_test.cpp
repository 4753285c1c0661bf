// Fragments in the simulated network: made by routers, put together by hosts, given up after their time.
#include "capture/simulated_fragments.h"

#include <gtest/gtest.h>

#include "packet/fragment.h"
#include "packet/reassembly.h"
#include "tests/capture/simulated_fixture.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

using std::chrono::seconds;

// Fragments of a request that fit the host's link.
std::vector<Octets> fragments_of(const Octets& datagram, std::uint32_t mtu = 1500) {
  Octets all;
  std::vector<std::size_t> sizes;
  EXPECT_TRUE(fragment(datagram, mtu, all, sizes));
  std::vector<Octets> fragments;
  Bytes rest = all;
  for (const std::size_t size : sizes) {
    fragments.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
    rest = rest.subspan(size);
  }
  return fragments;
}

Octets reassembled(const std::vector<Received>& fragments) {
  Reassembly reassembly;
  for (const Received& each : fragments) {
    if (const auto whole = reassembly.add(each.ip(), each.at)) return Octets(whole->begin(), whole->end());
  }
  return {};
}

TEST(LinuxFragments, AreThoseOfRecording35) {
  const auto recorded = recorded_datagrams("35-frag-options-mtu600.r2-inside.pcap");
  ASSERT_GE(recorded.size(), 2U);
  Reassembly reassembly;
  reassembly.add(*parse_ipv4(recorded[0]), Nanos(0));
  const auto whole = reassembly.add(*parse_ipv4(recorded[1]), Nanos(0));
  ASSERT_TRUE(whole);
  const std::vector<Octets> fragments = linux_fragments(*whole, 600);
  ASSERT_EQ(fragments.size(), 2U);
  EXPECT_EQ(to_hex(fragments[0]), to_hex(recorded[0]));
  EXPECT_EQ(to_hex(fragments[1]), to_hex(recorded[1]));
}

TEST(LinuxFragments, OfAFragmentContinueIt) {
  const std::vector<Octets> first = linux_fragments(echo_request("10.9.3.3", {}, 2000), 1500);
  const std::vector<Octets> again = linux_fragments(first[0], 600);
  ASSERT_EQ(again.size(), 3U);
  for (const Octets& each : again) EXPECT_TRUE(parse_ipv4(each)->header.more_fragments);
  EXPECT_EQ(parse_ipv4(again[2])->header.fragment_offset, 2 * 576 / 8);
  const std::vector<Octets> last = linux_fragments(first[1], 300);
  EXPECT_EQ(parse_ipv4(last[0])->header.fragment_offset, 1480 / 8);
  EXPECT_FALSE(parse_ipv4(last.back())->header.more_fragments);
}

TEST(LinuxFragments, NeedRoomForEightOctetsOfData) {
  const Octets datagram = echo_request("10.9.3.3", record_route(9), 100);
  EXPECT_TRUE(linux_fragments(datagram, 67).empty());
  EXPECT_EQ(linux_fragments(datagram, 68).size(), 14U);
}

TEST(LargeRequest, IsPutTogetherByTheHostAndItsReplyComesInFragments) {
  const Octets request = echo_request("10.9.3.3", record_route(9), 4000);
  const std::unique_ptr<Wire> wire = simulate(built_in_network(), built_in_host);
  for (const Octets& each : fragments_of(request)) send(*wire, each);
  const auto answers = receive_all(*wire, seconds(10));
  EXPECT_EQ(answers.size(), 3U);
  const Octets whole = reassembled(answers);
  ASSERT_FALSE(whole.empty());
  const Ipv4Datagram reply = *parse_ipv4(whole);
  EXPECT_TRUE(equal(parse_icmp(reply.payload)->body, parse_icmp(parse_ipv4(request)->payload)->body));
  EXPECT_EQ(route_of(reply, OptionType::record_route)[3], "10.9.3.3");
  EXPECT_EQ(route_of(reply, OptionType::record_route)[5], "10.9.1.2");
}

TEST(LargeRequest, IsPutTogetherInAnyOrder) {
  const std::unique_ptr<Wire> wire = simulate(built_in_network(), built_in_host);
  auto fragments = fragments_of(echo_request("10.9.3.3", {}, 4000));
  for (auto each = fragments.rbegin(); each != fragments.rend(); ++each) send(*wire, *each);
  EXPECT_FALSE(reassembled(receive_all(*wire, seconds(10))).empty());
}

TEST(LargeRequest, IsQuotedWhole) {
  Network network = built_in_network();
  set_mtu(network, "r1-r2", 600);
  Ipv4Header header = header_to("10.9.3.3");
  header.protocol = Protocol{99};
  const auto answers = answers_to(network, echo_request(header, record_route(3), 1000));
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::destination_unreachable, 2}));
  const Ipv4Datagram quote = *parse_quoted_ipv4(quoted_datagram(answers[0].icmp()));
  EXPECT_EQ(*quote.header.total_length, 20 + 16 + 8 + 1000);
  EXPECT_FALSE(quote.header.is_fragment());
  EXPECT_EQ(route_of(quote, OptionType::record_route)[2], "10.9.3.3");
  EXPECT_TRUE(ipv4_checksum_ok(quote.header_octets));  // where nothing was put together, it is stale
}

TEST(IncompleteDatagram, IsReportedAfterThirtySecondsWhereItsFirstFragmentCame) {
  const auto fragments = fragments_of(echo_request("10.9.3.3", {}, 4000));
  const auto answers = answers_to(fragments[0]);
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::time_exceeded, 1}));
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.3.3"));
  EXPECT_EQ(answers[0].at, seconds(30) + std::chrono::milliseconds(5));
  EXPECT_EQ(*parse_quoted_ipv4(quoted_datagram(answers[0].icmp()))->header.identification, 1);
}

TEST(IncompleteDatagram, IsReportedWithTheTimeOfGivingUp) {
  Ipv4Header header = header_to("10.9.3.3");
  header.more_fragments = true;
  const auto answers = answers_to(echo_request(header, timestamp(TimestampFlag::timestamps_only, 9)));
  const auto option = find_option(answers[0].ip().options, OptionType::timestamp);
  constexpr std::uint32_t noon = 12U * 3600 * 1000;
  EXPECT_EQ(read_u32(option->octets, 12), noon + 2);      // h2 received
  EXPECT_EQ(read_u32(option->octets, 16), noon + 30002);  // h2 gave up
}

TEST(IncompleteDatagram, IsNotReportedWithoutItsFirstFragment) {
  const auto fragments = fragments_of(echo_request("10.9.3.3", {}, 4000));
  EXPECT_TRUE(answers_to(fragments[1]).empty());
}

TEST(IncompleteDatagram, WithContradictingFragmentsIsDropped) {
  const std::unique_ptr<Wire> wire = simulate(built_in_network(), built_in_host);
  auto fragments = fragments_of(echo_request("10.9.3.3", {}, 2000));
  send(*wire, fragments[0]);
  fragments[0].back() ^= 0xff;
  send(*wire, fragments[0]);
  EXPECT_TRUE(receive_all(*wire, seconds(60)).empty());
}

TEST(DontFragment, IsReportedWithTheMtuOfTheNextLink) {
  Network network = built_in_network();
  set_mtu(network, "r2-h2", 576);
  Ipv4Header header = header_to("10.9.3.3");
  header.dont_fragment = true;
  const auto answers = answers_to(network, echo_request(header, {}, 1000));
  ASSERT_EQ(only_answer(answers), (TypeAndCode{IcmpType::destination_unreachable, 4}));
  EXPECT_EQ(answers[0].ip().header.source, address("10.9.2.2"));
  EXPECT_EQ(std::get<IcmpUnreachable>(answers[0].icmp().header).next_hop_mtu, 576);
  EXPECT_EQ(only_answer(answers_to(network, echo_request(header, {}, 548))),
            (TypeAndCode{IcmpType::echo_reply, 0}));
}

}  // namespace
}  // namespace icmpwire::test
