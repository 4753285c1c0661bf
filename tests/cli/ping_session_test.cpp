// The event loop of `icmpwire ping` on a wire whose answers and failures are made up.
#include "cli/ping_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capture/virtual_wire.h"
#include "packet/icmp.h"

namespace icmpwire::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

constexpr Ipv4Address us = {{10, 9, 1, 1}};
constexpr Ipv4Address target = {{10, 9, 3, 3}};

// Answers the requests of `answered` after `delay`, and fails as it is told to.
class MadeUpWire final : public VirtualWire {
 public:
  MadeUpWire() : VirtualWire(Nanos{}) {}
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>&) override {
    Route route;
    route.destination = to;
    route.source = us;
    route.mtu = 1500;
    return route;
  }

  std::vector<std::uint16_t> answered;
  Nanos delay = milliseconds(100);
  std::optional<Reason> failure;
  std::vector<Nanos> departures;

 private:
  Result<void> transmit(Bytes datagram, const Route&, Nanos departure) override {
    if (failure) return tl::unexpected(Failure("send", "it", *failure));
    departures.push_back(departure);
    const auto request = parse_ipv4(datagram).value();
    const auto message = parse_icmp(request.payload).value();
    IcmpEcho echo = computed(std::get<IcmpEcho>(message.header));
    if (std::find(answered.begin(), answered.end(), echo.sequence) == answered.end()) return {};
    echo.type = IcmpType::echo_reply;
    Octets reply(request.payload.size());
    build_icmp(echo, message.body, reply);
    Ipv4Header header = computed(request.header);
    std::swap(header.source, header.destination);
    Arrival arrival;
    arrival.octets = build_ipv4(header, {}, reply);
    arrival.at = departure + delay;
    deliver(std::move(arrival));
    return {};
  }
};

// Writes down what it is told, with the sequence.
class Diary final : public PingReport {
 public:
  void started() override {}
  void sent(const Probe& probe) override { note("sent", probe); }
  void not_sent(const Probe& probe, const Failure&) override { note("not sent", probe); }
  void missing(const Probe& probe, Nanos) override { note("missing", probe); }
  void answered(const Probe& probe, const Reception&) override { note("answered", probe); }
  void timed_out(const Probe& probe, Nanos waited) override {
    note("timed out", probe);
    waits.push_back(waited);
  }
  void not_taken(const Probe& nearest, const Candidate&) override { note("not taken", nearest); }
  void stray(const PingTarget&, const Stray&) override {}
  void interim(const PingTotals&) override {}
  void finished(const PingTotals& totals) override { elapsed = totals.elapsed; }

  std::vector<std::string> entries;
  std::vector<Nanos> waits;
  std::optional<Nanos> elapsed;

 private:
  void note(const std::string& what, const Probe& probe) {
    entries.push_back(what + " " + std::to_string(probe.sequence));
  }
};

class Session : public testing::Test {
 protected:
  Session() {
    plan.targets.push_back({"target", target, us, target, {}, 7, false});
    plan.count = 3;
    plan.interval = seconds(1);
    plan.request.timeout = seconds(10);
  }

  Result<void> run() {
    auto made = std::make_unique<MadeUpWire>();
    wire = made.get();
    wire->answered = answered;
    wire->delay = delay;
    wire->failure = failure;
    engine.emplace(std::move(made), plan.exchange);
    SignalWatch signals(engine->wire());
    PingSession session(*engine, plan, diary, signals);
    auto result = session.run();
    succeeded = session.succeeded();
    return result;
  }

  PingPlan plan;
  std::vector<std::uint16_t> answered;
  Nanos delay = milliseconds(100);
  std::optional<Reason> failure;
  HeldSignals held;
  std::optional<Engine> engine;
  MadeUpWire* wire = nullptr;
  Diary diary;
  bool succeeded = false;
};

TEST_F(Session, SendsAtItsInterval) {
  answered = {1, 2, 3};
  ASSERT_TRUE(run());
  EXPECT_TRUE(succeeded);
  EXPECT_THAT(wire->departures, ElementsAre(Nanos{}, seconds(1), seconds(2)));
  EXPECT_THAT(diary.entries,
              ElementsAre("sent 1", "answered 1", "sent 2", "answered 2", "sent 3", "answered 3"));
  EXPECT_EQ(diary.elapsed, milliseconds(2100)) << "it ends with the last answer";
}

TEST_F(Session, WaitsInFullWhereNothingCame) {
  ASSERT_TRUE(run());
  EXPECT_FALSE(succeeded);
  EXPECT_EQ(diary.elapsed, seconds(12));
  EXPECT_THAT(diary.waits, ElementsAre(seconds(10), seconds(10), seconds(10)));
}

TEST_F(Session, GivesUpSoonerWhereRepliesAreFast) {
  answered = {1, 2};
  ASSERT_TRUE(run());
  EXPECT_EQ(diary.elapsed, seconds(3)) << "an interval after the last request";
  EXPECT_THAT(diary.waits, ElementsAre(seconds(1)));
}

TEST_F(Session, GivesSlowPathsTwiceTheirTime) {
  answered = {1, 2};
  delay = milliseconds(900);
  ASSERT_TRUE(run());
  EXPECT_EQ(diary.elapsed, milliseconds(2000 + 2 * 900));
}

TEST_F(Session, WaitsInFullWhereItIsToldHowLong) {
  answered = {1, 2};
  plan.waits_in_full = true;
  ASSERT_TRUE(run());
  EXPECT_EQ(diary.elapsed, seconds(12));
}

TEST_F(Session, ReportsWhatIsMissingOnce) {
  answered = {2};
  plan.report_missing = true;
  ASSERT_TRUE(run());
  EXPECT_THAT(diary.entries, ElementsAre("sent 1", "missing 1", "sent 2", "answered 2", "sent 3",
                                         testing::AnyOf("timed out 1", "timed out 3"),
                                         testing::AnyOf("timed out 1", "timed out 3")));
}

TEST_F(Session, GoesOnAfterAFailureThatMayPass) {
  failure = Reason::device_down;
  ASSERT_TRUE(run());
  EXPECT_THAT(diary.entries, ElementsAre("not sent 1", "not sent 2", "not sent 3"));
  EXPECT_EQ(diary.elapsed, seconds(2));
}

TEST_F(Session, EndsWithAFailureThatStays) {
  failure = Reason::no_privilege;
  const auto result = run();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::no_privilege);
  EXPECT_TRUE(diary.entries.empty());
  EXPECT_EQ(diary.elapsed, Nanos{}) << "with a summary";
}

TEST_F(Session, CountsSequencesRoundThe16Bits) {
  plan.count = 65537;
  plan.interval = milliseconds(2);
  plan.request.timeout = milliseconds(1);
  ASSERT_TRUE(run());
  EXPECT_EQ(diary.entries[2 * 65534], "sent 65535");
  EXPECT_EQ(diary.entries[2 * 65535], "sent 0");
  EXPECT_EQ(diary.entries.back(), "timed out 1");
}

}  // namespace
}  // namespace icmpwire::cli
