#include "packet/icmp.h"

#include "packet/ipv4.h"
#include "tests/packet/all_headers.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

// The ICMP message in one datagram of a recording.
Octets recorded_message(const std::string& file, std::size_t index) {
  const std::vector<Octets> datagrams = recorded_datagrams(file);
  const Bytes payload = parse_ipv4(datagrams.at(index)).value().payload;
  return {payload.begin(), payload.end()};
}

TEST(ParseIcmp, ReadsARecordedEcho) {
  const Octets octets = recorded_message("01-plain.pcap", 0);
  const auto message = parse_icmp(octets);
  ASSERT_TRUE(message);
  const IcmpEcho expected = {IcmpType::echo_request, 0, 0x5435, 0x1234, 1};
  EXPECT_EQ(std::get<IcmpEcho>(message->header), expected);
  EXPECT_EQ(message->type(), IcmpType::echo_request);
  EXPECT_EQ(message->code(), 0);
  EXPECT_EQ(std::string(message->body.begin(), message->body.end()), "abcdefgh");
  EXPECT_EQ(message->header_octets.size(), 8U);
  EXPECT_TRUE(quoted_datagram(*message).empty());
}

TEST(ParseIcmp, ReadsRecordedErrors) {
  const Octets problem = recorded_message("07-ts-overflow-counter-15.pcap", 1);
  EXPECT_EQ(std::get<IcmpParameterProblem>(parse_icmp(problem)->header).pointer, 23);
  const Octets too_big = recorded_message("36-df-frag-needed-mtu600.pcap", 1);
  const auto unreachable = std::get<IcmpUnreachable>(parse_icmp(too_big)->header);
  EXPECT_EQ(unreachable.code, 4);
  EXPECT_EQ(unreachable.next_hop_mtu, 600);
  const Octets exceeded = recorded_message("19-rr9-ttl1-time-exceeded.pcap", 1);
  EXPECT_EQ(std::get<IcmpTimeExceeded>(parse_icmp(exceeded)->header).code, 0);
}

TEST(ParseIcmp, ReadsARecordedTimestamp) {
  const Octets request = recorded_message("21-icmp-timestamp.pcap", 0);
  EXPECT_EQ(std::get<IcmpTimestamp>(parse_icmp(request)->header).originate, 1000U);
  const Octets octets = recorded_message("21-icmp-timestamp.pcap", 1);
  const auto reply = std::get<IcmpTimestamp>(parse_icmp(octets)->header);
  EXPECT_EQ(reply.type, IcmpType::timestamp_reply);
  EXPECT_EQ(reply.originate, 1000U);
  EXPECT_LT(reply.receive, 24U * 60 * 60 * 1000);
  EXPECT_EQ(reply.receive, reply.transmit);  // Linux reads its clock once
}

template <class Shape>
bool parses_as(IcmpType type) {
  Octets octets(20);
  octets[0] = static_cast<std::uint8_t>(type);
  return std::holds_alternative<Shape>(parse_icmp(octets).value().header);
}

TEST(ParseIcmp, EveryTypeHasItsShape) {
  for (const IcmpType type : {IcmpType::echo_request, IcmpType::echo_reply, IcmpType::information_request,
                              IcmpType::information_reply}) {
    EXPECT_TRUE(parses_as<IcmpEcho>(type));
  }
  EXPECT_TRUE(parses_as<IcmpUnreachable>(IcmpType::destination_unreachable));
  EXPECT_TRUE(parses_as<IcmpTimeExceeded>(IcmpType::time_exceeded));
  EXPECT_TRUE(parses_as<IcmpParameterProblem>(IcmpType::parameter_problem));
  EXPECT_TRUE(parses_as<IcmpSourceQuench>(IcmpType::source_quench));
  EXPECT_TRUE(parses_as<IcmpRedirect>(IcmpType::redirect));
  EXPECT_TRUE(parses_as<IcmpTimestamp>(IcmpType::timestamp_request));
  EXPECT_TRUE(parses_as<IcmpTimestamp>(IcmpType::timestamp_reply));
  EXPECT_TRUE(parses_as<IcmpAddressMask>(IcmpType::address_mask_request));
  EXPECT_TRUE(parses_as<IcmpAddressMask>(IcmpType::address_mask_reply));
  EXPECT_TRUE(parses_as<IcmpRouterAdvertisement>(IcmpType::router_advertisement));
  EXPECT_TRUE(parses_as<IcmpRouterSolicitation>(IcmpType::router_solicitation));
  EXPECT_TRUE(parses_as<IcmpExtendedEchoRequest>(IcmpType::extended_echo_request));
  EXPECT_TRUE(parses_as<IcmpExtendedEchoReply>(IcmpType::extended_echo_reply));
  for (const int type : {1, 2, 6, 7, 19, 30, 40, 44, 255}) {
    EXPECT_TRUE(parses_as<IcmpOther>(static_cast<IcmpType>(type))) << type;
  }
}

