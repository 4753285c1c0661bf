#include "packet/check.h"

#include <gtest/gtest.h>

#include "packet/checksum.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

const Octets echo = {8, 0, 0xf7, 0xfe, 0, 0, 0, 1};

Octets with_options(std::initializer_list<std::uint8_t> area) {
  const Octets octets(area);
  return build_ipv4(Ipv4Header{}, *IpOptions::from_octets(octets), echo);
}

struct Setting {
  std::string_view field;
  std::uint64_t value;
};

Ipv4Header header_with(std::initializer_list<Setting> settings) {
  Ipv4Header header;
  for (const Setting& setting : settings) EXPECT_TRUE(set_field(header, setting.field, setting.value));
  return header;
}

Octets with_header(std::initializer_list<Setting> settings) {
  return build_ipv4(header_with(settings), {}, echo);
}

// A message behind a plain header, its checksum made right.
Octets with_message(Octets message) {
  write_u16(message, 2, 0);
  write_u16(message, 2, internet_checksum(message));
  return build_ipv4(Ipv4Header{}, {}, message);
}

// "20 ip.ttl" for each finding.
std::vector<std::string> findings_in(Bytes datagram) {
  std::vector<std::string> found;
  for (const Finding& finding : check(dissect(datagram, LinkType::ipv4))) {
    EXPECT_FALSE(finding.rule.empty());
    found.push_back(std::to_string(finding.at) + " " + finding.field);
  }
  return found;
}

using Found = std::vector<std::string>;

TEST(CheckIpv4, FindsNothingInAPlainEcho) { EXPECT_EQ(findings_in(with_header({})), Found{}); }

TEST(CheckIpv4, JudgesEachFieldOfTheHeader) {
  EXPECT_EQ(findings_in(with_header({{"version", 5}})), Found{"0 ip.version"});
  EXPECT_EQ(findings_in(with_header({{"ihl", 4}})), Found{"0 ip.ihl"});
  EXPECT_EQ(findings_in(with_header({{"total_length", 19}})), Found{"2 ip.total_length"});
  EXPECT_EQ(findings_in(with_header({{"total_length", 29}})), Found{"2 ip.total_length"});
  EXPECT_EQ(findings_in(with_header({{"reserved", 1}})), Found{"6 ip.reserved"});
  EXPECT_EQ(findings_in(with_header({{"ttl", 0}})), Found{"8 ip.ttl"});
  EXPECT_EQ(findings_in(with_header({{"checksum", 0x1234}})), Found{"10 ip.checksum"});
  EXPECT_EQ(findings_in(with_header({{"source", 0xe0000001}})), Found{"12 ip.source"});
  EXPECT_EQ(findings_in(with_header({{"source", 0xffffffff}})), Found{"12 ip.source"});
}

TEST(CheckIpv4, SaysWhatTheChecksumMustBe) {
  const Octets datagram = with_header({{"checksum", 0x1234}});
  const std::uint16_t right = read_u16(with_header({}), 10);
  const std::vector<Finding> findings = check(dissect(datagram, LinkType::ipv4));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].length, 2U);
  const Octets right_octets{static_cast<std::uint8_t>(right >> 8), static_cast<std::uint8_t>(right)};
  const std::string digits = to_hex(right_octets);
  EXPECT_NE(findings[0].rule.find("is 0x1234, must be 0x" + digits.substr(0, 2) + digits.substr(3)),
            std::string::npos)
      << findings[0].rule;
  EXPECT_EQ(findings[0].source, "RFC 791 3.1");
}

TEST(CheckIpv4, JudgesFragments) {
  EXPECT_EQ(findings_in(with_header({{"dont_fragment", 1}})), Found{});
  EXPECT_EQ(findings_in(with_header({{"dont_fragment", 1}, {"fragment_offset", 2}})),
            Found{"6 ip.dont_fragment"});
  EXPECT_EQ(findings_in(with_header({{"fragment_offset", 8190}})), Found{"6 ip.fragment_offset"});
  const Octets odd(9);
  EXPECT_EQ(findings_in(build_ipv4(header_with({{"more_fragments", 1}, {"protocol", 17}}), {}, odd)),
            Found{"6 ip.more_fragments"});
  EXPECT_EQ(findings_in(build_ipv4(header_with({{"fragment_offset", 1}, {"protocol", 17}}), {}, odd)),
            Found{});
}

