// Link headers, against octets from captures of other projects (named at each).
#include <gtest/gtest.h>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/link_type.h"
#include "packet/loopback.h"

namespace icmpwire {
namespace {

Octets octets_of(std::string_view hex) {
  Octets octets;
  EXPECT_TRUE(from_hex(hex, octets));
  return octets;
}

template <class Header>
std::string encoded(const Header& header) {
  Octets octets(layout<Header>.octets, 0xa5);
  encode(header, octets);
  return to_hex(octets);
}

constexpr MacAddress broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

TEST(LinkHeaders, EthernetWithATag) {  // suricata-verify, tests/eve-flow-vlan-02
  constexpr std::string_view frame = "ff ff ff ff ff ff 00 01 02 03 04 05 81 00 00 06 08 00";
  const Octets octets = octets_of(frame);
  const EthernetHeader ethernet = {broadcast, {{0, 1, 2, 3, 4, 5}}, EtherType::vlan};
  const VlanTag tag = {0, false, 6, EtherType::ipv4};
  EXPECT_EQ(decode<EthernetHeader>(octets), ethernet);
  EXPECT_EQ(decode<VlanTag>(Bytes(octets).subspan(14)), tag);
  EXPECT_EQ(encoded(ethernet) + " " + encoded(tag), frame);
}

TEST(LinkHeaders, VlanTagBits) {  // IEEE 802.1Q 9.6: PCP, DEI, VID from the highest bit on
  EXPECT_EQ(encoded(VlanTag{5, true, 0xabc, EtherType::ipv6}), "ba bc 86 dd");
  EXPECT_TRUE(is_vlan(EtherType::provider_vlan));
  EXPECT_FALSE(is_vlan(EtherType::arp));
}

TEST(LinkHeaders, ArpRequest) {  // suricata-verify, tests/decode-arp-2
  constexpr std::string_view packet =
      "00 01 08 00 06 04 00 01 00 1a 6b 6c 0c cc 0a 0a 0a 02 00 00 00 00 00 00 0a 0a 0a 01";
  ArpPacket expected;
  expected.sender_hardware = {{0x00, 0x1a, 0x6b, 0x6c, 0x0c, 0xcc}};
  expected.sender_protocol = {{10, 10, 10, 2}};
  expected.target_protocol = {{10, 10, 10, 1}};
  EXPECT_EQ(decode<ArpPacket>(octets_of(packet)), expected);
  EXPECT_EQ(encoded(expected), packet);
}

TEST(LinkHeaders, CookedCapture) {  // tcpdump, tests/icmp-cksum-oobr-1
  constexpr std::string_view header = "00 04 00 01 00 06 00 16 3e 27 78 a2 00 00 08 00";
  SllHeader expected;
  expected.direction = CookedDirection::from_us;
  expected.address = {{0x00, 0x16, 0x3e, 0x27, 0x78, 0xa2, 0, 0}};
  EXPECT_EQ(decode<SllHeader>(octets_of(header)), expected);
  EXPECT_EQ(encoded(expected), header);
}

TEST(LinkHeaders, CookedCaptureVersion2) {  // zeek, testing/btest/Traces/linux_dlt_sll2
  constexpr std::string_view header = "08 00 00 00 00 00 00 01 03 04 00 06 00 00 00 00 00 00 00 00";
  Sll2Header expected;
  expected.interface_index = 1;
  expected.hardware_type = 772;
  EXPECT_EQ(decode<Sll2Header>(octets_of(header)), expected);
  EXPECT_EQ(encoded(expected), header);
}

TEST(LinkHeaders, LoopbackInEitherByteOrder) {
  const auto carries = [](std::string_view hex) { return decode<LoopbackHeader>(octets_of(hex))->carries(); };
  EXPECT_EQ(carries("1c 00 00 00"), EtherType::ipv6);  // tcpdump, tests/icmpv6-RFC2894-RR
  EXPECT_EQ(carries("00 00 00 1c"), EtherType::ipv6);
  EXPECT_EQ(carries("1e 00 00 00"), EtherType::ipv6);
  EXPECT_EQ(carries("00 00 00 18"), EtherType::ipv6);
  EXPECT_EQ(carries("02 00 00 00"), EtherType::ipv4);
  EXPECT_EQ(carries("00 00 00 02"), EtherType::ipv4);
  EXPECT_EQ(carries("00 00 02 00"), std::nullopt);
  EXPECT_EQ(carries("07 00 00 00"), std::nullopt);
  EXPECT_EQ(encoded(LoopbackHeader{}), "00 00 00 02");
  EXPECT_EQ(loopback_family_name(0x02000000), "IPv4");
  EXPECT_EQ(loopback_family_name(7), "");
}

TEST(LinkHeaders, NamesOfNumbers) {
  EXPECT_EQ(ether_type_name(0x0806), "ARP");
  EXPECT_EQ(ether_type_name(0x1234), "");
  EXPECT_EQ(arp_operation_name(2), "reply");
  EXPECT_EQ(arp_operation_name(0), "");
  EXPECT_EQ(cooked_direction_name(4), "from us");
  EXPECT_EQ(cooked_direction_name(5), "");
  EXPECT_EQ(to_text(LinkType::linux_sll2), "LINUX_SLL2");
  EXPECT_EQ(to_text(static_cast<LinkType>(105)), "unsupported");
}

}  // namespace
}  // namespace icmpwire
