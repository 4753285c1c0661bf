// Fields by the names of the tables, with numbers, addresses and names as values.
#include "packet/field_language.h"

#include <gtest/gtest.h>

#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

template <class Header>
std::string after(std::string_view setting) {
  const auto read = read_field_setting(layout<Header>, {setting, 0});
  if (!read) return read.error().why;
  Header header{};
  if (!apply(header, *read)) return "no such field";
  Octets octets(layout<Header>.octets);
  encode(header, octets);
  return to_hex(octets);
}

TEST(FieldSettings, TakeNumbers) {
  EXPECT_EQ(after<VlanTag>("priority=7"), "e0 00 08 00");
  EXPECT_EQ(after<VlanTag>("identifier=0xabc"), "0a bc 08 00");
}

TEST(FieldSettings, TakeAddresses) {
  EXPECT_EQ(after<EthernetHeader>("source=02:00:00:00:00:01"), "00 00 00 00 00 00 02 00 00 00 00 01 08 00");
  EXPECT_EQ(after<EthernetHeader>("source=1"), "00 00 00 00 00 00 00 00 00 00 00 01 08 00");
  EXPECT_EQ(after<IcmpRedirect>("gateway=10.9.1.3"), "05 00 00 00 0a 09 01 03");
}

TEST(FieldSettings, TakeNamesOfTheTable) {
  EXPECT_EQ(after<VlanTag>("ether_type=arp"), "00 00 08 06");
  EXPECT_EQ(after<IcmpEcho>("type=echo-reply"), "00 00 00 00 00 00 00 00");
  EXPECT_EQ(after<IcmpUnreachable>("code=host-unreachable"), "03 01 00 00 00 00 00 00");
}

TEST(FieldSettings, UnsetWhatIsComputed) {
  IcmpEcho header;
  header.checksum = 0x1111;
  EXPECT_TRUE(apply(header, *read_field_setting(layout<IcmpEcho>, {"checksum=computed", 0})));
  EXPECT_EQ(header.checksum, std::nullopt);
  EXPECT_EQ(after<IcmpEcho>("code=computed"), "'computed' is no value of code");
}

TEST(FieldSettings, AreRefusedWhereTheyDoNotFit) {
  EXPECT_EQ(after<VlanTag>("priority=8"), "priority has 3 bits");
  EXPECT_EQ(after<VlanTag>("drop_eligible=2"), "drop_eligible has 1 bit");
  EXPECT_EQ(after<Ipv4Header>("source=10.9.1"), "'10.9.1' is no value of source");
  EXPECT_EQ(after<Ipv4Header>("ttl"), "ttl has no value");
  EXPECT_EQ(after<Ipv4Header>("ttl="), "'' is no value of ttl");
  EXPECT_EQ(after<Ipv4Header>("zebra=1"), "'zebra' is no field of ip");
}

// What a field says as plain text, set again, gives the same octets: for every field of the headers.
template <class Header>
void expect_plain_values_to_come_back(Bytes octets) {
  for (const FieldInfo& field : layout<Header>.fields) {
    if (field.width > 64) continue;
    Octets built(octets.begin(), octets.end());
    write_field_value(field, built, 0);
    const auto value = read_field_value(field, {plain_value_text(field, octets), 0});
    ASSERT_TRUE(value) << field.name;
    write_field_value(field, built, *value);
    EXPECT_EQ(to_hex(built), to_hex(octets)) << field.name;
  }
}

TEST(PlainValues, AreReadAgain) {
  Octets octets;
  for (unsigned i = 0; i < 20; ++i) octets.push_back(static_cast<std::uint8_t>(0x9d + 31 * i));
  expect_plain_values_to_come_back<EthernetHeader>(Bytes(octets).first(14));
  expect_plain_values_to_come_back<VlanTag>(Bytes(octets).first(4));
  expect_plain_values_to_come_back<Ipv4Header>(octets);
  expect_plain_values_to_come_back<IcmpTimestamp>(octets);
  expect_plain_values_to_come_back<IcmpRedirect>(Bytes(octets).first(8));
}

TEST(FieldDifferences, NameEachFieldThatDiffers) {
  const Octets usual = {0x20, 0x05, 0x08, 0x00}, other = {0x30, 0x05, 0x08, 0x06};
  EXPECT_EQ(field_differences(layout<VlanTag>, usual, other), "{drop_eligible=1,ether_type=0x0806}");
  EXPECT_EQ(field_differences(layout<VlanTag>, usual, usual), "");
}

}  // namespace
}  // namespace icmpwire
