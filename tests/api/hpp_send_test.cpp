// The handles and replies of icmpwire.hpp, on wires that need neither privilege nor network.
#include <gtest/gtest.h>
#include <poll.h>

#include <icmpwire.hpp>

namespace icmpwire::test {
namespace {

using namespace std::chrono_literals;

Address address(const char* text) { return Address::parse(text).value(); }

std::vector<std::uint8_t> vector_of(Octets octets) { return {octets.begin(), octets.end()}; }

std::string string_of(Octets octets) { return {octets.begin(), octets.end()}; }

TEST(HppHandle, SaysWhyItIsNotOpen) {
  const Handle none("replay:/no/such/file");
  EXPECT_FALSE(none);
  EXPECT_EQ(none.status(), Status(ERROR_FILE_NOT_FOUND));
  EXPECT_NE(none.failure().find("/no/such/file"), std::string::npos) << none.failure();
  const Replies replies = none.send(Request(address("10.9.3.3")));
  EXPECT_TRUE(replies.empty());
  EXPECT_EQ(replies.status(), Status(ERROR_INVALID_PARAMETER));
  EXPECT_TRUE(replies.request().empty());
  EXPECT_TRUE(replies.frames().empty());
}

TEST(HppHandle, MovesAndClosesOnce) {
  Handle first("sim");
  ASSERT_TRUE(first) << first.failure();
  const HANDLE raw = first.raw();
  {
    Handle second = std::move(first);
    EXPECT_EQ(second.raw(), raw);
    first = std::move(second);
    EXPECT_EQ(first.raw(), raw);
    EXPECT_FALSE(second);
    second = std::move(first);
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
  EXPECT_EQ(string_of(reply.data), "is anybody there?");
  EXPECT_TRUE(reply.options.empty());
  EXPECT_EQ(reply.raw.ttl, 62);
  EXPECT_EQ(reply.raw.traffic_class, 0x28);
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
  EXPECT_EQ(vector_of(replies[0].options), recorded);
  // The spans are good wherever the replies go.
  const Replies moved = std::move(replies);
  EXPECT_EQ(vector_of(moved[0].options), recorded);
  EXPECT_EQ(string_of(moved[0].data), "12345");
}

TEST(HppOptions, AreWrittenInWords) {
  const Options options("nop rr:1");
  ASSERT_TRUE(options) << options.failure();
  EXPECT_EQ(vector_of(options.octets()), (std::vector<std::uint8_t>{1, 7, 7, 4, 0, 0, 0, 0}));
  EXPECT_EQ(options.words(), "nop rr:1");
  const Replies replies = Handle("sim").send(Request(address("10.9.3.3")).options(options));
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(Options(replies[0].options).words(), "rr:10.9.2.1 eol");
}

TEST(HppOptions, SayWhatIsWrongAndWhere) {
  const Options options("nop rr:9{pointr=3}");
  EXPECT_FALSE(options);
  EXPECT_TRUE(options.octets().empty());
  EXPECT_EQ(options.failure(),
            "cannot read the IP options: 'pointr' is no field of record_route\n"
            "  nop rr:9{pointr=3}\n"
            "           ^^^^^^ needs type, length or pointer\n"
            "  try: pointer");
  EXPECT_NE(Options("nop*41").failure().find("an IPv4 header has room for 40"), std::string::npos);
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

TEST(HppSend, ASourceThatIsNotOursIsRefused) {
  const Handle wire("sim");
  const Request request = Request(address("10.9.3.3"));
  EXPECT_EQ(wire.send(Request(request).source(address("10.9.9.9"))).status(), Status(ERROR_INVALID_NETNAME));
  EXPECT_TRUE(wire.send(Request(request).source(address("10.9.1.1"))).status().ok());
}

TEST(HppSend, EveryOctetIsThere) {
  const Handle wire("sim");
  const Replies replies =
      wire.send(Request(address("10.9.3.3")).data("abc").identifier(0x1234).sequence(0x0506));
  ASSERT_EQ(replies.size(), 1U);
  // RFC 792: the echo behind 20 octets of IPv4; RFC 1071: 0x0800 + 0x1234 + 0x0506 + "abc" sum up to 0xe39c.
  const std::vector<std::uint8_t> echo = {8, 0, 0x1c, 0x63, 0x12, 0x34, 0x05, 0x06, 'a', 'b', 'c'};
  const std::vector<std::uint8_t> sent = vector_of(replies.request());
  ASSERT_EQ(sent.size(), 31U);
  EXPECT_EQ(std::vector<std::uint8_t>(sent.begin() + 20, sent.end()), echo);
  const auto frames = replies.frames();
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].is_outbound, 1);
  EXPECT_EQ(vector_of(to_span(frames[0].octets).subspan(frames[0].datagram_at)), sent);
  EXPECT_EQ(frames[1].is_outbound, 0);
  EXPECT_EQ(vector_of(to_span(frames[1].octets).subspan(frames[1].datagram_at)),
            vector_of(to_span(replies[0].raw.datagram)));
}

TEST(HppSend, AReplyOfIpv6HasWhatWasSent) {
  const Handle wire("sim", Version::v6);
  const Replies replies = wire.send(Request(address("fd00:9:3::3")).data("is anybody there?").tos(0x28));
  ASSERT_EQ(replies.size(), 1U) << replies.status().text();
  EXPECT_EQ(replies[0].from, address("fd00:9:3::3"));
  EXPECT_EQ(string_of(replies[0].data), "is anybody there?");
  EXPECT_EQ(replies[0].raw.ttl, 62);
  EXPECT_EQ(replies[0].round_trip, 5ms);

  const Replies expired = wire.send(Request(address("fd00:9:3::3")).ttl(1));
  ASSERT_EQ(expired.size(), 1U);
  EXPECT_EQ(expired[0].from, address("fd00:9:1::2"));
  EXPECT_EQ(expired[0].status, Status(IP_HOP_LIMIT_EXCEEDED));
}

TEST(HppHandle, IsForOneVersion) {
  const Handle wire("sim", Version::v6);
  ASSERT_TRUE(wire) << wire.failure();
  EXPECT_EQ(wire.send(Request(address("10.9.3.3"))).status(), Status(ERROR_INVALID_PARAMETER));
}

// What became of requests in an event loop, in the order of their ends.
class HppStart : public testing::Test {
 protected:
  void SetUp() override { ASSERT_GE(wire_.descriptor(), 0); }

