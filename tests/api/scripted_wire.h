// A virtual wire whose answers a test writes as a function.
#pragma once

#include <functional>

#include "capture/virtual_wire.h"

namespace icmpwire::test {

class ScriptedWire : public VirtualWire {
 public:
  struct Reply {
    Nanos after{};  // the departure
    Octets datagram;
  };
  using Script = std::function<Result<std::vector<Reply>>(Bytes datagram)>;

  explicit ScriptedWire(Script script) : VirtualWire(Nanos{}), script_(std::move(script)) {}

  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>&) override {
    Route route;
    route.destination = to;
    route.next_hop = to;
    route.source = Ipv4Address{{10, 9, 1, 1}};
    route.mtu = 1500;
    route.kind = to == IpAddress(Ipv4Address{{10, 9, 1, 255}}) ? RouteKind::broadcast : RouteKind::unicast;
    return route;
  }

 protected:
  Result<void> transmit(Bytes datagram, const Route&, Nanos departure) override {
    auto replies = script_(datagram);
    if (!replies) return tl::unexpected(replies.error());
    for (Reply& reply : *replies) {
      Arrival arrival;
      arrival.at = departure + reply.after;
      arrival.octets = std::move(reply.datagram);
      deliver(std::move(arrival));
    }
    return {};
  }

 private:
  Script script_;
};

}  // namespace icmpwire::test
