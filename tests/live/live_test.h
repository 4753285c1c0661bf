// What live tests share: the skip where there are no namespaces, echo requests, and waiting for frames on a
// wire.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "capture/wire.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"
#include "tests/live/topology.h"

namespace icmpwire::live {

// Skips the test where namespaces cannot be made; with ICMPWIRE_REQUIRE_LIVE=1 in the environment that is a
// failure.
void require_namespaces();

class LiveTest : public testing::Test {
 protected:
  void SetUp() override { require_namespaces(); }
};

inline constexpr Ipv4Address h1_address{{10, 9, 1, 1}};
inline constexpr Ipv4Address r1_address{{10, 9, 1, 2}};
inline constexpr Ipv4Address h2_address{{10, 9, 3, 3}};
inline constexpr Ipv4Address loopback_address{{127, 0, 0, 1}};

// An echo request; the fields are what tests vary.
struct Echo {
  std::uint16_t identifier = 0x1234;
  std::uint16_t sequence = 1;
  std::size_t data_octets = 32;
  std::uint8_t ttl = 64;
  bool dont_fragment = false;

  Octets datagram(const Ipv4Address& from, const Ipv4Address& to) const;
};

// A received frame with octets of its own, taken apart.
struct Received {
  Octets octets;
  Frame frame;
  Ipv4Header header;
  Octets payload;

  // nullopt where it is a fragment or no ICMP message.
  std::optional<IcmpHeader> icmp() const;
  bool is(IcmpType type, std::uint8_t code = 0) const;
};

// A wire that a test uses, with the waiting that all tests need.
class TestWire {
 public:
  explicit TestWire(const std::string& spec = "live");

  Wire* operator->() const { return wire_.get(); }
  Wire& operator*() const { return *wire_; }

  // Route, then send. Both must work.
  Sent send(const Echo& echo, const Ipv4Address& to);

  // The next frame that `wanted` accepts; nullopt after `patience`, which no test should ever meet.
  using Wanted = std::function<bool(const Received&)>;
  std::optional<Received> await(const Wanted& wanted, Nanos patience = std::chrono::seconds(20));
  std::optional<Received> await(IcmpType type, std::uint8_t code = 0);

  // Whether `to` answers the echo.
  bool answers(const Ipv4Address& to, const Echo& echo = {});

 private:
  std::unique_ptr<Wire> wire_;
};

}  // namespace icmpwire::live