  Status start(const char* to) {
    return wire_.start(Request(address(to)).timeout(1s), [this](const Replies& replies) {
      ends_.push_back(replies.empty() ? replies.status().text() : replies[0].from.text());
    });
  }
  void run_until_ended(std::size_t count) {
    pollfd waiting{wire_.descriptor(), POLLIN, 0};
    while (ends_.size() < count) {
      ASSERT_EQ(::poll(&waiting, 1, -1), 1);
      ASSERT_GE(wire_.poll(), 0);
    }
  }

  std::vector<std::string> ends_;  // outlives the wire, whose end tells what is pending of it
  Handle wire_{"sim"};
};

TEST_F(HppStart, EndsInPoll) {
  EXPECT_TRUE(start("192.18.1.1").ok());
  EXPECT_TRUE(start("10.9.3.3").ok());
  EXPECT_TRUE(ends_.empty());
  run_until_ended(2);
  EXPECT_EQ(ends_, (std::vector<std::string>{"10.9.3.3", "request timed out"}));
}

TEST_F(HppStart, WhatIsRefusedNeverEnds) {
  EXPECT_EQ(start("0.0.0.0"), Status(ERROR_INVALID_NETNAME));
  EXPECT_EQ(wire_.poll(), 0);
  EXPECT_TRUE(ends_.empty());
}

TEST_F(HppStart, WhatIsPendingEndsWithTheHandle) {
  EXPECT_TRUE(start("192.18.1.1").ok());
  wire_ = Handle("replay:/no/such/file");
  EXPECT_EQ(ends_, (std::vector<std::string>{"request timed out"}));
}

}  // namespace
}  // namespace icmpwire::test
