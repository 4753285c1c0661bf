// A capture file as the network of a GoogleTest test; header only.
//
//   TEST(Tracer, FindsTheFirstRouter) {
//     ICMPWIRE_FIXTURE("ttl1.pcap");
//     EXPECT_EQ(my_tracer("10.9.3.3"), "10.9.1.2");
//   }
//
// In the rest of the scope the code under test sends to the capture (see icmpwire_fixture.h). At its end the
// test fails if a request was not sent as it was recorded, and shows both packets side by side.
#pragma once

#include <gtest/gtest.h>

#include "icmpwire.h"
#include "icmpwire_fixture.h"

namespace icmpwire_gtest {

class Fixture {
 public:
  Fixture(const char* file, const char* source, int line)
      : fixture_(icmpwire_fixture_begin(file, source)), source_(source), line_(line) {
    if (fixture_ == nullptr) ADD_FAILURE_AT(source_, line_) << IcmpwireFailureText();
  }
  ~Fixture() {
    if (icmpwire_fixture_check(fixture_) != 0)
      ADD_FAILURE_AT(source_, line_) << icmpwire_fixture_report(fixture_);
    icmpwire_fixture_end(fixture_);
  }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;

 private:
  icmpwire_fixture* fixture_;
  const char* source_;
  int line_;
};

}  // namespace icmpwire_gtest

// Once in a scope. `file` may be a path from where the test runs, or from its source.
#define ICMPWIRE_FIXTURE(file) \
  const ::icmpwire_gtest::Fixture icmpwire_fixture_of_this_scope(file, __FILE__, __LINE__)