TEST(CheckIpv4, NamesWhatIsCut) {
  const Octets whole = with_header({});
  EXPECT_EQ(findings_in(Bytes(whole).first(13)), Found{"12 packet"});
  EXPECT_EQ(findings_in(Bytes(whole).first(24)), Found{"2 ip.total_length"});
}

TEST(CheckOptions, JudgesRoutes) {
  EXPECT_EQ(findings_in(with_options({7, 7, 4, 0, 0, 0, 0})), Found{});
  EXPECT_EQ(findings_in(with_options({7, 7, 8, 0, 0, 0, 0})), Found{});
  EXPECT_EQ(findings_in(with_options({7, 7, 255, 0, 0, 0, 0})), Found{});
  EXPECT_EQ(findings_in(with_options({7, 2})), Found{"21 record_route.length"});
  EXPECT_EQ(findings_in(with_options({7, 3, 4})), Found{});
  EXPECT_EQ(findings_in(with_options({131, 7, 3, 0, 0, 0, 0})), Found{"22 loose_source_route.pointer"});
  EXPECT_EQ(findings_in(with_options({137, 7, 5, 0, 0, 0, 0})), Found{"22 strict_source_route.pointer"});
  EXPECT_EQ(findings_in(with_options({7, 11, 6, 0, 0, 0, 0, 0, 0, 0, 0})), Found{"22 record_route.pointer"});
  EXPECT_EQ(findings_in(with_options({7, 9, 10, 0, 0, 0, 0, 0, 0})), Found{"21 record_route.length"});
}

TEST(CheckOptions, JudgesTimestamps) {
  EXPECT_EQ(findings_in(with_options({68, 8, 5, 0x00, 0, 0, 0, 0})), Found{});
  EXPECT_EQ(findings_in(with_options({68, 3, 5})), Found{"21 timestamp.length"});
  EXPECT_EQ(findings_in(with_options({68, 8, 4, 0x00, 0, 0, 0, 0})), Found{"22 timestamp.pointer"});
  EXPECT_EQ(findings_in(with_options({68, 8, 5, 0x01, 0, 0, 0, 0})), Found{"22 timestamp.pointer"});
  EXPECT_EQ(findings_in(with_options({68, 8, 5, 0x02, 0, 0, 0, 0})), Found{"23 timestamp.flag"});
  EXPECT_EQ(findings_in(with_options({68, 8, 9, 0xf0, 0, 0, 0, 0})), Found{"23 timestamp.overflow"});
  EXPECT_EQ(findings_in(with_options({68, 8, 9, 0xe0, 0, 0, 0, 0})), Found{});
}

TEST(CheckOptions, JudgesFixedLengths) {
  EXPECT_EQ(findings_in(with_options({148, 4, 0, 0})), Found{});
  EXPECT_EQ(findings_in(with_options({148, 3, 0})), Found{"21 router_alert.length"});
  EXPECT_EQ(findings_in(with_options({148, 5, 0, 0, 0})), Found{"21 router_alert.length"});
  EXPECT_EQ(findings_in(with_options({136, 6, 0, 0, 0, 0})), Found{"21 stream_identifier.length"});
  EXPECT_EQ(findings_in(with_options({11, 3, 0})), Found{"21 mtu_probe.length"});
  EXPECT_EQ(findings_in(with_options({12, 3, 0})), Found{"21 mtu_reply.length"});
  EXPECT_EQ(findings_in(with_options({130, 2})), Found{"21 security.length"});
  EXPECT_EQ(findings_in(with_options({94, 3, 7})), Found{});
}

TEST(CheckOptions, JudgesTheArea) {
  EXPECT_EQ(findings_in(with_options({1, 1, 1, 7})), Found{"23 option.type"});
  EXPECT_EQ(findings_in(with_options({7, 5, 4, 0})), Found{"20 option.type"});
  EXPECT_EQ(findings_in(with_options({1, 94, 1, 0})), Found{"21 option.type"});
  EXPECT_EQ(findings_in(with_options({0, 7, 1, 0})),
            Found{});  // behind the end of the list anything is padding
  EXPECT_EQ(findings_in(with_options({94, 2, 94, 2})), Found{"22 option.type"});
  EXPECT_EQ(findings_in(with_options({131, 3, 4, 137, 3, 4})), Found{"23 strict_source_route.type"});
}

TEST(CheckIcmp, JudgesQueries) {
  EXPECT_EQ(findings_in(with_message({8, 1, 0, 0, 0, 1, 0, 1})), Found{"21 icmp.code"});
  Octets wrong = with_header({});
  wrong.back() = static_cast<std::uint8_t>(wrong.back() + 1);
  EXPECT_EQ(findings_in(wrong), Found{"22 icmp.checksum"});
}

