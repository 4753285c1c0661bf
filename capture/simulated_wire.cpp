#include "capture/simulated_wire.h"

#include <algorithm>
#include <string>
#include <utility>

#include "capture/simulated_network.h"
#include "capture/spec_values.h"
#include "capture/virtual_wire.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

constexpr std::uint32_t most_octets = 65535;  // of a datagram, by the 16 bits of its total length
constexpr Ipv4Address loopback_address{{127, 0, 0, 1}};

class SimulatedWire final : public VirtualWire {
 public:
  SimulatedWire(Network network, std::size_t host, double speed)
      : VirtualWire(network.epoch, speed), network_(std::move(network), host) {}

  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override;
  bool has_neighbour(const IpAddress& address) override;

 private:
  Result<void> transmit(Bytes datagram, const Route& route, Nanos departure) override;
  Nanos next_event() const override { return network_.next_event(); }
  void run_next_event() override;

  std::size_t interface_count() const { return network_.host().interfaces.size(); }
  Device device(std::optional<std::size_t> interface) const;
  std::optional<std::size_t> own_link_of(Bytes datagram) const;
  static std::uint32_t zone_of(std::size_t interface) { return static_cast<std::uint32_t>(interface + 1); }
  std::uint32_t mtu_of(std::size_t interface, bool is_v4) const;
  std::optional<Path> find_path_to(const IpAddress& to) const;
  bool can_be_source(const IpAddress& from, const Path& path) const;
  IpAddress usual_source(const IpAddress& to, const Path& path) const;

  SimulatedNetwork network_;
};

Failure no_route(const IpAddress& to, Reason reason, std::string detail) {
  return Failure("find a route to", to_text(to), reason, std::move(detail));
}

Failure not_sent(Bytes datagram, Reason reason, std::string detail) {
  return Failure("send", "a datagram of " + std::to_string(datagram.size()) + " octets", reason,
                 std::move(detail));
}

Failure too_big(Bytes datagram, std::uint32_t mtu) {
  Failure failure = not_sent(datagram, Reason::too_big, "the link takes " + std::to_string(mtu));
  failure.mtu = mtu;
  return failure;
}

bool is_link_local(const IpAddress& address) { return !address.is_v4() && address.v6().is_link_local(); }

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

// nullopt: no interface has the number that the address's zone is.
std::optional<Path> SimulatedWire::find_path_to(const IpAddress& to) const {
  if (to.is_v4()) return find_path(network_.host(), to.v4());
  const bool has_zone = to.zone() != 0 && (to.needs_zone() || to.is_multicast());
  if (!has_zone) return find_path(network_.host(), to.v6(), std::nullopt);
  if (to.zone() > interface_count()) return std::nullopt;
  return find_path(network_.host(), to.v6(), to.zone() - 1);
}

bool SimulatedWire::can_be_source(const IpAddress& from, const Path& path) const {
  const NetworkNode& host = network_.host();
  const bool local = path.kind == PathKind::local;
  if (from.is_loopback()) return local;
  if (from.is_v4()) return host.owns(from.v4());
  if (!from.needs_zone() || local) return host.owns(from.v6());
  return from.is_same_host(IpAddress(host.interfaces[path.interface].link_local(), zone_of(path.interface)));
}

IpAddress SimulatedWire::usual_source(const IpAddress& to, const Path& path) const {
  const NetworkInterface& interface = network_.host().interfaces[path.interface];
  if (path.kind == PathKind::local) return to.is_v4() && to.is_loopback() ? loopback_address : to;
  if (to.is_v4()) return interface.address;
  return with_zone(source_on(interface, to.v6()), zone_of(path.interface));
}

