#include "packet/dissection.h"

#include <gtest/gtest.h>

#include "packet/ipv4.h"
#include "tests/support/dissection_cover.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

// "ip@0+28 icmp@20+8": name, offset and length of each layer, a blank for each depth before it.
std::string shape_of(const Dissection& packet) {
  EXPECT_TRUE(test::covers_every_octet(packet));
  std::string shape;
  for (const Layer& layer : packet.layers) {
    shape += std::string(layer.depth, '>') + std::string(layer.layout->name) + "@" +
             std::to_string(layer.offset) + "+" + std::to_string(layer.length) + " ";
  }
  return shape.substr(0, shape.empty() ? 0 : shape.size() - 1);
}

std::string shape_of(Bytes octets, LinkType link) { return shape_of(dissect(octets, link)); }

std::string recorded_shape(const std::string& file, std::size_t frame) {
  const Octets octets = test::recorded_frames(file).at(frame);
  return shape_of(octets, LinkType::ethernet);
}

const Octets echo = {8, 0, 0xf7, 0xfe, 0, 0, 0, 1};

Octets plus(Octets left, Bytes right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Octets with_options(std::initializer_list<std::uint8_t> area) {
  return build_ipv4(Ipv4Header{}, *IpOptions::from_octets(Octets(area)), echo);
}

TEST(Dissection, ReadsAllLinkHeaders) {
  const Octets datagram = build_ipv4(Ipv4Header{}, {}, echo);
  EXPECT_EQ(shape_of(datagram, LinkType::raw), "ip@0+20 icmp@20+8");
  EXPECT_EQ(shape_of(datagram, LinkType::ipv4), "ip@0+20 icmp@20+8");
  const Octets addresses(12, 2);
  EXPECT_EQ(shape_of(plus(plus(addresses, Octets{8, 0}), datagram), LinkType::ethernet),
            "ethernet@0+14 ip@14+20 icmp@34+8");
  const Octets tags = {0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0};
  EXPECT_EQ(shape_of(plus(plus(addresses, tags), datagram), LinkType::ethernet),
            "ethernet@0+14 vlan@14+4 vlan@18+4 ip@22+20 icmp@42+8");
  EXPECT_EQ(shape_of(plus(plus(Octets(14), Octets{8, 0}), datagram), LinkType::linux_sll),
            "sll@0+16 ip@16+20 icmp@36+8");
  EXPECT_EQ(shape_of(plus(plus(Octets{8, 0}, Octets(18)), datagram), LinkType::linux_sll2),
            "sll2@0+20 ip@20+20 icmp@40+8");
  EXPECT_EQ(shape_of(plus(Octets{2, 0, 0, 0}, datagram), LinkType::null_loopback),
            "loopback@0+4 ip@4+20 icmp@24+8");
  EXPECT_EQ(shape_of(plus(Octets{0, 0, 0, 2}, datagram), LinkType::loop), "loopback@0+4 ip@4+20 icmp@24+8");
}

Octets octets_of(std::string_view hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex, octets));
  return octets;
}

// The beginning of a frame of tcpdump's tests/mpls-traceroute; without address and control, and compressed.
TEST(Dissection, ReadsPpp) {
  const Octets datagram = build_ipv4(Ipv4Header{}, {}, echo);
  EXPECT_EQ(shape_of(plus(octets_of("ff 03 00 21"), datagram), LinkType::ppp),
            "ppp_framing@0+2 ppp@2+2 ip@4+20 icmp@24+8");
  EXPECT_EQ(shape_of(plus(octets_of("00 21"), datagram), LinkType::ppp_hdlc), "ppp@0+2 ip@2+20 icmp@22+8");
  EXPECT_EQ(shape_of(plus(octets_of("21"), datagram), LinkType::ppp), "ppp@0+1 ip@1+20 icmp@21+8");
  EXPECT_EQ(shape_of(octets_of("ff 03 c0 21 01 02"), LinkType::ppp), "ppp_framing@0+2 ppp@2+2 payload@4+2");
  EXPECT_EQ(shape_of(octets_of("ff 03"), LinkType::ppp), "ppp_framing@0+2");
}