TEST(ParseIcmp, FewerOctetsThanTheShapeAreTruncated) {
  for (int type = 0; type < 256; ++type) {
    Octets octets(20);
    octets[0] = static_cast<std::uint8_t>(type);
    const std::size_t needed = parse_icmp(octets)->header_octets.size();
    for (std::size_t size = 0; size < needed; ++size) {
      const auto message = parse_icmp(Bytes(octets).first(size));
      ASSERT_FALSE(message) << type;
      ASSERT_EQ(message.error(), (Malformed{Why::truncated, static_cast<std::uint16_t>(size)})) << type;
    }
    ASSERT_TRUE(parse_icmp(Bytes(octets).first(needed))) << type;
  }
}

// An error whose body is `quote` with `stated` as RFC 4884's length, in words.
Octets error_about(const Octets& quote, IcmpType type, std::uint8_t stated = 0) {
  Octets octets(8 + quote.size());
  build_icmp(IcmpTimeExceeded{type, 0, std::nullopt, 0, stated, 0}, quote, octets);
  return octets;
}

std::size_t quoted_octets(const Octets& error) { return quoted_datagram(*parse_icmp(error)).size(); }

TEST(QuotedDatagram, IsTheRecordedOne) {
  const Octets octets = recorded_message("11-lsrr-ttl2-time-exceeded.pcap", 1);
  const auto quote = parse_quoted_ipv4(quoted_datagram(*parse_icmp(octets)));
  ASSERT_TRUE(quote);
  EXPECT_EQ(to_text(quote->header.destination), "10.9.2.2");
  EXPECT_EQ(to_hex(quote->options), "01 83 0b 08 0a 09 02 01 0a 09 03 03");
  EXPECT_EQ(quote->octets.size(), 48U);
  EXPECT_FALSE(quote->truncated);
}

TEST(QuotedDatagram, EndsBeforeRecordedExtensions) {
  std::size_t with_extensions = 0;
  const std::vector<Octets> datagrams = recorded_datagrams("38-rfc4884-mpls-iio-crafted.pcap");
  for (const Octets& octets : datagrams) {
    const auto datagram = parse_ipv4(octets);
    const auto message = parse_icmp(datagram.value().payload);
    if (!message || !is_error(message->type()) || message->octets[5] == 0) continue;
    ++with_extensions;
    EXPECT_EQ(message->octets[5] * 4, 128);
    EXPECT_GT(message->body.size(), 128U);
    const Bytes quote = quoted_datagram(*message);
    EXPECT_EQ(quote.size(), read_u16(message->body, 2));  // the rest of the 128 octets is padding
    EXPECT_LT(quote.size(), 128U);
    EXPECT_FALSE(parse_quoted_ipv4(quote)->truncated);
  }
  EXPECT_GT(with_extensions, 0U);
}

TEST(QuotedDatagram, IsBoundedByTheStatedLengthOfTheTypesThatHaveOne) {
  const Octets quote = build_ipv4({}, {}, Octets(100));
  for (const IcmpType type :
       {IcmpType::destination_unreachable, IcmpType::time_exceeded, IcmpType::parameter_problem}) {
    EXPECT_EQ(quoted_octets(error_about(quote, type, 8)), 32U);
    EXPECT_EQ(quoted_octets(error_about(quote, type, 255)), 120U) << "never beyond the message";
    EXPECT_EQ(quoted_octets(error_about(quote, type, 0)), 120U);
  }
  for (const IcmpType type : {IcmpType::redirect, IcmpType::source_quench}) {
    EXPECT_EQ(quoted_octets(error_about(quote, type, 8)), 120U);
  }
}

