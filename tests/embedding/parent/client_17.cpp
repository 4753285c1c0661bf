// A test of somebody else's, in C++17, with a GoogleTest of its own.
#include <gtest/gtest.h>
#include <icmpapi.h>

TEST(Client, OpensAndCloses) {
  static_assert(__cplusplus < 202002L, "the parent's standard is the parent's affair");
  EXPECT_NE(IcmpCloseHandle(IcmpCreateFile()), 0);
}
