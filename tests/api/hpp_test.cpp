// icmpwire.hpp on wires that need neither privilege nor network.
#include <gtest/gtest.h>

#include <algorithm>
#include <icmpwire.hpp>

namespace icmpwire::test {
namespace {

using namespace std::chrono_literals;

Address address(const char* text) { return Address::parse(text).value(); }

std::vector<std::uint8_t> octets(std::span<const std::uint8_t> span) { return {span.begin(), span.end()}; }

TEST(HppAddress, IsReadAndWritten) {
  EXPECT_EQ(address("10.9.3.3").text(), "10.9.3.3");
  EXPECT_FALSE(address("10.9.3.3").is_v6());
  EXPECT_EQ(address("2001:DB8:0::1").text(), "2001:db8::1");
  EXPECT_TRUE(address("::").is_v6());
  EXPECT_EQ(Address::parse("fe80::1", 3)->text(), "fe80::1%3");
  EXPECT_EQ(Address().text(), "0.0.0.0");
  for (const char* none : {"", "10.9.3", "10.9.3.256", "fe80::1%3", "h2"})
    EXPECT_FALSE(Address::parse(none)) << none;
}

TEST(HppAddress, IsInNetworkOrder) {
  const IPAddr v4 = address("1.2.3.4").v4();
  const auto* octet = reinterpret_cast<const std::uint8_t*>(&v4);
  EXPECT_EQ(octets({octet, 4}), (std::vector<std::uint8_t>{1, 2, 3, 4}));
  const sockaddr_in6 v6 = Address::parse("fe80::0102", 7)->v6();
  EXPECT_EQ(v6.sin6_family, AF_INET6);
  EXPECT_EQ(v6.sin6_scope_id, 7U);
  EXPECT_EQ(v6.sin6_addr.s6_addr[0], 0xfe);
  EXPECT_EQ(v6.sin6_addr.s6_addr[15], 0x02);
}

TEST(HppAddress, TheOneInARepliesForm) {
  IPV6_ADDRESS_EX raw{};
  raw.sin6_scope_id = 2;
  const std::uint8_t first[] = {0xfe, 0x80};
  std::memcpy(reinterpret_cast<char*>(&raw) + offsetof(IPV6_ADDRESS_EX, sin6_addr), first, sizeof first);
  EXPECT_EQ(Address(raw).text(), "fe80::%2");
  EXPECT_EQ(Address(raw), *Address::parse("fe80::", 2));
  EXPECT_NE(Address(raw), *Address::parse("fe80::", 3));
}

TEST(HppStatus, HasWords) {
  EXPECT_TRUE(Status().ok());
  EXPECT_FALSE(Status(IP_REQ_TIMED_OUT).ok());
  EXPECT_EQ(Status(IP_TTL_EXPIRED_TRANSIT).text(), "time to live exceeded in transit");
  EXPECT_EQ(Status(ERROR_ACCESS_DENIED).text(), "access denied");
  EXPECT_EQ(Status(4711).text(), "error 4711");
}

TEST(HppHandle, SaysWhyItIsNotOpen) {
  const Handle none("replay:/no/such/file");
  EXPECT_FALSE(none);
  EXPECT_EQ(none.status(), Status(ERROR_FILE_NOT_FOUND));
  EXPECT_NE(none.failure().find("/no/such/file"), std::string::npos) << none.failure();
  const Replies replies = none.send(Request(address("10.9.3.3")));
  EXPECT_TRUE(replies.empty());
  EXPECT_EQ(replies.status(), Status(ERROR_INVALID_PARAMETER));
}

TEST(HppHandle, MovesAndClosesOnce) {
  Handle first("sim");
  ASSERT_TRUE(first) << first.failure();
  const HANDLE raw = first.get();
  {
    const Handle second = std::move(first);
    EXPECT_EQ(second.get(), raw);
    EXPECT_EQ(second.send(Request(address("10.9.3.3"))).size(), 1U);
  }
  EXPECT_EQ(IcmpCloseHandle(raw), FALSE) << "open after its object's end";
}

TEST(HppSend, AReplyHasWhatWasSent) {
  const Handle wire("sim");
  const Replies replies = wire.send(Request(address("10.9.3.3")).data("is anybody there?").tos(0x28));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_TRUE(replies.status().ok());
  const Reply& reply = replies[0];
  EXPECT_EQ(reply.from, address("10.9.3.3"));
  EXPECT_TRUE(reply.status.ok());
  EXPECT_EQ(std::string(reply.data.begin(), reply.data.end()), "is anybody there?");
  EXPECT_TRUE(reply.options.empty());
  EXPECT_EQ(reply.ttl, 62);
  EXPECT_EQ(reply.tos, 0x28);
  EXPECT_EQ(reply.round_trip, 5ms);
}

TEST(HppSend, ARouterAnswersWhereTheTimeToLiveEnds) {
  const Handle wire("sim");
  std::vector<std::string> hops;
  for (std::uint8_t ttl = 1; ttl <= 3; ++ttl) {
    for (const Reply& reply : wire.send(Request(address("10.9.3.3")).ttl(ttl)))
      hops.push_back(reply.from.text() + ' ' + reply.status.text());
  }
  EXPECT_EQ(hops,
            (std::vector<std::string>{"10.9.1.2 time to live exceeded in transit",
                                      "10.9.2.2 time to live exceeded in transit", "10.9.3.3 success"}));
}

TEST(HppSend, OptionsGoAndComeBack) {
  const Handle wire("sim");
  const std::uint8_t record_route[] = {IP_OPT_RR, 7, 4, 0, 0, 0, 0, IP_OPT_EOL};
  Replies replies = wire.send(Request(address("10.9.3.3")).data("12345").options(record_route));
  ASSERT_EQ(replies.size(), 1U);
  const std::vector<std::uint8_t> recorded = {IP_OPT_RR, 7, 8, 10, 9, 2, 1, IP_OPT_EOL};
  EXPECT_EQ(octets(replies[0].options), recorded);
  // The spans are good wherever the replies go.
  const Replies moved = std::move(replies);
  EXPECT_EQ(octets(moved[0].options), recorded);
  EXPECT_EQ(std::string(moved[0].data.begin(), moved[0].data.end()), "12345");
}

TEST(HppSend, SilenceIsATimeOut) {
  const Handle wire("sim");
  const Replies replies = wire.send(Request(address("192.18.1.1")).timeout(10s));
  EXPECT_TRUE(replies.empty());
  EXPECT_EQ(replies.begin(), replies.end());
  EXPECT_EQ(replies.status(), Status(IP_REQ_TIMED_OUT));
}

TEST(HppSend, WhatNoDatagramHoldsIsRefused) {
  const Handle wire("sim");
  const std::vector<std::uint8_t> much(65536);
  EXPECT_EQ(wire.send(Request(address("10.9.3.3")).data(much)).status(), Status(IP_PACKET_TOO_BIG));
  const std::vector<std::uint8_t> many(41, IP_OPT_NOP);
  EXPECT_EQ(wire.send(Request(address("10.9.3.3")).options(many)).status(), Status(IP_OPTION_TOO_BIG));
  const std::vector<std::uint8_t> full(40, IP_OPT_NOP);
  EXPECT_TRUE(wire.send(Request(address("10.9.3.3")).options(full)).status().ok());
}

TEST(HppSend, WithoutFragmentingWhatIsTooBigStaysHere) {
  const Handle wire("sim");
  const std::vector<std::uint8_t> more_than_the_link(1473);
  Request request(address("10.9.3.3"));
  EXPECT_EQ(wire.send(request.data(more_than_the_link).dont_fragment()).status(), Status(IP_PACKET_TOO_BIG));
  EXPECT_TRUE(wire.send(request.dont_fragment(false)).status().ok());
}

}  // namespace
}  // namespace icmpwire::test
