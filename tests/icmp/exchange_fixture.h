// Requests and hand-made answers for tests of the exchange.
#pragma once

#include <gtest/gtest.h>

#include "icmp/exchange.h"

namespace icmpwire::test {

inline constexpr Ipv4Address us = {{10, 9, 1, 1}};
inline constexpr Ipv4Address router = {{10, 9, 1, 2}};
inline constexpr Ipv4Address target = {{10, 9, 3, 3}};

inline Nanos milliseconds(int count) { return std::chrono::milliseconds(count); }

inline Octets datagram(Ipv4Address from, Ipv4Address to, const Octets& icmp, std::uint8_t ttl = 62) {
  Ipv4Header header;
  header.ttl = ttl;
  header.source = from;
  header.destination = to;
  return build_ipv4(header, {}, icmp);
}

template <class Header>
Octets message(const Header& header, Bytes body) {
  Octets octets(8 + body.size());
  build_icmp(header, body, octets);
  return octets;
}

// What a host answers to an echo request.
inline Octets echo_reply(Bytes request, Ipv4Address from = target) {
  const auto ip = parse_ipv4(request).value();
  const auto icmp = parse_icmp(ip.payload).value();
  IcmpEcho echo = computed(std::get<IcmpEcho>(icmp.header));
  echo.type = IcmpType::echo_reply;
  return datagram(from, ip.header.source, message(echo, icmp.body));
}

// What a router says that drops a request whose time to live is used up.
inline Octets time_exceeded(Bytes request, std::size_t quoted = 28) {
  return datagram(router, us, message(IcmpTimeExceeded{}, first_at_most(request, quoted)));
}

class ExchangeTest : public testing::Test {
 protected:
  explicit ExchangeTest(const Exchange::Settings& settings = ExchangeTest::settings())
      : exchange_(settings) {}

  static Exchange::Settings settings() {
    Exchange::Settings settings;
    settings.keep_strays = true;
    return settings;
  }

  Request request(std::size_t octets = 32) {
    data_.assign(octets, 0x61);
    Request request;
    request.to = target;
    request.data = data_;
    request.timeout = std::chrono::seconds(1);
    return request;
  }

  static Exchange::Path path(std::uint32_t mtu = 1500) { return {us, mtu, false}; }

  // Prepared and sent at `at`.
  Ticket sent(const Request& request, Nanos at) {
    const Ticket ticket = exchange_.prepare(request, path()).value();
    exchange_.departed(ticket, at);
    return ticket;
  }
  Ticket sent(Nanos at = Nanos{}) { return sent(request(), at); }

  Octets sent_octets(Ticket ticket) const {
    const Bytes datagram = exchange_.outbound(ticket).datagram;
    return {datagram.begin(), datagram.end()};
  }

  Exchange exchange_;
  Octets data_;
};

}  // namespace icmpwire::test
