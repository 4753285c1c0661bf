// Verdicts on options by paths that are made up.
#include "icmp/option_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/icmp/survey_fixture.h"

namespace icmpwire::test {
namespace {

using testing::SizeIs;

const IpAddress us = Ipv4Address{{10, 9, 1, 1}};
const IpAddress r1 = Ipv4Address{{10, 9, 1, 2}};
const IpAddress r2 = Ipv4Address{{10, 9, 2, 2}};
const IpAddress h2 = Ipv4Address{{10, 9, 3, 3}};

// Requests with a router alert and with a recorded route, beside plain ones.
class OptionVerdicts : public testing::Test {
 protected:
  static constexpr std::size_t alert = 0, route = 1;

  OptionVerdicts() {
    settings_.request.to = h2;
    settings_.request.timeout = std::chrono::seconds(1);
  }

  void run() {
    std::vector<Request> others(2, settings_.request);
    others[alert].options = router_alert();
    others[route].options = record_route(9);
    traces_.emplace(settings_, others);
    driven_ = drive(*traces_, path_);
    EXPECT_TRUE(driven_.finished);
  }
  OptionVerdict verdict(std::size_t index) const { return judge_option(*traces_, index); }

  static bool has(const Passing& passing, OptionType type) {
    return find_option(parse_ip(passing.datagram)->extras, type).has_value();
  }

  Trace::Settings settings_;
  MadeUpPath path_{{us, r1, r2, h2}};
  std::optional<ControlledTraces> traces_;
  Driven driven_;
};

TEST_F(OptionVerdicts, WhatIsAnsweredPasses) {
  run();
  EXPECT_EQ(verdict(alert).fate, OptionFate::passes);
  EXPECT_EQ(verdict(route).fate, OptionFate::passes);
  EXPECT_FALSE(verdict(route).not_returned);
  EXPECT_EQ(traces_->others().front()->hops().size(), 3U);
  EXPECT_EQ(driven_.elapsed, std::chrono::milliseconds(12)) << "the control's round trip, and theirs";
}

TEST_F(OptionVerdicts, WhatIsLostIsDroppedBetweenTwoAddresses) {
  path_.at = [](std::size_t place, Passing& passing) {
    passing.lost = place == 2 && has(passing, OptionType::record_route);
  };
  run();
  const OptionVerdict lost = verdict(route);
  EXPECT_EQ(lost.fate, OptionFate::dropped);
  EXPECT_EQ(lost.place.after, r1);
  EXPECT_EQ(lost.place.before, r2);
  EXPECT_EQ(verdict(alert).fate, OptionFate::passes);
  EXPECT_LT(driven_.elapsed, std::chrono::milliseconds(1100)) << "one timeout, in virtual time";
}

TEST_F(OptionVerdicts, TheFirstLinkMayBeTheOne) {
  path_.at = [](std::size_t place, Passing& passing) {
    passing.lost = place == 1 && has(passing, OptionType::record_route);
  };
  run();
  EXPECT_EQ(verdict(route).place.after, us);
  EXPECT_EQ(verdict(route).place.before, r1);
}

// A router that never answers plain requests either is not named.
TEST_F(OptionVerdicts, ASilentRouterIsPassedOver) {
  path_.at = [](std::size_t place, Passing& passing) {
    passing.lost = place == 2 && (passing.datagram[8] == 1 || has(passing, OptionType::record_route));
  };
  run();
  EXPECT_EQ(verdict(route).fate, OptionFate::dropped);
  EXPECT_EQ(verdict(route).place.after, r1);
  EXPECT_EQ(verdict(route).place.before, h2);
}

TEST_F(OptionVerdicts, LossThatHitsPlainOnesTooCannotBeTold) {
  std::uint64_t state = 1;  // of a Lehmer generator
  path_.at = [&](std::size_t place, Passing& passing) {
    if (place != 2) return;
    state = state * 16807 % 2147483647;
    passing.lost = has(passing, OptionType::record_route) || state % 10 < 8;
  };
  run();
  EXPECT_EQ(verdict(route).fate, OptionFate::cannot_tell);
}

TEST_F(OptionVerdicts, ASilentDestinationTellsNothing) {
  path_.at = [](std::size_t place, Passing& passing) { passing.lost = place == 3; };
  run();
  EXPECT_EQ(verdict(alert).fate, OptionFate::cannot_tell);
}

TEST_F(OptionVerdicts, AnErrorRejects) {
  path_.at = [](std::size_t place, Passing& passing) {
    if (place != 2 || !has(passing, OptionType::record_route)) return;
    passing.answer = too_big_from(r2, passing.datagram, 40);
  };
  run();
  EXPECT_EQ(verdict(route).fate, OptionFate::rejected);
  EXPECT_EQ(verdict(route).answer->from, r2);
  EXPECT_EQ(verdict(alert).fate, OptionFate::passes);
}

// The same error as plain requests get is no matter of options.
TEST_F(OptionVerdicts, AnErrorForAllRejectsNoOption) {
  path_.at = [](std::size_t place, Passing& passing) {
    if (place == 3) passing.answer = too_big_from(r2, passing.datagram, 20);
  };
  run();
  EXPECT_EQ(verdict(route).fate, OptionFate::passes);
  EXPECT_EQ(verdict(route).answer->verdict.answer, AnswerClass::error);
}

TEST_F(OptionVerdicts, AnOptionThatIsOverwrittenIsStripped) {
  path_.at = [](std::size_t place, Passing& passing) {
    if (place != 2 || !has(passing, OptionType::router_alert)) return;
    std::fill_n(passing.datagram.begin() + 20, 4, std::uint8_t{1});  // NOPs
  };
  run();
  EXPECT_EQ(verdict(alert).fate, OptionFate::stripped);
  EXPECT_EQ(verdict(alert).place.after, r1);
  EXPECT_EQ(verdict(alert).place.before, r2);
}

TEST_F(OptionVerdicts, AReplyWithoutARouteIsRemarkedOn) {
  path_.at = [](std::size_t place, Passing& passing) {
    if (place != 3 || !has(passing, OptionType::record_route)) return;
    std::fill_n(passing.datagram.begin() + 20, 40, std::uint8_t{1});
  };
  run();
  EXPECT_EQ(verdict(route).fate, OptionFate::passes);
  EXPECT_TRUE(verdict(route).not_returned);
}

}  // namespace
}  // namespace icmpwire::test
