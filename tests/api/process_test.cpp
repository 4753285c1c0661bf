// How the library meets the beginning, the forks and the end of a process.
#include <gtest/gtest.h>

#include "tests/support/command.h"

namespace icmpwire::test {
namespace {

// ThreadSanitizer would end a fork that starts threads; LeakSanitizer speaks of threads that it cannot stop.
CommandResult run(const std::string& what) {
  return run_command(
      "TSAN_OPTIONS=die_after_fork=0 LSAN_OPTIONS=detect_leaks=0 ICMPWIRE=sim " ICMPWIRE_BUILD_DIR
      "/tests/api_process " +
      what + " 2>&1");
}

TEST(Process, EndsWithRequestsUnderWay) {
  for (int i = 0; i < 3; ++i) {
    const CommandResult ended = run("exit");
    ASSERT_EQ(ended.status, 0) << ended.output;
    ASSERT_EQ(ended.output, "left\n");
  }
}

// The allocators of clang 14's sanitizers leave a child the locks that the parent's other threads held.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

TEST(Process, AForkBeginsAnewAndItsParentGoesOn) {
  if (sanitized) GTEST_SKIP() << "a fork beside a working thread may hang in a sanitizer's allocator";
  const CommandResult ended = run("fork");
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.output, "child 0, parent works\n");
}

TEST(Process, MayEvenEndInATraceFunction) {
  const CommandResult ended = run("trace");
  EXPECT_EQ(ended.status, 0) << ended.output;
}

TEST(Process, TakesItsWireFromTheEnvironment) { EXPECT_EQ(run("wire").output, "answered\n"); }

}  // namespace
}  // namespace icmpwire::test
