// Handles of every kind in one table.
#include "api/handle_table.h"

#include <gtest/gtest.h>

#include <set>

#include "api/wait/event.h"
#include "api/wait/mutex.h"

namespace icmpwire {
namespace {

constexpr std::size_t room = 131'072;

TEST(HandleTable, ValuesAreThoseOfWindows) {
  HandleTable table;
  std::set<HandleTable::Value> values;
  for (int i = 0; i < 100; ++i) values.insert(table.open(std::make_shared<Event>(true, false)));
  EXPECT_EQ(values.size(), 100U);
  EXPECT_NE(*values.begin(), 0U);
  for (const HandleTable::Value value : values) EXPECT_EQ(value % 4, 0U);
}

TEST(HandleTable, KnowsWhichKindAHandleIs) {
  HandleTable table;
  const auto event = std::make_shared<Event>(true, false);
  const HandleTable::Value value = table.open(event);
  EXPECT_EQ(table.use<Event>(value), event);
  EXPECT_EQ(table.use<Waitable>(value), event);
  EXPECT_EQ(table.use<Mutex>(value), nullptr);
  EXPECT_FALSE(table.close<Mutex>(value));
  EXPECT_TRUE(table.close<Event>(value));
  EXPECT_EQ(table.use<Event>(value), nullptr);
  EXPECT_FALSE(table.close(value));
}

TEST(HandleTable, ValuesThatItNeverGaveAreNone) {
  HandleTable table;
  const HandleTable::Value value = table.open(std::make_shared<Mutex>());
  for (const HandleTable::Value other :
       {HandleTable::Value{0}, ~HandleTable::Value{0}, ~HandleTable::Value{1}, value + 1, value + 4,
        value ^ (HandleTable::Value{1} << 31)}) {
    EXPECT_FALSE(table.close(other)) << other;
  }
  EXPECT_TRUE(table.close(value));
}

TEST(HandleTable, HoldsTenThousandAndSixtyFiveThousandAndNoMoreThanItsRoom) {
  HandleTable table;
  const auto object = std::make_shared<Mutex>();
  HandleTable::Value value = 0;
  for (std::size_t i = 0; i < room; ++i) {
    const HandleTable::Value next = table.open(object);
    ASSERT_NE(next, 0U);
    ASSERT_LT(next, HandleTable::Value{1} << 31);
    value = next;
  }
  EXPECT_EQ(table.open(object), 0U);
  EXPECT_TRUE(table.close(value));
  EXPECT_NE(table.open(object), 0U);
}

TEST(HandleTable, AStaleHandleIsNobodyElses) {
  HandleTable table;
  const auto object = std::make_shared<Mutex>();
  const HandleTable::Value stale = table.open(object);
  ASSERT_TRUE(table.close(stale));
  for (int i = 0; i < 1'000'000; ++i) {
    const HandleTable::Value value = table.open(object);
    ASSERT_NE(value, stale);
    ASSERT_TRUE(table.close(value));
  }
  EXPECT_EQ(table.use<Mutex>(stale), nullptr);
}

TEST(HandleTable, TellsTheObjectOfItsCloseOnce) {
  struct Counting : HandleObject {
    void closed() override { ++count; }
    int count = 0;
  };
  HandleTable table;
  const auto object = std::make_shared<Counting>();
  const HandleTable::Value value = table.open(object);
  EXPECT_TRUE(table.close(value));
  EXPECT_FALSE(table.close(value));
  EXPECT_EQ(object->count, 1);
}

}  // namespace
}  // namespace icmpwire