TEST(QuotedDatagram, IsBoundedByItsOwnTotalLengthWhereThatCanBeRight) {
  Octets quote = build_ipv4({}, {}, Octets(16));
  quote.resize(60, 0xee);
  EXPECT_EQ(quoted_octets(error_about(quote, IcmpType::time_exceeded)), 36U);
  write_u16(quote, 2, 8);  // less than a header: no reason to believe it
  EXPECT_EQ(quoted_octets(error_about(quote, IcmpType::time_exceeded)), 60U);
  write_u16(quote, 2, 1500);
  EXPECT_EQ(quoted_octets(error_about(quote, IcmpType::time_exceeded)), 60U);
  quote[0] = 0x60;
  EXPECT_EQ(quoted_octets(error_about(quote, IcmpType::time_exceeded)), 60U) << "no IPv4 header";
  EXPECT_EQ(quoted_octets(error_about(Octets(5), IcmpType::time_exceeded)), 5U) << "no header at all";
}

TEST(QuotedDatagram, NoQueryQuotes) {
  const Octets body = build_ipv4({}, {}, Octets(16));
  for (int type = 0; type < 256; ++type) {
    const Octets octets = error_about(body, static_cast<IcmpType>(type));
    const auto message = parse_icmp(octets);
    EXPECT_EQ(quoted_datagram(*message).empty(), !is_error(static_cast<IcmpType>(type))) << type;
  }
}

TEST(BuildIcmp, ComputesTheChecksumOrSendsTheOneThatIsSet) {
  IcmpEcho echo;
  echo.identifier = 0x1234;
  echo.sequence = 1;
  const Octets body = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
  Octets out(20, 0xa5);
  ASSERT_EQ(build_icmp(echo, body, out), 16U);
  EXPECT_EQ(to_hex(Bytes(out).first(16)), to_hex(recorded_message("01-plain.pcap", 0)));
  EXPECT_EQ(out[16], 0xa5);
  echo.checksum = 0x1111;
  ASSERT_EQ(build_icmp(echo, body, out), 16U);
  EXPECT_EQ(to_hex(Bytes(out).first(16)), to_hex(recorded_message("26-bad-icmp-cksum-noreply.pcap", 0)));
}

TEST(BuildIcmp, TheBodyMayLieWhereItEndsUp) {
  Octets out = {0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 1, 2, 3};
  Octets apart(11, 0xa5);
  ASSERT_EQ(build_icmp(IcmpEcho{}, Bytes(out).subspan(8), out), 11U);
  ASSERT_EQ(build_icmp(IcmpEcho{}, Octets{1, 2, 3}, apart), 11U);
  EXPECT_EQ(to_hex(out), to_hex(apart));
  EXPECT_TRUE(checksum_holds(out));
}

TEST(IcmpNames, AreThoseOfTheRegistry) {
  EXPECT_EQ(icmp_type_name(8), "Echo Request");
  EXPECT_EQ(icmp_type_name(11), "Time Exceeded");
  EXPECT_EQ(icmp_type_name(1), "");
  EXPECT_EQ(icmp_type_name(256 + 8), "");
  EXPECT_EQ(icmp_code_name(IcmpType::destination_unreachable, 0), "net unreachable");
  EXPECT_EQ(icmp_code_name(IcmpType::destination_unreachable, 13),
            "communication administratively prohibited");
  EXPECT_EQ(icmp_code_name(IcmpType::destination_unreachable, 15), "precedence cutoff in effect");
  EXPECT_EQ(icmp_code_name(IcmpType::destination_unreachable, 16), "");
  EXPECT_EQ(icmp_code_name(IcmpType::time_exceeded, 1), "fragment reassembly time exceeded");
  EXPECT_EQ(icmp_code_name(IcmpType::parameter_problem, 1), "missing a required option");
  EXPECT_EQ(icmp_code_name(IcmpType::redirect, 1), "for the host");
  EXPECT_EQ(icmp_code_name(IcmpType::echo_reply, 0), "");
}

}  // namespace
}  // namespace icmpwire::test
