// The table of windows-semantics 2.2, row by row.
#include "api/status.h"

#include <gtest/gtest.h>

namespace icmpwire::test {
namespace {

struct Row {
  std::uint8_t type, code;
  DWORD status;
};

constexpr Row rows[] = {
    {0, 0, 0},       {3, 0, 11002},  {3, 1, 11003},  {3, 2, 11004},  {3, 3, 11005},  {3, 4, 11009},
    {3, 5, 11012},   {3, 6, 11002},  {3, 7, 11003},  {3, 8, 11003},  {3, 9, 11002},  {3, 10, 11003},
    {3, 11, 11002},  {3, 12, 11003}, {3, 13, 11003}, {3, 14, 11003}, {3, 15, 11003}, {3, 16, 11003},
    {3, 255, 11003}, {4, 0, 11016},  {11, 0, 11013}, {11, 1, 11014}, {11, 2, 11013}, {12, 0, 11015},
    {12, 1, 11015},  {12, 2, 11015},
};

TEST(Status, OfEveryAnswer) {
  for (const Row& row : rows) {
    EXPECT_EQ(status_of_answer(row.type, row.code), row.status) << int{row.type} << "/" << int{row.code};
  }
}

// windows-semantics 2.3; type 4 as .NET reads it.
constexpr Row icmpv6_rows[] = {
    {129, 0, 0},   {1, 0, 11002}, {1, 1, 11004}, {1, 2, 11045},   {1, 3, 11003}, {1, 4, 11005}, {1, 5, 11044},
    {1, 6, 11040}, {1, 7, 11042}, {1, 8, 11003}, {1, 255, 11003}, {2, 0, 11009}, {3, 0, 11013}, {3, 1, 11014},
    {3, 2, 11041}, {4, 0, 11042}, {4, 1, 11043}, {4, 2, 11007},   {4, 3, 11015},
};

TEST(Status, OfEveryIcmpv6Answer) {
  for (const Row& row : icmpv6_rows) {
    EXPECT_EQ(status_of_icmpv6(row.type, row.code), row.status) << int{row.type} << "/" << int{row.code};
  }
}

TEST(Status, OfWhatFailsHere) {
  EXPECT_EQ(error_of_failure(Reason::no_route), 1231U);
  EXPECT_EQ(error_of_failure(Reason::host_unreachable), 1232U);
  EXPECT_EQ(error_of_failure(Reason::source_not_ours), 1214U);
  EXPECT_EQ(error_of_failure(Reason::no_privilege), 5U);
  EXPECT_EQ(error_of_failure(Reason::too_big), 11009U);
  EXPECT_EQ(error_of_failure(Reason::bad_option), 11007U);
  EXPECT_EQ(error_of_failure(Reason::option_too_big), 11017U);
  EXPECT_EQ(error_of_failure(Reason::device_down), 11050U);
  EXPECT_EQ(error_of_failure(Reason::no_such_file), 2U);
  EXPECT_EQ(error_of_failure(Reason::bad_spec), 87U);
}

}  // namespace
}  // namespace icmpwire::test