// A fragment's checksum covers data that is elsewhere; so does that of a cut packet.
TEST(CheckIcmp, DoesNotSumWhatIsNotThere) {
  const Octets half = {8, 0, 0x12, 0x34, 0, 0, 0, 1};
  EXPECT_EQ(findings_in(build_ipv4(header_with({{"more_fragments", 1}}), {}, half)), Found{});
  EXPECT_EQ(findings_in(build_ipv4(header_with({{"total_length", 100}}), {}, half)),
            Found{"2 ip.total_length"});
}

Octets error(std::initializer_list<std::uint8_t> header, Bytes quote) {
  Octets message(header);
  message.insert(message.end(), quote.begin(), quote.end());
  return with_message(message);
}

TEST(CheckIcmp, JudgesErrors) {
  const Octets quote = with_header({{"ttl", 1}});
  EXPECT_EQ(findings_in(error({11, 0, 0, 0, 0, 0, 0, 0}, quote)), Found{});
  EXPECT_EQ(findings_in(error({11, 2, 0, 0, 0, 0, 0, 0}, quote)), Found{"21 icmp.code"});
  EXPECT_EQ(findings_in(error({11, 0, 0, 0, 1, 0, 0, 2}, quote)),
            (Found{"24 icmp.unused", "26 icmp.unused_tail"}));
  EXPECT_EQ(findings_in(error({3, 4, 0, 0, 0, 0, 2, 88}, quote)), Found{});
  EXPECT_EQ(findings_in(error({3, 1, 0, 0, 0, 0, 2, 88}, quote)), Found{"26 icmp.next_hop_mtu"});
  EXPECT_EQ(findings_in(error({12, 0, 0, 0, 27, 0, 0, 0}, quote)), Found{});
  EXPECT_EQ(findings_in(error({12, 0, 0, 0, 28, 0, 0, 0}, quote)), Found{"24 icmp.pointer"});
  EXPECT_EQ(findings_in(error({3, 1, 0, 0, 0, 32, 0, 0}, quote)), Found{"25 icmp.length"});
  EXPECT_EQ(findings_in(error({3, 1, 0, 0, 0, 0, 0, 0}, Bytes(quote).first(27))), Found{"20 icmp.type"});
  EXPECT_EQ(findings_in(error({3, 1, 0, 0, 0, 0, 0, 0}, Bytes(quote).first(7))), Found{"20 icmp.type"});
}

// Routers forward with another TTL, fill options and leave the quoted checksum as it was (RFC 1812 4.3.2.3).
TEST(CheckIcmp, JudgesQuotesMildly) {
  const Octets stale = with_header({{"ttl", 0}, {"checksum", 0x1111}});
  EXPECT_EQ(findings_in(error({11, 0, 0, 0, 0, 0, 0, 0}, stale)), Found{});
  const Octets longer = with_header({{"total_length", 1500}});
  EXPECT_EQ(findings_in(error({11, 0, 0, 0, 0, 0, 0, 0}, longer)), Found{});
}

class CheckExtension : public ::testing::Test {
 protected:
  Found with_extension(std::initializer_list<std::uint8_t> extension) {
    Octets quote = with_header({{"ttl", 1}});
    quote.resize(128);
    quote.insert(quote.end(), extension);
    return findings_in(error({11, 0, 0, 0, 0, 32, 0, 0}, quote));
  }
};

TEST_F(CheckExtension, JudgesHeaderAndObjects) {
  EXPECT_EQ(with_extension({0x20, 0, 0, 0, 0, 4, 9, 1}), Found{});
  EXPECT_EQ(with_extension({0x20, 0, 0xd6, 0xfa, 0, 4, 9, 1}), Found{});
  EXPECT_EQ(with_extension({0x20, 0, 0xd6, 0xfb, 0, 4, 9, 1}), Found{"158 extension.checksum"});
  EXPECT_EQ(with_extension({0x10, 0, 0, 0, 0, 4, 9, 1}), Found{"156 extension.version"});
  EXPECT_EQ(with_extension({0x20, 1, 0, 0, 0, 4, 9, 1}), Found{"156 extension.reserved"});
  EXPECT_EQ(with_extension({0x20, 0, 0, 0, 0, 3, 9, 1}), Found{"160 object.length"});
  EXPECT_EQ(with_extension({0x20, 0, 0, 0, 0, 9, 9, 1}), Found{"160 object.length"});
}

}  // namespace
}  // namespace icmpwire