// RFC 2516 appendix B: a PADI, a PADO, and a session's frame.
TEST(Dissection, ReadsPppoe) {
  const std::string ends = "ff ff ff ff ff ff 02 00 00 00 00 01 ";
  EXPECT_EQ(shape_of(octets_of(ends + "88 63 11 09 00 00 00 04 01 01 00 00"), LinkType::ethernet),
            "ethernet@0+14 pppoe@14+10 >pppoe_tag@20+4");
  EXPECT_EQ(
      shape_of(octets_of(ends + "88 63 11 07 00 00 00 20 01 01 00 00 01 02 00 18 47 6f 20 52 65 64 42 61 63 "
                                "6b 20 2d 20 65 73 68 73 68 65 73 68 6f 6f 74"),
               LinkType::ethernet),
      "ethernet@0+14 pppoe@14+38 >pppoe_tag@20+4 >pppoe_tag@24+28 >>value@28+24");
  const Octets session = plus(octets_of("11 00 12 34 00 1e 00 21"), build_ipv4(Ipv4Header{}, {}, echo));
  EXPECT_EQ(shape_of(session, LinkType::pppoe), "pppoe@0+6 ppp@6+2 ip@8+20 icmp@28+8");
  EXPECT_EQ(shape_of(plus(plus(octets_of(ends + "88 64"), session), Octets(4)), LinkType::ethernet),
            "ethernet@0+14 pppoe@14+6 ppp@20+2 ip@22+20 icmp@42+8 padding@50+4");
}

// Extended echoes of tcpdump's tests/icmp6-rfc8335, which ask for an interface by its number.
TEST(Dissection, ReadsExtendedEchoes) {
  EXPECT_EQ(
      shape_of(
          octets_of("60 0f 26 0b 00 1c 3a ff fd fd 5c 41 71 2d d0 5a d0 dd 22 ff fe ac 5c 6b fd fd 5c 41 71 "
                    "2d d0 aa 02 25 90 ff fe a8 86 86 a0 00 98 44 fb 61 00 01 20 00 dc f4 00 08 03 02 00 "
                    "00 00 01 00 0b ad 1e 7f c0 ff ee"),
          LinkType::ipv6),
      "ipv6@0+40 icmpv6@40+28 >extension@48+4 >object@52+8 >>interface_index@56+4 >object@60+4 "
      ">not_understood@64+4");
}

TEST(Dissection, ReadsArpAndNamesLinkPadding) {
  Octets frame = plus(Octets(12, 2), Octets{8, 6, 0, 1, 8, 0, 6, 4, 0, 1});
  frame.resize(60);
  EXPECT_EQ(shape_of(frame, LinkType::ethernet), "ethernet@0+14 arp@14+28 padding@42+18");
  frame[18] = 8;  // addresses of another length lie elsewhere
  EXPECT_EQ(shape_of(frame, LinkType::ethernet), "ethernet@0+14 payload@14+46");

  Octets padded(12, 2);
  padded = plus(plus(padded, Octets{8, 0}), build_ipv4(Ipv4Header{}, {}, echo));
  padded.resize(60);
  EXPECT_EQ(shape_of(padded, LinkType::ethernet), "ethernet@0+14 ip@14+20 icmp@34+8 padding@42+18");
}

// Recordings: extension headers with options, a later fragment, a quote in an error, one in a redirect.
TEST(Dissection, ReadsIpv6) {
  EXPECT_EQ(recorded_shape("59-ipv6-extension-headers.pcap", 0),
            "ethernet@0+14 ipv6@14+40 hop_by_hop@54+8 >router_alert@56+4 >padn@60+2 "
            "destination_options@62+8 >option@64+6 >>data@66+4 icmpv6@70+8 payload@78+8");
  EXPECT_EQ(recorded_shape("55-ipv6-fragments.pcap", 2),
            "ethernet@0+14 ipv6@14+40 fragment_header@54+8 fragment@62+112");
  EXPECT_EQ(recorded_shape("42-ipv6-hop-limit-exceeded.pcap", 1),
            "ethernet@0+14 ipv6@14+40 icmpv6@54+64 >ipv6@62+40 >icmpv6@102+8 >payload@110+8");
  EXPECT_EQ(recorded_shape("57-ipv6-redirect.pcap", 1),
            "ethernet@0+14 ipv6@14+40 icmpv6@54+112 >link_address@94+8 >redirected@102+64 >>ipv6@110+40 "
            ">>icmpv6@150+8 >>payload@158+8");
}

TEST(Dissection, GoesAsFarAsIpv6CanBeRead) {
  const Octets datagram(40, 0x60);
  const Dissection packet = dissect(datagram, LinkType::raw);
  EXPECT_EQ(shape_of(packet), "ipv6@0+40");
  EXPECT_EQ(packet.stopped, (Malformed{Why::bad_payload_length, 4}));
  const Octets cut_chain = test::recorded_frames("54-ipv6-incomplete-chain.pcap").at(0);
  EXPECT_EQ(dissect(cut_chain, LinkType::ethernet).stopped, (Malformed{Why::bad_extension_header, 62}));
}

