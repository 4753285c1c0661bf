// A wire that only listens: what passes a device in either direction, whoever sent it.
#include "capture/open_wire.h"
#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

using LiveListening = LiveTest;

TEST_F(LiveListening, HearsBothDirectionsInOrder) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    ASSERT_TRUE(wire.answers(r1_address));  // nobody has to be asked for any more
    TestWire ears("listen:a0");
    for (std::uint16_t sequence = 1; sequence <= 20; ++sequence) {
      ASSERT_TRUE(wire.answers(r1_address, {.sequence = sequence}));
      for (const Direction direction : {Direction::outbound, Direction::inbound}) {
        const auto heard = ears.await([](const Received&) { return true; });
        ASSERT_TRUE(heard);
        EXPECT_EQ(heard->frame.direction, direction);
        EXPECT_EQ(std::get<IcmpEcho>(*heard->icmp()).sequence, sequence);
        EXPECT_EQ(heard->frame.device.name.view(), "a0");
      }
    }
  });
}

TEST_F(LiveListening, HearsLoopbackOnce) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire, ears("listen:lo");
    ASSERT_TRUE(wire.answers(loopback_address));
    for (const IcmpType type : {IcmpType::echo_request, IcmpType::echo_reply}) {
      const auto heard = ears.await([](const Received&) { return true; });
      ASSERT_TRUE(heard);
      EXPECT_TRUE(heard->is(type));
    }
  });
}

TEST_F(LiveListening, TakesAFilterAndRefusesToSend) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire, ears("listen:a0?filter=icmp%5Bicmptype%5D%3Dicmp-echoreply&promiscuous=on");
    ASSERT_TRUE(wire.answers(r1_address));
    const auto heard = ears.await([](const Received&) { return true; });
    ASSERT_TRUE(heard);
    EXPECT_TRUE(heard->is(IcmpType::echo_reply));
    const auto route = ears->route(r1_address, std::nullopt);
    ASSERT_FALSE(route);
    EXPECT_EQ(route.error().reason, Reason::unsupported);
  });
}

TEST_F(LiveListening, SaysWhatIsWrong) {
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    EXPECT_EQ(open_wire("listen:nosuch").error().reason, Reason::no_such_device);
    EXPECT_EQ(open_wire("listen").error().reason, Reason::bad_spec);
    EXPECT_EQ(open_wire("listen:a0?promiscuous=maybe").error().reason, Reason::bad_spec);
    EXPECT_EQ(open_wire("listen:a0?filter=no%20such%20words").error().reason, Reason::bad_spec);
  });
}

}  // namespace
}  // namespace icmpwire::live
