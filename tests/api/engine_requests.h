// Requests for tests of the engine, and whom they go to.
#pragma once

#include "icmp/request.h"

namespace icmpwire::test {

inline constexpr Ipv4Address silent = {{192, 18, 1, 1}};

inline Request request_to(Ipv4Address to, Nanos timeout = std::chrono::seconds(1)) {
  static const Octets data(32, 0x61);
  Request request;
  request.to = to;
  request.data = data;
  request.timeout = timeout;
  return request;
}

}  // namespace icmpwire::test
