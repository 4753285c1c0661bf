#include "packet/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "tests/packet/all_headers.h"

namespace icmpwire::test {
namespace {

TEST(Ipv4Address, TextAndValue) {
  const auto address = parse_ipv4_address("10.9.1.255");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->value(), 0x0a0901ffU);
  EXPECT_EQ(Ipv4Address::from_value(0x0a0901ff), *address);
  EXPECT_EQ(to_text(*address), "10.9.1.255");
}

TEST(Ipv4Address, OnlyFourDecimalOctetsAreAnAddress) {
  for (const std::string_view text :
       {"", "10.9.1", "10.9.1.1.1", "10.9.1.256", "10.9.1.01", "10.9.1.001", "0x0a.9.1.1", "10.9.1.1 ",
        " 10.9.1.1", "10.9..1", "10.9.1.-1", "10.9.1.+1", "10.9.1.", ".10.9.1.1", "localhost", "10,9,1,1",
        "10.9.1.4294967297"}) {
    EXPECT_FALSE(parse_ipv4_address(text)) << text;
  }
  EXPECT_TRUE(parse_ipv4_address("0.0.0.0"));
  EXPECT_TRUE(parse_ipv4_address("255.255.255.255"));
}

TEST(Ipv4Address, Classes) {
  EXPECT_TRUE(Ipv4Address{}.is_unspecified());
  EXPECT_TRUE((Ipv4Address{{127, 5, 6, 7}}).is_loopback());
  EXPECT_TRUE((Ipv4Address{{239, 255, 255, 255}}).is_multicast());
  EXPECT_FALSE((Ipv4Address{{240, 0, 0, 1}}).is_multicast());
  EXPECT_TRUE((Ipv4Address{{255, 255, 255, 255}}).is_limited_broadcast());
  EXPECT_FALSE((Ipv4Address{{10, 9, 1, 255}}).is_limited_broadcast());
}

TEST(Ipv6Address, TextIsThatOfRfc5952) {
  struct Case {
    std::string_view given, canonical;
  };
  for (const Case& one :
       {Case{"2001:db8::1", "2001:db8::1"},  // 1 to 5: RFC 5952's own examples
        Case{"2001:0DB8:0:0:0:0:0:0001", "2001:db8::1"}, Case{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        Case{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"}, Case{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        Case{"::", "::"}, Case{"0:0:0:0:0:0:0:1", "::1"}, Case{"1:0:0:0:0:0:0:0", "1::"},
        Case{"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"}, Case{"::ffff:10.9.1.1", "::ffff:10.9.1.1"},
        Case{"::ffff:a09:101", "::ffff:10.9.1.1"}, Case{"64:ff9b::192.0.2.1", "64:ff9b::c000:201"}}) {
    const auto address = parse_ipv6_address(one.given);
    ASSERT_TRUE(address) << one.given;
    EXPECT_EQ(to_text(*address), one.canonical) << one.given;
  }
}

TEST(Ipv6Address, MalformedTextIsNoAddress) {
  for (const std::string_view text : {"",
                                      ":",
                                      ":::",
                                      "1",
                                      "1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7:8:9",
                                      "1::2::3",
                                      "1:2:3:4:5:6:7:8::",
                                      "::1:2:3:4:5:6:7:8",
                                      "12345::",
                                      "g::",
                                      "1:",
                                      ":1",
                                      "::1:",
                                      "fe80::1%2",
                                      "::10.9.1",
                                      "::10.9.1.256",
                                      "1:2:3:4:5:6:7:10.9.1.1",
                                      "10.9.1.1",
                                      "10.9.1.1::",
                                      "::10.9.1.1:1",
                                      " ::1"}) {
    EXPECT_FALSE(parse_ipv6_address(text)) << text;
  }
}

// inet_pton and inet_ntop are the oracle; zero groups are made likely.
TEST(Ipv6Address, AgreesWithTheSystem) {
  RandomOctets random;
  for (int round = 0; round < 5000; ++round) {
    Ipv6Address address;
    const Octets octets = random.next(16);
    for (std::size_t group = 0; group < 8; ++group) {
      if (random.below(2) == 0) write_u16(address.octets, 2 * group, read_u16(octets, 2 * group));
    }
    char text[INET6_ADDRSTRLEN];
    ASSERT_NE(inet_ntop(AF_INET6, address.octets.data(), text, sizeof text), nullptr);
    const auto parsed = parse_ipv6_address(text);
    ASSERT_TRUE(parsed) << text;
    ASSERT_EQ(*parsed, address) << text;
    Ipv6Address read_back;
    ASSERT_EQ(inet_pton(AF_INET6, to_text(address).c_str(), read_back.octets.data()), 1) << to_text(address);
    ASSERT_EQ(read_back, address);
  }
}

TEST(Ipv6Address, Scopes) {
  EXPECT_TRUE(parse_ipv6_address("fe80::1")->is_link_local());
  EXPECT_TRUE(parse_ipv6_address("febf::1")->is_link_local());
  EXPECT_FALSE(parse_ipv6_address("fec0::1")->is_link_local());
  EXPECT_TRUE(parse_ipv6_address("ff02::1")->is_multicast());
}

TEST(MacAddress, TextBothWays) {
  const auto address = parse_mac_address("02:00:0A:ff:00:01");
  ASSERT_TRUE(address);
  EXPECT_EQ(to_text(*address), "02:00:0a:ff:00:01");
  for (const std::string_view text : {"", "02:00:00:00:00", "02:00:00:00:00:01:02", "02:00:00:00:00:100",
                                      "02-00-00-00-00-01", "02:00:00:00:00:0g", "02:00:00:00:00:"}) {
    EXPECT_FALSE(parse_mac_address(text)) << text;
  }
}

TEST(IpAddress, IsOneOfBothAndKeepsItsZone) {
  const IpAddress v4 = Ipv4Address{{10, 9, 1, 1}};
  EXPECT_TRUE(v4.is_v4());
  EXPECT_EQ(v4.octets().size(), 4U);
  EXPECT_EQ(to_text(v4), "10.9.1.1");
  const IpAddress v6(*parse_ipv6_address("fe80::1"), 3);
  EXPECT_FALSE(v6.is_v4());
  EXPECT_EQ(v6.octets().size(), 16U);
  EXPECT_EQ(to_text(v6), "fe80::1%3");
  EXPECT_NE(v6, IpAddress(v6.v6()));
  EXPECT_EQ(to_text(IpAddress{}), "0.0.0.0");
}

TEST(Ipv6Address, KnowsItsSpecialOnes) {
  const auto address = [](std::string_view text) { return parse_ipv6_address(text).value(); };
  EXPECT_TRUE(address("::").is_unspecified());
  EXPECT_FALSE(address("::1").is_unspecified());
  EXPECT_TRUE(address("::1").is_loopback());
  EXPECT_FALSE(address("::2").is_loopback());
  EXPECT_TRUE(address("ff02::1").is_link_local_multicast());
  EXPECT_TRUE(address("ff11::1").is_link_local_multicast());
  EXPECT_FALSE(address("ff05::2").is_link_local_multicast());
  EXPECT_TRUE(address("febf::1").needs_zone());
  EXPECT_TRUE(address("ff02::1").needs_zone());
  EXPECT_FALSE(address("fec0::1").needs_zone());
  EXPECT_FALSE(IpAddress(Ipv4Address{{169, 254, 0, 1}}).needs_zone());
}

// RFC 4291 2.7.1's own example; RFC 2464 7.
TEST(Ipv6Address, HasASolicitedNodeGroupAndItsStations) {
  const auto group = solicited_node_multicast(parse_ipv6_address("4037::01:800:200e:8c6c").value());
  EXPECT_EQ(to_text(group), "ff02::1:ff0e:8c6c");
  EXPECT_EQ(to_text(multicast_mac(group)), "33:33:ff:0e:8c:6c");
}

TEST(IpAddress, IsTheSameHostWhereAZoneIsUnknown) {
  const Ipv6Address link_local = parse_ipv6_address("fe80::1").value();
  const IpAddress here(link_local, 2);
  EXPECT_TRUE(here.is_same_host(IpAddress(link_local, 2)));
  EXPECT_TRUE(here.is_same_host(IpAddress(link_local)));
  EXPECT_FALSE(here.is_same_host(IpAddress(link_local, 3)));
  EXPECT_FALSE(here.is_same_host(IpAddress(Ipv6Address::loopback())));
  EXPECT_FALSE(IpAddress().is_same_host(IpAddress(Ipv6Address())));
}

}  // namespace
}  // namespace icmpwire::test
