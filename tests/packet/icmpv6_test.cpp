#include "packet/icmpv6.h"

#include "packet/ndp_options.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

Ipv6Address address(std::string_view text) { return parse_ipv6_address(text).value(); }

// One datagram of a recording, and the ICMPv6 message in it.
struct Recorded {
  Recorded(const std::string& file, std::size_t index)
      : octets(recorded_ipv6_datagrams(file).at(index)),
        ip(parse_ipv6(octets).value()),
        message(parse_icmpv6(ip.payload).value()) {}

  template <class Shape>
  const Shape& as() const {
    return std::get<Shape>(message.header);
  }

  Octets octets;
  Ipv6Datagram ip;
  Icmpv6Message message;
};

TEST(ParseIcmpv6, ReadsARecordedEcho) {
  const Recorded reply("59-ipv6-extension-headers.pcap", 1);
  const auto& echo = reply.as<Icmpv6Echo>();
  EXPECT_EQ(echo.type, Icmpv6Type::echo_reply);
  EXPECT_EQ(echo.identifier, 0x1234);
  EXPECT_EQ(echo.sequence, 1);
  EXPECT_EQ(std::string(reply.message.body.begin(), reply.message.body.end()), "abcdefgh");
  EXPECT_TRUE(quoted_datagram(reply.message).empty());
}

struct ExpectedError {
  const char* file;
  Icmpv6Type type;
  std::uint8_t code;
};

TEST(ParseIcmpv6, ReadsRecordedErrorsAndTheirQuotes) {
  constexpr auto unreachable = Icmpv6Type::destination_unreachable;
  constexpr auto problem = Icmpv6Type::parameter_problem;
  for (const ExpectedError& expected :
       {ExpectedError{"42-ipv6-hop-limit-exceeded", Icmpv6Type::time_exceeded, 0},
        {"43-ipv6-no-route", unreachable, 0},
        {"44-ipv6-prohibited", unreachable, 1},
        {"45-ipv6-beyond-scope", unreachable, 2},
        {"46-ipv6-address-unreachable", unreachable, 3},
        {"47-ipv6-port-unreachable", unreachable, 4},
        {"48-ipv6-policy-failed", unreachable, 5},
        {"49-ipv6-reject-route", unreachable, 6},
        {"50-ipv6-packet-too-big", Icmpv6Type::packet_too_big, 0},
        {"51-ipv6-unknown-next-header", problem, 1},
        {"52-ipv6-unknown-option", problem, 2},
        {"53-ipv6-wrong-field", problem, 0},
        {"54-ipv6-incomplete-chain", problem, 3},
        {"60-ipv6-reassembly-time-exceeded", Icmpv6Type::time_exceeded, 1}}) {
    SCOPED_TRACE(expected.file);
    const std::string file = expected.file + std::string(".pcap");
    const Recorded error(file, 1);
    EXPECT_EQ(error.message.type(), expected.type);
    EXPECT_EQ(error.message.code(), expected.code);
    EXPECT_TRUE(
        icmpv6_checksum_ok(error.message.octets, error.ip.header.source, error.ip.header.destination));
    const Octets sent = recorded_ipv6_datagrams(file).at(0);
    const Bytes quote = quoted_datagram(error.message);
    ASSERT_GE(quote.size(), 40U);
    EXPECT_EQ(to_hex(quote.subspan(8)), to_hex(first_at_most(Bytes(sent).subspan(8), quote.size() - 8)));
  }
}

TEST(ParseIcmpv6, ReadsWhatTheErrorsTell) {
  EXPECT_EQ(Recorded("50-ipv6-packet-too-big.pcap", 1).as<Icmpv6PacketTooBig>().mtu, 1280U);
  EXPECT_EQ(Recorded("51-ipv6-unknown-next-header.pcap", 1).as<Icmpv6ParameterProblem>().pointer, 6U);
  EXPECT_EQ(Recorded("52-ipv6-unknown-option.pcap", 1).as<Icmpv6ParameterProblem>().pointer, 42U);
}

TEST(ParseIcmpv6, ReadsNeighbourDiscovery) {
  const Recorded asked("41-ipv6-echo.pcap", 0);
  EXPECT_EQ(asked.as<NeighbourSolicitation>().target, address("2001:db8:9:1::2"));
  EXPECT_EQ(asked.ip.header.destination, solicited_node_multicast(address("2001:db8:9:1::2")));
  EXPECT_EQ(recorded_frames("41-ipv6-echo.pcap").at(0)[3],
            multicast_mac(asked.ip.header.destination).octets[3]);
  EXPECT_EQ(link_address(asked.message.body, NdpOptionType::source_link_address),
            parse_mac_address("02:00:00:00:00:01"));
  const Recorded told("41-ipv6-echo.pcap", 1);
  const auto& advertisement = told.as<NeighbourAdvertisement>();
  EXPECT_TRUE(advertisement.router && advertisement.solicited && advertisement.override_cached);
  EXPECT_EQ(advertisement.target, address("2001:db8:9:1::2"));
  EXPECT_EQ(link_address(told.message.body, NdpOptionType::target_link_address),
            parse_mac_address("02:00:00:00:00:02"));
  EXPECT_EQ(link_address(told.message.body, NdpOptionType::source_link_address), std::nullopt);
}