TEST(Dissection, RefusesUnknownLinkTypes) {
  const Dissection packet = dissect(echo, LinkType{147});
  EXPECT_EQ(shape_of(packet), "not_understood@0+8");
  EXPECT_EQ(packet.stopped, (Malformed{Why::unsupported_link_type, 0}));
}

TEST(Dissection, MakesALayerOfEachOptionAndSlot) {
  EXPECT_EQ(
      recorded_shape("03-rr3-full.pcap", 0),
      "ethernet@0+14 ip@14+36 >no_operation@34+1 >record_route@35+15 >>free@38+4 >>free@42+4 >>free@46+4 "
      "icmp@50+8 payload@58+8");
  EXPECT_EQ(recorded_shape("03-rr3-full.pcap", 1),
            "ethernet@0+14 ip@14+36 >record_route@34+15 >>recorded@37+4 >>recorded@41+4 >>recorded@45+4 "
            ">end_of_list@49+1 icmp@50+8 payload@58+8");
  EXPECT_EQ(
      recorded_shape("05-ts-addr4-overflow.pcap", 1),
      "ethernet@0+14 ip@14+56 >timestamp@34+36 >>stamped@38+8 >>stamped@46+8 >>stamped@54+8 >>stamped@62+8 "
      "icmp@70+8 payload@78+8");
  EXPECT_EQ(recorded_shape("08-lsrr-r1-r2.pcap", 0),
            "ethernet@0+14 ip@14+32 >no_operation@34+1 >loose_source_route@35+11 >>ahead@38+4 >>ahead@42+4 "
            "icmp@46+8 payload@54+8");
  EXPECT_EQ(recorded_shape("13-security-basic.pcap", 0),
            "ethernet@0+14 ip@14+32 >security@34+11 >>data@37+8 >end_of_list@45+1 icmp@46+8 payload@54+8");
  EXPECT_EQ(recorded_shape("12-router-alert.pcap", 0),
            "ethernet@0+14 ip@14+24 >router_alert@34+4 icmp@38+8 payload@46+8");
}

TEST(Dissection, ReadsOptionsThatAreTooShortForTheirTable) {
  EXPECT_EQ(shape_of(with_options({7, 2, 0, 0}), LinkType::ipv4),
            "ip@0+24 >record_route@20+2 >end_of_list@22+1 >padding@23+1 icmp@24+8");
  EXPECT_EQ(shape_of(with_options({148, 3, 9, 1}), LinkType::ipv4),
            "ip@0+24 >router_alert@20+2 >not_understood@22+1 >no_operation@23+1 icmp@24+8");
  EXPECT_EQ(shape_of(with_options({7, 5, 4, 1, 2, 0, 0, 0}), LinkType::ipv4),
            "ip@0+28 >record_route@20+5 >>not_understood@23+2 >end_of_list@25+1 >padding@26+2 icmp@28+8");
  EXPECT_EQ(shape_of(with_options({94, 4, 1, 2}), LinkType::ipv4),
            "ip@0+24 >option@20+4 >>data@22+2 icmp@24+8");
}

TEST(Dissection, StopsAtLengthsThatDoNotTile) {
  const Dissection overrun = dissect(with_options({1, 7, 40, 4}), LinkType::ipv4);
  EXPECT_EQ(overrun.stopped, (Malformed{Why::bad_option_length, 21}));
  const Octets cut = with_options({1, 1, 1, 7});
  const Dissection missing = dissect(cut, LinkType::ipv4);
  EXPECT_EQ(
      shape_of(missing),
      "ip@0+24 >no_operation@20+1 >no_operation@21+1 >no_operation@22+1 >not_understood@23+1 icmp@24+8");
  EXPECT_EQ(missing.stopped, (Malformed{Why::missing_option_length, 23}));
}

TEST(Dissection, GoesOnWhereTheHeaderLies) {
  Octets datagram = build_ipv4(Ipv4Header{}, {}, echo);
  datagram[0] = 0x44;
  EXPECT_EQ(shape_of(datagram, LinkType::ipv4), "ip@0+20 not_understood@20+8");
  EXPECT_EQ(dissect(datagram, LinkType::ipv4).stopped, (Malformed{Why::bad_header_length, 0}));
  datagram[0] = 0x55;  // a wrong version is a wrong value, no more
  EXPECT_EQ(shape_of(datagram, LinkType::ipv4), "ip@0+20 icmp@20+8");
  datagram[0] = 0x45;
  write_u16(datagram, 2, 19);
  EXPECT_EQ(shape_of(datagram, LinkType::ipv4), "ip@0+20 not_understood@20+8");
  write_u16(datagram, 2, 100);
  EXPECT_EQ(shape_of(datagram, LinkType::ipv4), "ip@0+20 icmp@20+8");
  EXPECT_EQ(dissect(datagram, LinkType::ipv4).stopped, (Malformed{Why::bad_total_length, 2}));
}

