// The Linux router's Parameter Problems as the judge: its pointer is where the finding in the request must
// be.
#include <gtest/gtest.h>

#include "packet/check.h"
#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t ethernet_octets = layout<EthernetHeader>.octets;

struct Refused {
  std::string file;
  std::uint32_t pointer;  // from the IP header, as golden tcpdump output says
  std::string field;
};

class RefusedRequest : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedRequest, IsWrongWhereTheRouterPointed) {
  const std::vector<Octets> frames = test::recorded_frames(GetParam().file);
  const std::vector<Finding> findings = check(dissect(frames.at(0), LinkType::ethernet));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].at, ethernet_octets + GetParam().pointer);
  EXPECT_EQ(findings[0].field, GetParam().field);

  const auto answer = parse_ipv4(Bytes(frames.at(1)).subspan(ethernet_octets));
  ASSERT_TRUE(answer);
  const auto problem = parse_icmp(answer->payload);
  ASSERT_TRUE(problem);
  EXPECT_EQ(std::get<IcmpParameterProblem>(problem->header).pointer, GetParam().pointer);

  // The quote is unchanged there, and the same is wrong with it.
  const std::vector<Finding> quoted = check(dissect(frames.at(1), LinkType::ethernet));
  ASSERT_EQ(quoted.size(), 1U);
  EXPECT_EQ(quoted[0].field, GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Recordings, RefusedRequest,
    ::testing::Values(Refused{"07-ts-overflow-counter-15.pcap", 23, "timestamp.overflow"},
                      Refused{"15-rr-len2-malformed.pcap", 21, "record_route.length"},
                      Refused{"16-rr-ptr3-malformed.pcap", 22, "record_route.pointer"},
                      Refused{"17-two-source-routes.pcap", 28, "loose_source_route.type"},
                      Refused{"18-duplicate-rr.pcap", 28, "record_route.type"},
                      Refused{"28-rr-ptr-past-end-partial-slot.pcap", 22, "record_route.pointer"},
                      Refused{"29-len-overruns-header.pcap", 22, "option.type"},
                      Refused{"30-type-at-last-byte-no-len.pcap", 23, "option.type"}),
    [](const auto& refused) { return "Recording" + refused.param.file.substr(0, 2); });

std::vector<std::string> fields_wrong_in(const std::string& file) {
  std::vector<std::string> fields;
  std::size_t number = 0;
  for (const Octets& frame : test::recorded_frames(file)) {
    ++number;
    for (const Finding& finding : check(dissect(frame, LinkType::ethernet))) {
      fields.push_back(std::to_string(number) + " " + finding.field);
    }
  }
  return fields;
}

using Fields = std::vector<std::string>;

TEST(CheckRecordings, FindsBadChecksums) {
  EXPECT_EQ(fields_wrong_in("26-bad-icmp-cksum-noreply.pcap"), Fields{"1 icmp.checksum"});
  EXPECT_EQ(fields_wrong_in("39-adversarial-replies-crafted.pcap"), Fields{"4 icmp.checksum"});
}

// Quotes with stale checksums, fragments, junk behind End of Option List, an all-zero checksum, extensions.
TEST(CheckRecordings, FindsNothingInWhatIsLegal) {
  for (const char* file : {"01-plain",
                           "02-rr9",
                           "03-rr3-full",
                           "04-ts-only9",
                           "05-ts-addr4-overflow",
                           "06-ts-prespec-r2-h2",
                           "08-lsrr-r1-r2",
                           "09-ssrr-r1-r2",
                           "10-ssrr-not-neighbour",
                           "11-lsrr-ttl2-time-exceeded",
                           "12-router-alert",
                           "13-security-basic",
                           "14-experimental-0x5e",
                           "19-rr9-ttl1-time-exceeded",
                           "20-rr9-ttl2-time-exceeded",
                           "21-icmp-timestamp",
                           "22-address-mask-noreply",
                           "23-eol-then-junk",
                           "24-nop40",
                           "25-tos-b9",
                           "27-rr-ra-lsrr-combined",
                           "32-stream-id-obsolete",
                           "33-host-unreachable",
                           "34-zero-payload-zero-id-seq",
                           "35-frag-options-mtu600",
                           "35-frag-options-mtu600.r2-inside",
                           "36-df-frag-needed-mtu600",
                           "37-no-error-about-error",
                           "38-rfc4884-mpls-iio-crafted"}) {
    EXPECT_EQ(fields_wrong_in(std::string(file) + ".pcap"), Fields{}) << file;
  }
}

}  // namespace
}  // namespace icmpwire
