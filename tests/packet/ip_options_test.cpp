// The makers of options, against the options that other programs put on the wire.
#include "packet/ip_options.h"

#include <gtest/gtest.h>

#include "packet/ipv4.h"
#include "tests/support/recordings.h"

namespace icmpwire::test {
namespace {

constexpr Ipv4Address r2 = {{10, 9, 2, 2}};
constexpr Ipv4Address h2 = {{10, 9, 3, 3}};
constexpr std::array<Ipv4Address, 2> through_r2_to_h2 = {r2, h2};

IpOptions behind_no_operation(const IpOptions& option) {
  IpOptions options = no_operation();
  EXPECT_TRUE(options.append(option.octets()));
  return options;
}

std::string requested_options(const std::string& file) {
  const std::vector<Octets> datagrams = recorded_datagrams(file);
  const auto request = parse_ipv4(datagrams.at(0));
  EXPECT_TRUE(request);
  return to_hex(request->options);
}

TEST(IpOptions, MakersGiveTheRecordedOctets) {
  struct Case {
    const char* file;
    IpOptions options;
  };
  const Octets basic_security = {0xab, 0xcd, 0, 0, 0, 0, 0, 0, 0};
  IpOptions padded_security = custom(130, basic_security);
  ASSERT_TRUE(padded_security.append(Octets{0}));
  const Case cases[] = {
      {"02-rr9.pcap", behind_no_operation(record_route(9))},
      {"03-rr3-full.pcap", behind_no_operation(record_route(3))},
      {"04-ts-only9.pcap", timestamp(TimestampFlag::timestamps_only, 9)},
      {"05-ts-addr4-overflow.pcap", timestamp(TimestampFlag::with_addresses, 4)},
      {"06-ts-prespec-r2-h2.pcap", timestamp_prespecified(through_r2_to_h2)},
      {"08-lsrr-r1-r2.pcap", behind_no_operation(loose_source_route(through_r2_to_h2))},
      {"09-ssrr-r1-r2.pcap", behind_no_operation(strict_source_route(through_r2_to_h2))},
      {"12-router-alert.pcap", router_alert()},
      {"13-security-basic.pcap", padded_security},
      {"14-experimental-0x5e.pcap", custom(0x5e, Octets{'a', 'b'})},
      {"24-nop40.pcap", no_operation(40)},
      {"32-stream-id-obsolete.pcap", custom(136, Octets{0x00, 0x2a})},
  };
  for (const Case& one : cases)
    EXPECT_EQ(to_hex(one.options.octets()), requested_options(one.file)) << one.file;
}

TEST(IpOptions, MakersTakeWhatFitsIntoAnArea) {
  const std::array<Ipv4Address, 10> hops{};
  EXPECT_EQ(record_route(0).size(), 3U);
  EXPECT_EQ(record_route(9).size(), 39U);
  EXPECT_EQ(record_route(10), record_route(9));
  EXPECT_EQ(timestamp(TimestampFlag::timestamps_only, 10), timestamp(TimestampFlag::timestamps_only, 9));
  EXPECT_EQ(timestamp(TimestampFlag::with_addresses, 5), timestamp(TimestampFlag::with_addresses, 4));
  EXPECT_EQ(timestamp(TimestampFlag::prespecified, 0).size(), 4U);
  EXPECT_EQ(timestamp_prespecified(hops).size(), 36U);
  EXPECT_EQ(loose_source_route(hops).size(), 39U);
  EXPECT_EQ(strict_source_route({}).size(), 3U);
  EXPECT_EQ(no_operation(41).size(), 40U);
  EXPECT_EQ(custom(0x5e, Octets(39)).size(), 40U);
  EXPECT_EQ(custom(0x5e, {}).size(), 2U);
}

TEST(IpOptions, RouterAlertCarriesItsValue) {
  EXPECT_EQ(to_hex(router_alert(0x1234).octets()), "94 04 12 34");
}

TEST(IpOptions, AnyOctetsUpToFortyAreKept) {
  const Octets junk = {0xff, 0x00, 0x07, 0x01, 0x83};
  const auto options = IpOptions::from_octets(junk);
  ASSERT_TRUE(options);
  EXPECT_TRUE(equal(options->octets(), junk));
  EXPECT_EQ(options->padded_size(), 8U);
  EXPECT_TRUE(IpOptions::from_octets(Octets(40)));
  const auto too_many = IpOptions::from_octets(Octets(41));
  ASSERT_FALSE(too_many);
  EXPECT_EQ(too_many.error(), (Malformed{Why::option_area_full, 40}));
}

TEST(IpOptions, AppendingWhatDoesNotFitChangesNothing) {
  IpOptions options = record_route(9);
  EXPECT_FALSE(options.append(router_alert().octets()));
  EXPECT_EQ(options, record_route(9));
  EXPECT_TRUE(options.append(Octets{1}));
  EXPECT_EQ(options.size(), 40U);
  EXPECT_TRUE(options.append({}));
}

TEST(IpOptions,
     TheTypeOctetSaysWhetherFragmentsCarryTheOption) {  // RFC 791 3.1 lists the copied flag of each
  for (const OptionType type :
       {OptionType::security, OptionType::loose_source_route, OptionType::strict_source_route,
        OptionType::stream_identifier, OptionType::router_alert}) {
    EXPECT_TRUE(is_copied(type)) << option_name(static_cast<std::uint64_t>(type));
  }
  for (const OptionType type :
       {OptionType::end_of_list, OptionType::no_operation, OptionType::record_route, OptionType::timestamp}) {
    EXPECT_FALSE(is_copied(type)) << option_name(static_cast<std::uint64_t>(type));
  }
}

}  // namespace
}  // namespace icmpwire::test
