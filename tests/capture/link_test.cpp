// Link headers: octets of the registry's examples and of recordings, and libtins' opinion of them.
#include "capture/link.h"

#include <gtest/gtest.h>
#include <tins/tins.h>

#include <cstring>

#include "tests/capture/capture_files.h"

namespace icmpwire {
namespace {

const LinkAddresses addresses = {{{2, 0, 0, 0, 0, 1}}, {{2, 0, 0, 0, 0, 0xfe}}};

Octets octets(std::string_view hex) {
  Octets result;
  EXPECT_TRUE(from_hex(hex, result)) << hex;
  return result;
}

struct Row {
  const char* what;
  LinkType link;
  const char* header;
  bool is_ip;
};

// Headers by hand from the LINKTYPE_ registry and IEEE 802.1Q; a datagram's first octet follows each.
const Row rows[] = {
    {"IPv4", LinkType::ethernet, "020000000001 020000000002 0800", true},
    {"IPv6", LinkType::ethernet, "020000000001 020000000002 86dd", true},
    {"802.1Q", LinkType::ethernet, "020000000001 020000000002 8100 2007 0800", true},
    {"QinQ", LinkType::ethernet, "020000000001 020000000002 88a8 0064 8100 2007 0800", true},
    {"ARP", LinkType::ethernet, "020000000001 020000000002 0806", false},
    {"ARP in a VLAN", LinkType::ethernet, "020000000001 020000000002 8100 2007 0806", false},
    {"802.3 length", LinkType::ethernet, "020000000001 020000000002 0026", false},
    {"no header at all", LinkType::raw, "", true},
    {"no header at all", LinkType::ipv4, "", true},
    {"no header at all", LinkType::ipv6, "", true},
    {"from a little-endian machine", LinkType::null_loopback, "02000000", true},
    {"from a big-endian machine", LinkType::null_loopback, "00000002", true},
    {"IPv6 of macOS", LinkType::null_loopback, "1e000000", true},
    {"AppleTalk", LinkType::null_loopback, "10000000", false},
    {"IPv4 of OpenBSD", LinkType::loop, "00000002", true},
    {"IPv6 of OpenBSD", LinkType::loop, "00000018", true},
    {"outgoing", LinkType::linux_sll, "0004 0001 0006 020000000001 0000 0800", true},
    {"IPv6", LinkType::linux_sll, "0000 0304 0006 000000000000 0000 86dd", true},
    {"VLAN", LinkType::linux_sll, "0000 0001 0006 020000000001 0000 8100 0007 0800", true},
    {"ARP", LinkType::linux_sll, "0000 0001 0006 020000000001 0000 0806", false},
    {"IPv4", LinkType::linux_sll2, "0800 0000 00000002 0001 00 06 020000000001 0000", true},
    {"ARP", LinkType::linux_sll2, "0806 0000 00000002 0001 00 06 020000000001 0000", false},
};

TEST(Link, FindsTheDatagramBehindEveryHeader) {
  for (const Row& row : rows) {
    Octets frame = octets(row.header);
    const auto size = static_cast<std::uint32_t>(frame.size());
    frame.push_back(0x45);
    const auto offset = datagram_offset(frame, row.link);
    const auto expected = row.is_ip ? std::optional(size) : std::nullopt;
    EXPECT_EQ(offset, expected) << to_text(row.link) << ", " << row.what;
  }
}

TEST(Link, FindsNothingInAFrameThatIsCutBeforeItsDatagram) {
  for (const Row& row : rows) {
    const Octets header = octets(row.header);
    for (std::size_t size = 0; size <= header.size(); ++size) {
      EXPECT_EQ(datagram_offset(Bytes(header).first(size), row.link), std::nullopt)
          << to_text(row.link) << ", " << row.what << ", " << size;
    }
  }
}

TEST(Link, KnowsNoOtherLinkType) {
  const Octets frame(100, 0x45);
  for (const unsigned number : {2U, 9U, 105U, 127U, 0xffffU}) {
    EXPECT_EQ(datagram_offset(frame, static_cast<LinkType>(number)), std::nullopt) << number;
  }
}

TEST(Link, FindsTheDatagramsOfTheRecordings) {
  const auto capture = test::read_capture(std::string(ICMPWIRE_PCAPS_DIR) + "/02-rr9.pcap");
  ASSERT_EQ(capture.packets.size(), 2U);
  for (const test::Packet& packet : capture.packets) {
    const auto offset = datagram_offset(packet.octets, LinkType::ethernet);
    ASSERT_TRUE(offset);
    EXPECT_EQ(*offset, 14U);
    EXPECT_EQ(packet.octets[*offset], 0x4f);
  }
}

Octets written(LinkType link, bool is_v4) {
  Octets header(*link_header_size(link), 0xa5);
  write_link_header(link, addresses, is_v4, header);
  return header;
}

TEST(Link, WritesTheHeadersOfDevicesThatInject) {
  EXPECT_EQ(written(LinkType::ethernet, true), octets("0200000000fe 020000000001 0800"));
  EXPECT_EQ(written(LinkType::ethernet, false), octets("0200000000fe 020000000001 86dd"));
  EXPECT_EQ(written(LinkType::loop, true), octets("00000002"));
  const std::uint32_t family = 2;
  Octets in_host_order(4);
  std::memcpy(in_host_order.data(), &family, 4);
  EXPECT_EQ(written(LinkType::null_loopback, true), in_host_order);
  for (const LinkType raw : {LinkType::raw, LinkType::ipv4, LinkType::ipv6})
    EXPECT_TRUE(written(raw, true).empty());
}

TEST(Link, FindsAgainWhatItWrote) {
  for (const LinkType link : {LinkType::ethernet, LinkType::null_loopback, LinkType::loop, LinkType::raw}) {
    for (const bool is_v4 : {true, false}) {
      Octets frame = written(link, is_v4);
      const auto size = static_cast<std::uint32_t>(frame.size());
      frame.push_back(is_v4 ? 0x45 : 0x60);
      EXPECT_EQ(datagram_offset(frame, link), size) << to_text(link) << is_v4;
    }
  }
}

TEST(Link, SaysThatCookedDevicesOnlyCapture) {
  for (const LinkType link : {LinkType::linux_sll, LinkType::linux_sll2}) {
    const auto size = link_header_size(link);
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error().reason, Reason::device_cannot_inject);
    EXPECT_NE(to_text(size.error()).find("only capture"), std::string::npos);
  }
}

TEST(Link, AgreesWithLibtins) {
  Tins::EthernetII ethernet("02:00:00:00:00:fe", "02:00:00:00:00:01");
  const auto with_datagram = [](Tins::PDU&& header) {
    header /= Tins::IP("10.9.3.3", "10.9.1.1") / Tins::ICMP();
    return header.serialize();
  };
  const auto plain = with_datagram(Tins::EthernetII(ethernet));
  EXPECT_EQ(datagram_offset(plain, LinkType::ethernet), 14U);
  EXPECT_EQ(to_hex(Bytes(plain).first(14)), to_hex(written(LinkType::ethernet, true)));
  EXPECT_EQ(datagram_offset(with_datagram(ethernet / Tins::Dot1Q(7)), LinkType::ethernet), 18U);
  EXPECT_EQ(datagram_offset(with_datagram(ethernet / Tins::Dot1Q(100) / Tins::Dot1Q(7)), LinkType::ethernet),
            22U);
  EXPECT_EQ(datagram_offset(with_datagram(Tins::SLL()), LinkType::linux_sll), 16U);
}

}  // namespace
}  // namespace icmpwire
