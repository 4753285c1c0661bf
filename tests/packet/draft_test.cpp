// Drafts: packets taken apart and built again, settings, and what a kernel would stamp.
#include "packet/draft.h"

#include <gtest/gtest.h>

#include "packet/option_language.h"
#include "packet/self_stamp.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

TEST(Drafts, OfRecordedFramesBuildThem) {
  for (const char* file : {"02-rr9.pcap", "26-bad-icmp-cksum-noreply.pcap", "29-len-overruns-header.pcap",
                           "35-frag-options-mtu600.r2-inside.pcap", "38-rfc4884-mpls-iio-crafted.pcap"}) {
    for (const Octets& frame : test::recorded_frames(file)) {
      const auto draft = draft_of(frame, LinkType::ethernet);
      ASSERT_TRUE(draft) << file;
      EXPECT_EQ(to_hex(build(*draft)), to_hex(frame)) << file;
    }
  }
}

TEST(Drafts, NeedAnIpHeader) {
  EXPECT_FALSE(draft_of({}, LinkType::raw));
  EXPECT_FALSE(draft_of(Octets(14, 0xff), LinkType::ethernet));
  EXPECT_FALSE(draft_of(Octets(19, 0x45), LinkType::raw));
  EXPECT_FALSE(draft_of(Octets(39, 0x60), LinkType::raw));
}

TEST(Drafts, LeaveTheHeaderAloneThatLiesAboutItsLength) {
  Octets datagram = test::recorded_datagrams("12-router-alert.pcap").front();
  for (const unsigned first : {0x40U, 0x44U, 0x4fU}) {
    datagram[0] = static_cast<std::uint8_t>(first);
    EXPECT_EQ(to_hex(build(*draft_of(datagram, LinkType::raw))), to_hex(datagram));
  }
}

TEST(Drafts, OfOtherLinkLayersAreTheDatagram) {
  const Octets datagram = test::recorded_datagrams("01-plain.pcap").front();
  Octets frame = {0, 0, 0, 2};
  frame.insert(frame.end(), datagram.begin(), datagram.end());
  EXPECT_EQ(to_hex(build(*draft_of(frame, LinkType::loop))), to_hex(datagram));
}

TEST(Drafts, HaveNoShapeButThatOfTheirType) {
  Draft draft;
  ASSERT_TRUE(set(draft, "icmp.identifier=9"));
  ASSERT_TRUE(set(draft, "icmp.type=17"));
  ASSERT_TRUE(set(draft, "icmp.mask=255.255.0.0"));
  EXPECT_EQ(to_hex(Bytes(build(draft)).subspan(24)), "00 09 00 00 ff ff 00 00");
  EXPECT_EQ(set(draft, "icmp.next_hop_mtu=1").error().why, "'next_hop_mtu' is no field of icmp");
}

TEST(Drafts, NameTheHeadersThatTheyHave) {
  Draft draft;
  EXPECT_EQ(headers_of(draft).size(), 2U);
  ASSERT_TRUE(add_tag(draft, "5"));
  std::get<Ipv4Draft>(draft.ip).options = {1, 1, 1, 1};
  const auto headers = headers_of(draft);
  ASSERT_EQ(headers.size(), 4U);
  EXPECT_EQ(headers[3].at, 14U + 4 + 20 + 4);
  EXPECT_EQ(*setting_of(draft, "vlan.identifier"), "vlan.identifier=5");
  EXPECT_EQ(*setting_of(draft, "ip.ihl"), "ip.ihl=6");
  EXPECT_EQ(set(draft, "ip").error().why, "'ip' names a header, and none of its fields");
  remove_message_header(draft);
  EXPECT_FALSE(set(draft, "icmp.type=0"));
}

std::string stamped(std::string_view text) {
  Octets area = read_options(text)->octets;
  stamp_self(area, {{10, 9, 1, 1}}, 77);
  return options_text(area);
}

// As a kernel's own ping leaves the machine, by the way Linux fills its options in.
TEST(SelfStamp, FillsTheFirstFreeSlots) {
  EXPECT_EQ(stamped("nop rr:2 ts:1"), "nop rr:10.9.1.1,1 ts:@77");
  EXPECT_EQ(stamped("tsaddr:2"), "tsaddr:10.9.1.1@77,1");
  EXPECT_EQ(stamped("rr:10.9.9.9,1"), "rr:10.9.9.9,10.9.1.1");
  EXPECT_EQ(stamped("tspre:10.9.1.1,10.9.2.2"), "tspre:10.9.1.1@77,10.9.2.2");
}

TEST(SelfStamp, LeavesAloneWhatIsNotForUs) {
  for (const char* text : {"tspre:10.9.2.2", "rr:10.9.9.9", "rr:1{pointer=3}", "lsrr:10.9.2.2",
                           "ts:1{flag=2}", "ra:0", "hex:0702", "hex:0727"})
    EXPECT_EQ(stamped(text), options_text(read_options(text)->octets)) << text;
}

TEST(SelfStamp, CountsMillisecondsOfTheDay) {
  EXPECT_EQ(milliseconds_of_day(Nanos(std::chrono::hours(24 * 365 + 12))), 43'200'000U);
  EXPECT_EQ(milliseconds_of_day(Nanos(-1'000'000)), 86'399'999U);
}

}  // namespace
}  // namespace icmpwire
