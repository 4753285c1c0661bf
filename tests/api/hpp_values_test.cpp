// The values of icmpwire.hpp: addresses, statuses, requests; no wire.
#include <gtest/gtest.h>

#include <icmpwire.hpp>
#include <type_traits>

namespace icmpwire::test {
namespace {

using namespace std::chrono_literals;

Address address(const char* text) { return Address::parse(text).value(); }

TEST(HppAddress, IsReadAndWritten) {
  for (const char* text : {"10.9.3.3", "0.0.0.0", "2001:db8::1", "::", "fe80::1%3", "::ffff:10.9.3.3"})
    EXPECT_EQ(address(text).text(), text);
  EXPECT_EQ(address("2001:DB8:0:0::1").text(), "2001:db8::1");
  EXPECT_EQ(address("10.9.3.3").version(), Version::v4);
  EXPECT_EQ(address("::").version(), Version::v6);
  EXPECT_EQ(Address().version(), Version::none);
  EXPECT_EQ(Address().text(), "");
}

TEST(HppAddress, IsNotReadFromAnythingElse) {
  for (const char* text : {"", "10.9.3", "10.9.3.256", "10.9.3.3%2", "fe80::1%", "fe80::1%eth0", "fe80::1%-1",
                           "fe80::1%4294967296", "h2", " ::1"})
    EXPECT_FALSE(Address::parse(text)) << text;
}

TEST(HppAddress, IsInNetworkOrder) {
  const icmpwire_address v4 = address("1.2.3.4").raw();
  EXPECT_EQ(v4.version, 4);
  EXPECT_EQ(v4.octets[0], 1);
  EXPECT_EQ(v4.octets[3], 4);
  const icmpwire_address v6 = address("fe80::102%7").raw();
  EXPECT_EQ(v6.version, 6);
  EXPECT_EQ(v6.scope, 7U);
  EXPECT_EQ(v6.octets[0], 0xfe);
  EXPECT_EQ(v6.octets[15], 0x02);
}

TEST(HppAddress, EqualsOnlyItself) {
  EXPECT_EQ(address("10.9.3.3"), address("10.9.3.3"));
  EXPECT_NE(address("10.9.3.3"), address("10.9.3.4"));
  EXPECT_NE(address("fe80::1%3"), address("fe80::1%4"));
  EXPECT_NE(address("0.0.0.0"), address("::"));
}

TEST(HppStatus, HasWords) {
  EXPECT_TRUE(Status().ok());
  EXPECT_FALSE(Status(IP_REQ_TIMED_OUT).ok());
  EXPECT_EQ(Status(IP_TTL_EXPIRED_TRANSIT).text(), "time to live exceeded in transit");
  EXPECT_EQ(Status(ERROR_ACCESS_DENIED).text(), "access denied");
  EXPECT_EQ(Status(4711).text(), "error 4711");
}

TEST(HppRequest, SaysWhatItWasTold) {
  const std::uint8_t options[] = {IP_OPT_NOP, IP_OPT_EOL};
  Request request(address("10.9.3.3"));
  request.data("abc").options(options).ttl(0).tos(0xb8).dont_fragment().timeout(1500us).replies(3);
  request.source(address("10.9.1.1")).identifier(0x1234).sequence(7);
  const icmpwire_request raw = request.raw();
  EXPECT_EQ(Address(raw.destination), address("10.9.3.3"));
  EXPECT_EQ(Address(raw.source), address("10.9.1.1"));
  EXPECT_EQ(std::string(static_cast<const char*>(raw.data), raw.data_octets), "abc");
  EXPECT_EQ(raw.options_octets, 2U);
  EXPECT_EQ(static_cast<const std::uint8_t*>(raw.options)[0], IP_OPT_NOP);
  EXPECT_EQ(raw.ttl, 0);
  EXPECT_EQ(raw.traffic_class, 0xb8);
  EXPECT_EQ(raw.timeout, 1'500'000U);
  EXPECT_EQ(raw.most_answers, 3U);
  EXPECT_EQ(raw.identifier, 0x1234);
  EXPECT_EQ(raw.sequence, 7);
  EXPECT_EQ(raw.flags, ICMPWIRE_DONT_FRAGMENT | ICMPWIRE_SET_IDENTIFIER | ICMPWIRE_SET_SEQUENCE);
  EXPECT_EQ(request.dont_fragment(false).raw().flags, ICMPWIRE_SET_IDENTIFIER | ICMPWIRE_SET_SEQUENCE);
}

TEST(HppRequest, WithoutATimeOut) {
  EXPECT_EQ(Request(address("10.9.3.3")).timeout(-1s).raw().timeout, UINT64_MAX);
  EXPECT_EQ(Request(address("10.9.3.3")).timeout(0s).raw().timeout, 0U);
}

TEST(HppRequest, IsAValue) {
  Request first = Request(address("10.9.3.3")).data("abc");
  const Request copy = first;
  first.data("xyz");
  const icmpwire_request raw = copy.raw();
  EXPECT_EQ(std::string(static_cast<const char*>(raw.data), raw.data_octets), "abc");
}

static_assert(!std::is_copy_constructible_v<Handle> && std::is_nothrow_move_constructible_v<Handle>);
static_assert(!std::is_copy_constructible_v<Replies> && std::is_nothrow_move_constructible_v<Replies>);

}  // namespace
}  // namespace icmpwire::test
