#include "capture/simulated_wire.h"

#include <algorithm>
#include <string>
#include <utility>

#include "capture/simulated_network.h"
#include "capture/virtual_wire.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t most_octets = 65535;  // of a datagram, by the 16 bits of its total length
constexpr Ipv4Address loopback_address{{127, 0, 0, 1}};

class SimulatedWire final : public VirtualWire {
 public:
  SimulatedWire(Network network, std::size_t host)
      : VirtualWire(network.epoch), network_(std::move(network), host) {}

  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override;

 private:
  Result<void> transmit(Bytes datagram, const Route& route, Nanos departure) override;
  Nanos next_event() const override { return network_.next_event(); }
  void run_next_event() override;

  std::size_t interface_count() const { return network_.host().interfaces.size(); }
  Device device(std::optional<std::size_t> interface) const;

  SimulatedNetwork network_;
};

Failure no_route(const IpAddress& to, Reason reason, std::string detail) {
  Failure failure;
  failure.operation = "find a route to";
  failure.object = to_text(to);
  failure.reason = reason;
  failure.detail = std::move(detail);
  return failure;
}

Failure not_sent(Bytes datagram, Reason reason, std::string detail) {
  Failure failure;
  failure.operation = "send";
  failure.object = "a datagram of " + std::to_string(datagram.size()) + " octets";
  failure.reason = reason;
  failure.detail = std::move(detail);
  return failure;
}

Failure too_big(Bytes datagram, std::uint32_t mtu) {
  Failure failure = not_sent(datagram, Reason::too_big, "the link takes " + std::to_string(mtu));
  failure.mtu = mtu;
  return failure;
}

RouteKind kind_of(PathKind path) {
  switch (path) {
    case PathKind::local:
      return RouteKind::local;
    case PathKind::broadcast:
      return RouteKind::broadcast;
    case PathKind::multicast:
      return RouteKind::multicast;
    default:
      return RouteKind::unicast;
  }
}

Result<Route> SimulatedWire::route(const IpAddress& to, const std::optional<IpAddress>& from) {
  if (!to.is_v4() || (from && !from->is_v4())) {
    return tl::unexpected(no_route(to, Reason::unsupported, "the simulated network has IPv4 only"));
  }
  const NetworkNode& host = network_.host();
  const Path path = find_path(host, to.v4());
  if (path.kind == PathKind::unreachable || path.kind == PathKind::discarded) {
    return tl::unexpected(no_route(to, Reason::no_route, host.name + " has none"));
  }
  const bool local = path.kind == PathKind::local;
  if (from && (!host.owns(from->v4()) || (from->v4().is_loopback() && !local))) {
    return tl::unexpected(
        no_route(to, Reason::source_not_ours, to_text(*from) + " is not an address of " + host.name));
  }
  Route route;
  route.destination = to;
  route.next_hop = path.next_hop;
  route.kind = kind_of(path.kind);
  route.device = device(local ? std::nullopt : std::optional(path.interface));
  route.mtu = local ? most_octets : host.interfaces[path.interface].mtu;
  const Ipv4Address source = to.v4().is_loopback() ? loopback_address
                             : local               ? to.v4()
                                                   : host.interfaces[path.interface].address;
  route.source = from.value_or(source);
  return route;
}

Result<void> SimulatedWire::transmit(Bytes datagram, const Route& route, Nanos departure) {
  if (route.kind == RouteKind::local) {
    if (datagram.size() > most_octets) return tl::unexpected(too_big(datagram, most_octets));
    network_.send_to_itself(datagram, departure);
    return {};
  }
  if (route.device.index == 0 || route.device.index > interface_count()) {
    return tl::unexpected(not_sent(datagram, Reason::no_such_device, "the route is not of this wire"));
  }
  const std::size_t interface = route.device.index - 1;
  const std::uint32_t mtu = network_.host().interfaces[interface].mtu;
  if (datagram.size() > mtu) return tl::unexpected(too_big(datagram, mtu));
  const bool to_one = route.kind == RouteKind::unicast;
  network_.send(datagram, interface, to_one ? std::optional(route.next_hop.v4()) : std::nullopt, departure);
  return {};
}

void SimulatedWire::run_next_event() {
  std::optional<SimulatedNetwork::Seen> seen = network_.run_next_event();
  if (!seen) return;
  Arrival arrival;
  arrival.at = seen->at;
  arrival.octets = std::move(seen->datagram);
  arrival.device = device(seen->interface);
  arrival.local = seen->local;
  deliver(std::move(arrival));
}

// Interfaces count from 1, the loopback behind them.
Device SimulatedWire::device(std::optional<std::size_t> interface) const {
  if (!interface) return {static_cast<std::uint32_t>(interface_count() + 1), DeviceName("lo")};
  return {static_cast<std::uint32_t>(*interface + 1), DeviceName("sim" + std::to_string(*interface))};
}

}  // namespace

std::unique_ptr<Wire> simulate(Network network, std::string_view host) {
  const auto node = std::find_if(network.nodes.begin(), network.nodes.end(),
                                 [&](const NetworkNode& each) { return each.name == host; });
  const auto index = static_cast<std::size_t>(node - network.nodes.begin());
  return std::make_unique<SimulatedWire>(std::move(network), index);
}

Result<std::unique_ptr<Wire>> open_simulated_wire(const WireSpec& spec) {
  if (Result<void> known = spec.refuse_unknown_keys(); !known) return tl::unexpected(known.error());
  if (!spec.name.empty()) {
    Failure failure;
    failure.operation = "open the network";
    failure.object = spec.name;
    failure.reason = Reason::unsupported;
    failure.detail = "networks from files are not served yet";
    failure.instead = "sim, the built-in network";
    return tl::unexpected(std::move(failure));
  }
  return simulate(built_in_network(), built_in_host);
}

}  // namespace icmpwire
