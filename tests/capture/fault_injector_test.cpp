// Faults: which come, when, and that the same seed gives the same ones.
#include "capture/fault_injector.h"

#include <gtest/gtest.h>

#include "capture/virtual_wire.h"
#include "packet/answers.h"
#include "packet/checksum.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "tests/capture/replay_fixture.h"

namespace icmpwire {
namespace {

using std::chrono::milliseconds;

constexpr Ipv4Address client = {{10, 0, 0, 1}};
constexpr Ipv4Address server = {{10, 0, 0, 2}};

Octets echo(IcmpType type, Ipv4Address source, Ipv4Address destination, std::uint16_t sequence) {
  IcmpEcho header;
  header.type = type;
  header.sequence = sequence;
  const Octets data(32, 'x');
  Octets message(8 + data.size());
  build_icmp(header, data, message);
  Ipv4Header ip;
  ip.source = source;
  ip.destination = destination;
  return build_ipv4(ip, {}, message);
}

// Answers each request after a millisecond; requests are counted.
class Answering final : public VirtualWire {
 public:
  explicit Answering(int& requests) : VirtualWire({}), requests_(requests) {}
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>&) override {
    Route route;
    route.destination = to;
    route.source = client;
    return route;
  }

 private:
  Result<void> transmit(Bytes datagram, const Route&, Nanos departure) override {
    ++requests_;
    Arrival arrival;
    arrival.octets = echo(IcmpType::echo_reply, server, client, read_u16(datagram, 26));
    arrival.at = departure + milliseconds(1);
    deliver(std::move(arrival));
    return {};
  }
  int& requests_;
};

struct Came {
  std::uint16_t sequence;
  Nanos at;
  std::string octets;
  friend bool operator==(const Came&, const Came&) = default;
};

struct Outcomes {
  std::vector<Came> came;
  int requests = 0;
};

// `count` requests, one every millisecond, over an answering wire with these faults.
Outcomes run(const std::string& keys, std::uint16_t count) {
  auto spec = parse_wire_spec("x?" + keys);
  const auto faults = FaultSpec::take_from(*spec);
  EXPECT_TRUE(faults && *faults) << keys;
  Outcomes result;
  const auto wire = inject_faults(std::make_unique<Answering>(result.requests), **faults);
  const auto route = wire->route(server, std::nullopt);
  const auto receive = [&](Nanos until) {
    for (auto frame = wire->receive(until); *frame; frame = wire->receive(until)) {
      const Bytes datagram = (*frame)->datagram();
      const bool has_sequence = datagram.size() >= 28;
      result.came.push_back(
          {has_sequence ? read_u16(datagram, 26) : std::uint16_t{0}, (*frame)->at, to_hex(datagram)});
    }
  };
  for (std::uint16_t sequence = 1; sequence <= count; ++sequence) {
    EXPECT_TRUE(wire->send(echo(IcmpType::echo_request, client, server, sequence), *route));
    receive(milliseconds(sequence));
  }
  receive(std::chrono::minutes(1));
  return result;
}

TEST(FaultInjector, LosesAnswersByChance) {
  EXPECT_EQ(run("loss=1", 50).came.size(), 0U);
  EXPECT_EQ(run("loss=0", 50).came.size(), 50U);
  const std::size_t half = run("loss=0.5", 400).came.size();
  EXPECT_GT(half, 150U);
  EXPECT_LT(half, 250U);
}

TEST(FaultInjector, LosesRequestsBeforeTheWireSeesThem) {
  const Outcomes none = run("request_loss=1", 50);
  EXPECT_EQ(none.requests, 0);
  EXPECT_TRUE(none.came.empty());
  const Outcomes half = run("request_loss=0.5", 400);
  EXPECT_EQ(static_cast<std::size_t>(half.requests), half.came.size());
  EXPECT_GT(half.requests, 150);
  EXPECT_LT(half.requests, 250);
}

TEST(FaultInjector, DuplicatesAnswers) {
  const Outcomes both = run("duplicate=1", 3);
  ASSERT_EQ(both.came.size(), 6U);
  EXPECT_EQ(both.came[0], both.came[1]);
}

TEST(FaultInjector, DelaysInTheWiresOwnTime) {
  const Outcomes late = run("delay=250ms", 1);
  ASSERT_EQ(late.came.size(), 1U);
  EXPECT_EQ(late.came[0].at, milliseconds(251));
}

TEST(FaultInjector, JitterSpreadsEvenlyAroundTheDelay) {
  const Outcomes spread = run("delay=50ms&jitter=20ms", 200);
  ASSERT_EQ(spread.came.size(), 200U);
  Nanos least = forever, most{};
  for (const Came& came : spread.came) {
    const Nanos delay = came.at - milliseconds(came.sequence);
    least = std::min(least, delay);
    most = std::max(most, delay);
  }
  EXPECT_GE(least, milliseconds(30));
  EXPECT_LT(least, milliseconds(34));
  EXPECT_GT(most, milliseconds(66));
  EXPECT_LE(most, milliseconds(70));
}

TEST(FaultInjector, ReordersByLettingOthersOvertake) {
  const Outcomes mixed = run("reorder=0.3&reorder_by=3ms", 100);
  ASSERT_EQ(mixed.came.size(), 100U);
  std::size_t out_of_order = 0;
  for (std::size_t i = 1; i < mixed.came.size(); ++i) {
    EXPECT_GE(mixed.came[i].at, mixed.came[i - 1].at);
    out_of_order += mixed.came[i].sequence < mixed.came[i - 1].sequence ? 1U : 0U;
  }
  EXPECT_GT(out_of_order, 10U);
}

TEST(FaultInjector, TruncatesAndLeavesTheLengthAsItWas) {
  const Outcomes cut = run("truncate=1", 20);
  ASSERT_EQ(cut.came.size(), 20U);
  for (const Came& came : cut.came) EXPECT_LT(came.octets.size(), 60U * 3 - 1);
}

TEST(FaultInjector, CorruptsTheFieldsThatAreNamed) {
  const Octets sound = echo(IcmpType::echo_reply, server, client, 1);
  const Outcomes broken = run("corrupt=icmp.checksum", 1);
  Octets octets;
  ASSERT_TRUE(from_hex(broken.came.at(0).octets, octets));
  EXPECT_FALSE(checksum_holds(Bytes(octets).subspan(20)));
  write_u16(octets, 22, read_u16(sound, 22));
  EXPECT_EQ(to_hex(octets), to_hex(sound)) << "nothing else changed";
}

TEST(FaultInjector, RepairsTheChecksumsWhereAskedTo) {
  const Outcomes broken = run("corrupt=ip.ttl,icmp.sequence&repair=checksums", 1);
  Octets octets;
  ASSERT_TRUE(from_hex(broken.came.at(0).octets, octets));
  const auto datagram = parse_ipv4(octets);
  ASSERT_TRUE(datagram);
  EXPECT_NE(datagram->header.ttl, 64);
  EXPECT_NE(read_u16(datagram->payload, 6), 1);
  EXPECT_TRUE(ipv4_checksum_ok(datagram->header_octets));
  EXPECT_TRUE(checksum_holds(datagram->payload));
}

TEST(FaultInjector, LimitsTheRateInTheWiresTime) {
  const std::size_t came = run("rate=100", 1000).came.size();  // in one second: its bucket, and what it fills
  EXPECT_GE(came, 195U);
  EXPECT_LE(came, 201U);
}

TEST(FaultInjector, TheSameSeedGivesTheSameFaults) {
  const std::string keys =
      "loss=0.2&duplicate=0.2&reorder=0.2&jitter=5ms&truncate=0.1&corrupt=ip.ttl&corrupt_chance=0.3";
  EXPECT_EQ(run(keys + "&seed=7", 200).came, run(keys + "&seed=7", 200).came);
  EXPECT_NE(run(keys + "&seed=7", 200).came, run(keys + "&seed=8", 200).came);
}

TEST(FaultInjector, WrapsAnyWireByItsSpec) {
  const auto wire = test::replay(std::string(ICMPWIRE_PCAPS_DIR) + "/01-plain.pcap?loss=1&mode=loop");
  EXPECT_TRUE(wire);
  EXPECT_TRUE(open_wire("sim?delay=20ms&seed=3"));
  EXPECT_TRUE(open_wire("sim?corrupt=rr.pointer,ipv6.hop_limit"));
}

TEST(FaultInjector, RefusesValuesThatCannotBe) {
  for (const char* keys :
       {"loss=2", "loss=-1", "loss=x", "delay=soon", "rate=0", "seed=x", "corrupt=ttl", "corrupt=ip.nonsense",
        "corrupt=nonsense.ttl", "corrupt=icmp", "corrupt=ip.ttl,icmp.sequenc", "repair=all", "jitter=-1ms",
        "duplicate=", "losses=0.1"}) {
    const auto wire = open_wire(std::string("sim?") + keys);
    ASSERT_FALSE(wire) << keys;
    EXPECT_EQ(wire.error().reason, Reason::bad_spec) << keys;
  }
}

}  // namespace
}  // namespace icmpwire
