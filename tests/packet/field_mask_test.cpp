// Which fields a mask of names covers.
#include "packet/field_mask.h"

#include <gtest/gtest.h>

namespace icmpwire {
namespace {

TEST(FieldMask, CoversFieldsHeadersAndTheSlotsOfOptions) {
  const auto mask = FieldMask::read("ip.ttl,icmp,record_route.address");
  ASSERT_TRUE(mask);
  EXPECT_TRUE(mask->covers("ip.ttl"));
  EXPECT_FALSE(mask->covers("ip.tos"));
  EXPECT_FALSE(mask->covers("ip.ttl_of_something"));
  EXPECT_TRUE(mask->covers("icmp.sequence"));
  EXPECT_FALSE(mask->covers("icmpv6.sequence"));
  EXPECT_TRUE(mask->covers("record_route[2].address"));
  EXPECT_FALSE(mask->covers("record_route.pointer"));
  EXPECT_FALSE(FieldMask().covers("ip.ttl"));
}

TEST(FieldMask, TakesTheWordsOfTheOptionLanguage) {
  const auto mask = FieldMask::read("ts,rr.pointer");
  ASSERT_TRUE(mask);
  EXPECT_EQ(mask->text(), "timestamp,record_route.pointer");
  EXPECT_TRUE(mask->covers("timestamp.overflow"));
  EXPECT_TRUE(mask->covers("timestamp[3].timestamp"));
  EXPECT_TRUE(mask->covers("record_route.pointer"));
  EXPECT_FALSE(mask->covers("record_route[1].address"));
}

TEST(FieldMask, NamesWhatWasMeant) {
  const auto mask = FieldMask::read("ip.ttl,ip.identifcation");
  ASSERT_FALSE(mask);
  EXPECT_EQ(mask.error().at, 7U);
  EXPECT_EQ(mask.error().why, "nothing is called 'ip.identifcation'");
  EXPECT_EQ(mask.error().instead, "ip.identification");
  EXPECT_FALSE(FieldMask::read(""));
}

TEST(FieldMask, AddsEachNameOnce) {
  FieldMask mask = *FieldMask::read("ip.ttl");
  EXPECT_FALSE(mask.empty());
  mask.add(*FieldMask::read("ip.ttl,payload"));
  EXPECT_EQ(mask.text(), "ip.ttl,payload");
  EXPECT_TRUE(mask.covers("payload"));
  EXPECT_TRUE(mask.covers("payload.length"));
}

}  // namespace
}  // namespace icmpwire