TEST(Dissection, ExplainsWhatIsThereOfACutHeader) {
  const Octets datagram = build_ipv4(Ipv4Header{}, {}, echo);
  const Dissection header = dissect(Bytes(datagram).first(17), LinkType::ipv4);
  EXPECT_EQ(shape_of(header), "ip@0+16 not_understood@16+1");
  EXPECT_EQ(header.stopped, (Malformed{Why::truncated, 17}));
  EXPECT_EQ(shape_of(Bytes(datagram).first(25), LinkType::ipv4), "ip@0+20 icmp@20+4 not_understood@24+1");
}

TEST(Dissection, TakesFurtherFragmentsAndOtherProtocolsAsTheyAre) {
  EXPECT_TRUE(
      recorded_shape("35-frag-options-mtu600.pcap", 2).ends_with(" >end_of_list@57+1 fragment@58+456"));
  Ipv4Header header;
  header.protocol = Protocol::udp;
  EXPECT_EQ(shape_of(build_ipv4(header, {}, echo), LinkType::ipv4), "ip@0+20 payload@20+8");
}

TEST(Dissection, ReadsQuotesAndExtensions) {
  EXPECT_EQ(
      recorded_shape("11-lsrr-ttl2-time-exceeded.pcap", 1),
      "ethernet@0+14 ip@14+28 >loose_source_route@34+7 >>recorded@37+4 >end_of_list@41+1 icmp@42+56 "
      ">ip@50+32 >>no_operation@70+1 >>loose_source_route@71+11 >>>recorded@74+4 >>>ahead@78+4 >icmp@82+8 "
      ">payload@90+8");
  EXPECT_EQ(
      recorded_shape("38-rfc4884-mpls-iio-crafted.pcap", 33),
      "ethernet@0+14 ip@14+20 icmp@34+176 >ip@42+20 >icmp@62+8 >payload@70+32 >padding@102+68 "
      ">extension@170+4 >object@174+8 >>mpls@178+4 >interface_information@182+28 >>interface_index@186+4 "
      ">>interface_address@190+8 >>>ipv4_address@194+4 >>interface_name@198+8 >>>name@199+7 "
      ">>interface_mtu@206+4");
}

// Every octet that is missing from a quote is missing from its end alone, and is no reason to stop.
TEST(Dissection, ReadsQuotesThatAreCut) {
  const Octets frame = test::recorded_frames("11-lsrr-ttl2-time-exceeded.pcap").at(1);
  const auto cut_quote = [&frame](std::size_t octets) {
    Octets message(frame.begin() + 42, frame.begin() + 50 + static_cast<std::ptrdiff_t>(octets));
    return build_ipv4(Ipv4Header{}, {}, message);
  };
  EXPECT_EQ(shape_of(cut_quote(0), LinkType::ipv4), "ip@0+20 icmp@20+8");
  EXPECT_EQ(shape_of(cut_quote(10), LinkType::ipv4), "ip@0+20 icmp@20+18 >ip@28+10");
  EXPECT_EQ(shape_of(cut_quote(37), LinkType::ipv4),
            "ip@0+20 icmp@20+45 >ip@28+32 >>no_operation@48+1 >>loose_source_route@49+11 >>>recorded@52+4 "
            ">>>ahead@56+4 >icmp@60+4 >not_understood@64+1");
  for (const unsigned octets : {0U, 10U, 37U}) {
    EXPECT_FALSE(dissect(cut_quote(octets), LinkType::ipv4).stopped) << octets;
  }
}

// Routers before RFC 4884 gave no length: extensions behind 128 octets are known by version and checksum.
TEST(Dissection, FindsExtensionsWithoutALength) {
  const Octets frame = test::recorded_frames("38-rfc4884-mpls-iio-crafted.pcap").at(33);
  Octets legacy = frame;
  legacy[39] = 0;
  EXPECT_EQ(shape_of(legacy, LinkType::ethernet), shape_of(frame, LinkType::ethernet));
  legacy[172] ^= 1;
  EXPECT_EQ(shape_of(legacy, LinkType::ethernet),
            "ethernet@0+14 ip@14+20 icmp@34+176 >ip@42+20 >icmp@62+8 >payload@70+32 >padding@102+108");
}

}  // namespace
}  // namespace icmpwire
