// What is wrong with IPv6 packets: recordings with one octet changed each.
#include <gtest/gtest.h>

#include "packet/check.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

struct Change {
  const char* file;
  std::size_t frame;
  std::size_t octet;  // of the frame; 0: none
  std::uint8_t value;
  const char* field;  // of the first finding; empty: none
};

TEST(CheckIpv6, FindsWhatIsWrongAndWhere) {
  const Change changes[] = {
      {"59-ipv6-extension-headers.pcap", 0, 0, 0, ""},
      {"59-ipv6-extension-headers.pcap", 0, 14, 0x5b, "ipv6.version"},
      {"59-ipv6-extension-headers.pcap", 0, 19, 200, "ipv6.payload_length"},
      {"59-ipv6-extension-headers.pcap", 0, 57, 1, "router_alert.length"},
      {"59-ipv6-extension-headers.pcap", 0, 85, 0, "icmpv6.checksum"},
      {"55-ipv6-fragments.pcap", 0, 0, 0, ""},
      {"55-ipv6-fragments.pcap", 0, 55, 1, "fragment_header.reserved"},
      {"55-ipv6-fragments.pcap", 1, 56, 0xff, "fragment_header.fragment_offset"},
      {"41-ipv6-echo.pcap", 0, 0, 0, ""},
      {"41-ipv6-echo.pcap", 0, 21, 64, "icmpv6.type"},
      {"42-ipv6-hop-limit-exceeded.pcap", 1, 0, 0, ""},
      {"42-ipv6-hop-limit-exceeded.pcap", 1, 55, 9, "icmpv6.code"},
      {"50-ipv6-packet-too-big.pcap", 1, 0, 0, ""},
      {"57-ipv6-redirect.pcap", 1, 0, 0, ""},
      {"58-ipv6-router-discovery-crafted.pcap", 0, 0, 0, ""},
  };
  for (const Change& change : changes) {
    Octets frame = test::recorded_frames(change.file).at(change.frame);
    if (change.octet != 0) frame.at(change.octet) = change.value;
    const std::vector<Finding> findings = check(dissect(frame, LinkType::ethernet));
    EXPECT_EQ(findings.empty() ? "" : findings.front().field, change.field)
        << change.file << " " << change.octet;
  }
}

}  // namespace
}  // namespace icmpwire
