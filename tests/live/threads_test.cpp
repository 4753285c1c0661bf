// Many threads on one wire: several send, one receives, others ask for routes and interrupt.
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "tests/live/live_test.h"

namespace icmpwire::live {
namespace {

using LiveThreads = LiveTest;

TEST_F(LiveThreads, EveryEchoOfEverySenderIsAnsweredOnce) {
  constexpr std::uint16_t senders = 4, echoes = 300;
  const Topology net = Topology::neighbours();
  net.h1().run([] {
    TestWire wire;
    // The senders' threads begin in the namespace of the thread that starts them.
    std::vector<std::thread> threads;
    for (std::uint16_t sender = 0; sender < senders; ++sender) {
      threads.emplace_back([&wire, sender] {
        const Ipv4Address to = sender % 2 == 0 ? r1_address : loopback_address;
        for (std::uint16_t i = 0; i < echoes; ++i) {
          const Echo echo{.identifier = static_cast<std::uint16_t>(sender + 1), .sequence = i};
          // While the neighbour is asked for, more may be sent than is held.
          for (bool sent = false; !sent;) {
            const auto route = wire->route(to, std::nullopt);
            ASSERT_TRUE(route);
            sent = wire->send(echo.datagram(route->source.v4(), to), *route).has_value();
            if (!sent) std::this_thread::yield();
          }
        }
      });
    }
    std::set<std::pair<int, int>> answered;
    for (int i = 0; i < senders * echoes; ++i) {
      const auto reply = wire.await(IcmpType::echo_reply);
      ASSERT_TRUE(reply) << "after " << i;
      const auto message = std::get<IcmpEcho>(*reply->icmp());
      EXPECT_TRUE(answered.emplace(message.identifier, message.sequence).second);
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wire->dropped(), 0U);
  });
}

TEST_F(LiveThreads, DevicesAreOpenedWhileOthersAreUsed) {
  const Topology net = Topology::two_routers();
  net.r1().run([] {
    TestWire wire;
    std::atomic<bool> stop = false;
    std::thread user([&] {
      while (!stop) {
        const auto route = wire->route(loopback_address, std::nullopt);
        ASSERT_TRUE(route);
        ASSERT_TRUE(wire->send(Echo{}.datagram(loopback_address, loopback_address), *route));
        wire->interrupt();
      }
    });
    for (const Ipv4Address& to : {h1_address, Ipv4Address{{10, 9, 2, 2}}}) {
      wire.send({.identifier = 7}, to);
      EXPECT_TRUE(wire.await([&](const Received& received) {
        return received.header.source == to && received.is(IcmpType::echo_reply);
      }));
    }
    stop = true;
    user.join();
  });
}

}  // namespace
}  // namespace icmpwire::live
