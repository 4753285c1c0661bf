// What live tests of IPv6 share: echo requests, received datagrams, and the wire that they go over.
#pragma once

#include <optional>

#include "packet/icmpv6.h"
#include "packet/ipv6.h"
#include "tests/live/live_test.h"

namespace icmpwire::live {

// By its text, which must be right.
Ipv6Address ipv6(std::string_view text);

inline const Ipv6Address h1_ipv6 = ipv6("fd00:9:1::1");
inline const Ipv6Address r1_ipv6 = ipv6("fd00:9:1::2");
inline const Ipv6Address h2_ipv6 = ipv6("fd00:9:3::3");
inline const Ipv6Address left_link_local = ipv6("fe80::1");
inline const Ipv6Address right_link_local = ipv6("fe80::2");

// An echo request; the fields are what tests vary.
struct Ipv6Echo {
  std::uint16_t identifier = 0x1234;
  std::uint16_t sequence = 1;
  std::size_t data_octets = 32;
  std::uint8_t hop_limit = 64;

  Octets datagram(const Ipv6Address& from, const Ipv6Address& to) const;
};

// A received frame with octets of its own, taken apart.
struct ReceivedIpv6 {
  Octets octets;
  Frame frame;
  Ipv6Datagram datagram;  // in `octets`

  std::optional<Icmpv6Header> icmp() const;  // nullopt where it is a fragment or no ICMPv6 message
  bool is(Icmpv6Type type, std::uint8_t code = 0) const;
};

class Ipv6Wire : public TestWire {
 public:
  using TestWire::TestWire;

  // Route, then send. Both must work.
  Sent send(const Ipv6Echo& echo, const IpAddress& to);

  // The next IPv6 datagram that `wanted` accepts; nullopt after 20 s, which no test should ever meet.
  using Wanted = std::function<bool(const ReceivedIpv6&)>;
  std::optional<ReceivedIpv6> await(const Wanted& wanted);
  std::optional<ReceivedIpv6> await(Icmpv6Type type, std::uint8_t code = 0);

  // Whether `to` answers the echo.
  bool answers(const IpAddress& to, const Ipv6Echo& echo = {});
};

// The device's index, in the machine of the calling thread.
std::uint32_t index_of(const std::string& device);

}  // namespace icmpwire::live
