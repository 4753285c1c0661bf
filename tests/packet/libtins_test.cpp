// What libtins does to a packet, pinned: why IPv4, options, ICMP and sending are our own. A test that fails
// here with a newer libtins says that the reason for it is gone.
#include <gtest/gtest.h>
#include <tins/tins.h>

#include <filesystem>

#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

Tins::IP echo_request_with_option(const IpOptions& option) {
  Tins::IP packet = Tins::IP("10.9.3.3", "10.9.1.1") / Tins::ICMP() / Tins::RawPDU("abcdefgh");
  const Tins::IP::option_identifier type(option.octets()[0]);
  const Bytes data = option.octets().subspan(2);
  packet.add_option(Tins::IP::option(type, data.begin(), data.end()));
  return packet;
}

TEST(LibtinsDefects, AnOptionWithDataTurnsAnEchoRequestIntoAReply) {
  const Octets serialized = echo_request_with_option(record_route(2)).serialize();
  const auto datagram = parse_ipv4(serialized);
  ASSERT_TRUE(datagram);
  EXPECT_EQ(to_hex(datagram->options), "07 0b 04 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(parse_icmp(datagram->payload)->type(), IcmpType::echo_reply) << "a request was asked for";
}

TEST(LibtinsDefects, PaddingBehindEndOfListThrows) {
  const Octets legal = build_ipv4({}, *IpOptions::from_octets(Octets{0, 0, 0, 0}), Octets(8));
  ASSERT_TRUE(parse_ipv4(legal));
  EXPECT_THROW(Tins::IP(legal.data(), static_cast<std::uint32_t>(legal.size())), Tins::malformed_packet);
}

TEST(LibtinsDefects, ChecksumsAndLengthsThatWereSetAreRewritten) {
  Ipv4Header header;
  header.total_length = 60;
  header.checksum = 0xdead;
  IcmpEcho echo;
  echo.checksum = 0x1111;
  Octets message(16);
  build_icmp(echo, Octets(8, 'a'), message);
  const Octets given = build_ipv4(header, {}, message);
  Tins::IP packet(given.data(), static_cast<std::uint32_t>(given.size()));
  EXPECT_EQ(packet.tot_len(), 60);
  EXPECT_EQ(packet.checksum(), 0xdead);
  const Octets serialized = packet.serialize();
  const auto rewritten = parse_ipv4(serialized);
  ASSERT_TRUE(rewritten);
  EXPECT_EQ(rewritten->header.total_length, 36);
  EXPECT_TRUE(ipv4_checksum_ok(rewritten->header_octets));
  EXPECT_TRUE(checksum_holds(rewritten->payload));
}

TEST(LibtinsDefects, AnyUnreachableMatchesAnyRequest) {
  Tins::IP request = Tins::IP("10.9.3.3", "10.9.1.1") / Tins::ICMP();
  Ipv4Header of_somebody_else;
  of_somebody_else.source = {{192, 0, 2, 1}};
  of_somebody_else.destination = {{192, 0, 2, 2}};
  of_somebody_else.protocol = Protocol::udp;
  const Octets quote = build_ipv4(of_somebody_else, {}, Octets(8));
  Octets unreachable(8 + quote.size());
  build_icmp(IcmpUnreachable{}, quote, unreachable);
  Ipv4Header from_router;
  from_router.source = {{192, 0, 2, 3}};
  from_router.destination = {{10, 9, 1, 1}};
  const Octets error = build_ipv4(from_router, {}, unreachable);
  EXPECT_TRUE(request.matches_response(error.data(), static_cast<std::uint32_t>(error.size())));
}

TEST(LibtinsDefects, ARedirectsGatewayIsReadBackwards) {
  const Octets redirect = {5, 1, 0, 0, 10, 9, 1, 2};  // RFC 792: the address in network order
  EXPECT_EQ(to_text(std::get<IcmpRedirect>(parse_icmp(redirect)->header).gateway), "10.9.1.2");
  EXPECT_EQ(Tins::ICMP(redirect.data(), 8).gateway().to_string(), "2.1.9.10");
}

TEST(LibtinsDefects, TimestampsAreReadBackwards) {
  const Octets request = recorded_datagrams("21-icmp-timestamp.pcap").at(0);  // 1000 ms were sent
  const Bytes message = parse_ipv4(request).value().payload;
  EXPECT_EQ(std::get<IcmpTimestamp>(parse_icmp(message)->header).originate, 1000U);
  EXPECT_EQ(Tins::ICMP(message.data(), static_cast<std::uint32_t>(message.size())).original_timestamp(),
            0xe8030000U);
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/dev/fd")) ++count;
  return count;
}

TEST(LibtinsDefects, SendingRawOctetsReturnsAndSendsNothing) {
  const Octets datagram = recorded_datagrams("01-plain.pcap").at(0);
  Tins::RawPDU raw(datagram.data(), static_cast<std::uint32_t>(datagram.size()));
  Tins::PacketSender sender;
  const std::size_t before = open_descriptors();
  EXPECT_NO_THROW(sender.send(raw));
  EXPECT_EQ(open_descriptors(), before) << "a socket was opened, so something may have been sent";
}

}  // namespace
}  // namespace icmpwire::test