TEST(ParseIcmpv6, ReadsRouterDiscoveryAndRedirects) {
  const Recorded redirect("57-ipv6-redirect.pcap", 1);
  EXPECT_EQ(redirect.as<Icmpv6Redirect>().target, address("fe80::99"));
  EXPECT_EQ(redirect.as<Icmpv6Redirect>().destination, address("2001:db8:88::1"));
  const std::string file = "58-ipv6-router-discovery-crafted.pcap";
  const Recorded advertised(file, recorded_ipv6_datagrams(file).size() - 1);
  const auto& router = advertised.as<RouterAdvertisement>();
  EXPECT_EQ(router.hop_limit, 64);
  EXPECT_TRUE(router.managed && router.other_configuration);
  EXPECT_FALSE(router.home_agent);
  EXPECT_EQ(router.preference, 1);
  EXPECT_EQ(router.lifetime, 1800);
  EXPECT_EQ(router.reachable_time, 30000U);
  EXPECT_EQ(router.retransmit_time, 1000U);
  const auto prefix = decode<NdpPrefixInformation>(advertised.message.body.subspan(16)).value();
  EXPECT_EQ(prefix.prefix, address("2001:db8:9:1::"));
  EXPECT_EQ(prefix.prefix_length, 64);
  EXPECT_TRUE(prefix.on_link && prefix.autonomous);
  EXPECT_EQ(prefix.valid_lifetime, 86400U);
  EXPECT_EQ(decode<NdpMtu>(advertised.message.body.subspan(8))->mtu, 1500U);
}

TEST(LinkAddress, IsNotReadBehindAnOptionOfLengthZero) {
  const Octets options = {14, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 0, 0, 0, 0, 1};
  EXPECT_EQ(link_address(options, NdpOptionType::source_link_address), std::nullopt);
  EXPECT_EQ(link_address(Bytes(options).subspan(8), NdpOptionType::source_link_address),
            parse_mac_address("02:00:00:00:00:01"));
}

TEST(ParseIcmpv6, FewerOctetsThanTheShapeAreTruncated) {
  for (int type = 0; type < 256; ++type) {
    Octets octets(40);
    octets[0] = static_cast<std::uint8_t>(type);
    const auto whole = parse_icmpv6(octets);
    ASSERT_TRUE(whole);
    const std::size_t least = whole->header_octets.size();
    EXPECT_EQ(parse_icmpv6(Bytes(octets).first(least - 1)).error(),
              (Malformed{Why::truncated, static_cast<std::uint16_t>(least - 1)}));
  }
}

TEST(QuotedDatagram, EndsWhereAnIcmpv6ErrorSaysSo) {
  const Octets quote = recorded_ipv6_datagrams("55-ipv6-fragments.pcap").at(0);
  Icmpv6TimeExceeded exceeded;
  exceeded.length = 16;  // 64-bit words
  Octets octets(8 + 200);
  build_icmpv6(exceeded, Bytes(quote).first(200), {}, {}, octets);
  EXPECT_EQ(quoted_datagram(parse_icmpv6(octets).value()).size(), 128U);
}

TEST(Icmpv6Checksum, DependsOnTheAddresses) {
  const Recorded reply("41-ipv6-echo.pcap", 5);
  const Ipv6Header& ip = reply.ip.header;
  EXPECT_TRUE(icmpv6_checksum_ok(reply.message.octets, ip.source, ip.destination));
  EXPECT_FALSE(icmpv6_checksum_ok(reply.message.octets, ip.source, address("2001:db8:9:1::2")));
}

TEST(Icmpv6Names, AreThoseOfTheRfcs) {
  EXPECT_EQ(icmpv6_type_name(2), "Packet Too Big");
  EXPECT_EQ(icmpv6_type_name(143), "Multicast Listener Report, version 2");
  EXPECT_EQ(icmpv6_type_name(200), "");
  EXPECT_EQ(icmpv6_code_name(Icmpv6Type::destination_unreachable, 3), "address unreachable");
  EXPECT_EQ(icmpv6_code_name(Icmpv6Type::destination_unreachable, 7), "");
  EXPECT_EQ(icmpv6_code_name(Icmpv6Type::echo_request, 0), "");
  EXPECT_TRUE(is_error(Icmpv6Type{127}));
  EXPECT_FALSE(is_error(Icmpv6Type::echo_request));
}

}  // namespace
}  // namespace icmpwire::test