Result<Route> SimulatedWire::route(const IpAddress& to, const std::optional<IpAddress>& from) {
  const NetworkNode& host = network_.host();
  if (from && from->is_v4() != to.is_v4()) {
    return tl::unexpected(no_route(to, Reason::unsupported, "from an address of another IP version"));
  }
  const std::optional<Path> path = find_path_to(to);
  if (!path) return tl::unexpected(no_route(to, Reason::no_such_device, host.name + " has no such zone"));
  if (path->kind == PathKind::unreachable || path->kind == PathKind::discarded) {
    const bool wants_zone = to.needs_zone() && to.zone() == 0;
    return tl::unexpected(
        no_route(to, Reason::no_route,
                 wants_zone ? "it needs a zone, as in " + to_text(to) + "%1" : host.name + " has none"));
  }
  if (from && !can_be_source(*from, *path)) {
    return tl::unexpected(
        no_route(to, Reason::source_not_ours, to_text(*from) + " is not an address of " + host.name));
  }
  const bool local = path->kind == PathKind::local;
  Route route;
  route.destination = to;
  route.next_hop = with_zone(path->next_hop, zone_of(path->interface));
  route.kind = kind_of(path->kind);
  route.device = device(local && !is_link_local(to) ? std::nullopt : std::optional(path->interface));
  route.mtu = local ? most_octets : mtu_of(path->interface, to.is_v4());
  route.source = from.value_or(usual_source(to, *path));
  return route;
}

bool SimulatedWire::has_neighbour(const IpAddress& address) {
  const std::optional<Path> path = find_path_to(address);
  return path && path->kind == PathKind::unicast && path->on_link && network_.has_owner(address);
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
  const std::uint32_t mtu = mtu_of(interface, route.destination.is_v4());
  if (datagram.size() > mtu) return tl::unexpected(too_big(datagram, mtu));
  const bool to_one = route.kind == RouteKind::unicast;
  network_.send(datagram, interface, to_one ? std::optional(route.next_hop) : std::nullopt, departure);
  return {};
}

void SimulatedWire::run_next_event() {
  std::optional<SimulatedNetwork::Seen> seen = network_.run_next_event();
  if (!seen) return;
  Arrival arrival;
  arrival.at = seen->at;
  arrival.octets = std::move(seen->datagram);
  arrival.device = device(seen->interface ? seen->interface : own_link_of(arrival.octets));
  arrival.local = seen->local;
  deliver(std::move(arrival));
}

std::uint32_t SimulatedWire::mtu_of(std::size_t interface, bool is_v4) const {
  const NetworkInterface& outgoing = network_.host().interfaces[interface];
  return is_v4 ? outgoing.mtu : outgoing.ipv6_mtu();
}

// Of a datagram from the host to itself: the interface of the link-local address that it is for, since that
// is its zone although no link carried it.
std::optional<std::size_t> SimulatedWire::own_link_of(Bytes datagram) const {
  const auto header = decode<Ipv6Header>(datagram);
  if (!header || header->version != 6 || !header->destination.is_link_local()) return std::nullopt;
  return find_path(network_.host(), header->destination, std::nullopt).interface;
}

// Interfaces count from 1, the loopback behind them.
Device SimulatedWire::device(std::optional<std::size_t> interface) const {
  if (!interface) return {static_cast<std::uint32_t>(interface_count() + 1), DeviceName("lo")};
  return {zone_of(*interface), DeviceName("sim" + std::to_string(*interface))};
}

}  // namespace

std::unique_ptr<Wire> simulate(Network network, std::string_view host, double speed) {
  const auto node = std::find_if(network.nodes.begin(), network.nodes.end(),
                                 [&](const NetworkNode& each) { return each.name == host; });
  const auto index = static_cast<std::size_t>(node - network.nodes.begin());
  return std::make_unique<SimulatedWire>(std::move(network), index, speed);
}

Result<std::unique_ptr<Wire>> open_simulated_wire(WireSpec spec) {
  const Result<double> speed = take_speed(spec);
  if (!speed) return tl::unexpected(speed.error());
  if (Result<void> known = spec.refuse_unknown_keys(); !known) return tl::unexpected(known.error());
  if (!spec.name.empty()) {
    return tl::unexpected(Failure("open the network", spec.name, Reason::unsupported,
                                  "networks from files are not served yet", {}, "sim, the built-in network"));
  }
  return simulate(built_in_network(), built_in_host, *speed);
}

}  // namespace icmpwire
