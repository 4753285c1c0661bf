#include "capture/live_wire.h"

#include <thread>

#include "capture/live_clock.h"
#include "capture/live_devices.h"
#include "capture/live_frames.h"
#include "capture/live_receiver.h"
#include "capture/live_resolver.h"
#include "capture/live_routes.h"
#include "capture/live_sender.h"
#include "capture/live_witness.h"
#include "capture/system/network_tables.h"
#include "capture/system/wait_set.h"

namespace icmpwire {
namespace {

// What the system gives a live wire.
struct Parts {
  std::unique_ptr<NetworkTables> tables;
  RouteChanges route_changes;
  NeighbourChanges neighbour_changes;
  WaitSet wait_set;
  std::unique_ptr<LiveWitness> witness;  // nullptr: none
};

// What a specification asks for.
struct LiveSpec {
  LiveLimits limits;
  LiveView view;
};

class LiveWire final : public Wire {
 public:
  LiveWire(Parts parts, LiveSpec spec)
      : tables_(std::move(parts.tables)),
        wait_set_(std::move(parts.wait_set)),
        witness_(std::move(parts.witness)),
        devices_(wait_set_, std::move(spec.view)),
        routes_(*tables_, std::move(parts.route_changes), std::move(spec.limits)),
        resolver_(*tables_, devices_, wait_set_),
        sender_(devices_, resolver_, witness_.get()),
        receiver_(wait_set_, devices_, resolver_, sender_, witness_.get(),
                  std::move(parts.neighbour_changes)) {
    const ClockReading now = read_clocks();
    epoch_ = now.wall - now.monotonic;
  }

  // Closing a packet socket waits for the kernel: the witness's does so beside those of the devices.
  ~LiveWire() override {
    if (witness_) closing_ = std::jthread([witness = std::move(witness_)]() mutable { witness.reset(); });
  }

  Result<void> start() { return receiver_.start(); }

  Nanos now() override { return monotonic_now(); }
  Result<Route> route(const IpAddress& to, const std::optional<IpAddress>& from) override;
  Result<Sent> send(Bytes datagram, const Route& route) override;
  Result<Sent> send_frame(const Frame& frame, const Route& route) override;
  Result<Frame> framed(Bytes datagram, const Route& route) override;
  Result<std::optional<Frame>> receive(Nanos until) override;
  void interrupt() override { wait_set_.wake(); }
  void unanswered(Nanos departure) override { resolver_.unanswered(departure); }
  std::uint64_t dropped() override { return devices_.dropped(); }
  Nanos epoch() override { return epoch_; }
  int descriptor() override { return wait_set_.descriptor(); }

 private:
  std::jthread closing_;  // outlives the devices
  std::unique_ptr<NetworkTables> tables_;
  WaitSet wait_set_;
  std::unique_ptr<LiveWitness> witness_;
  LiveDevices devices_;
  LiveRoutes routes_;
  LiveResolver resolver_;
  LiveSender sender_;
  LiveReceiver receiver_;
  Nanos epoch_{};
};

Result<Route> LiveWire::route(const IpAddress& to, const std::optional<IpAddress>& from) {
  const std::optional<IpAddress> source = from && !from->is_unspecified() ? from : std::nullopt;
  if (const auto known = routes_.known(to, source, coarse_now())) return *known;
  auto found = routes_.look_up(to, source);
  if (!found) return tl::unexpected(std::move(found).error());
  if (found->route.kind == RouteKind::local) {
    if (auto ready = sender_.prepare_local(); !ready) return tl::unexpected(std::move(ready).error());
  }
  if (auto opened = devices_.open(found->device); !opened) return tl::unexpected(std::move(opened).error());
  routes_.keep(to, source, *found, coarse_now());
  return found->route;
}

Result<Sent> LiveWire::send(Bytes datagram, const Route& route) {
  auto sent = sender_.send(datagram, route);
  if (!sent) routes_.forget();
  return sent;
}

Result<Sent> LiveWire::send_frame(const Frame& frame, const Route& route) {
  auto sent = sender_.send_frame(frame, route);
  if (!sent) routes_.forget();
  return sent;
}

Result<Frame> LiveWire::framed(Bytes datagram, const Route& route) {
  const auto to = receiver_.link_address(route);
  if (!to) return tl::unexpected(to.error());
  auto frame = sender_.framed(datagram, route, *to, LiveSender::sent_octets());
  if (frame) frame->at = now();
  return frame;
}

Result<std::optional<Frame>> LiveWire::receive(Nanos until) {
  auto frame = receiver_.receive(until);
  if (frame && tells_mtu(frame->datagram())) routes_.mtu_changed(coarse_now());
  return frame;
}

std::string names_of(const std::vector<NetworkDevice>& devices) {
  std::string names;
  for (const NetworkDevice& device : devices) names += (names.empty() ? "" : " | ") + ("live:" + device.name);
  return names;
}

Result<void> check_device(NetworkTables& tables, const std::string& name) {
  if (name.empty() || tables.device(name)) return {};
  const bool cooked = name == "any";
  return tl::unexpected(
      Failure("open for capture", name, cooked ? Reason::device_cannot_inject : Reason::no_such_device,
              cooked ? "it captures from all devices, but cannot inject" : "there is no such device", {},
              cooked ? "live" : names_of(tables.devices())));
}

tl::unexpected<Failure> bad_key(std::string_view key, const std::string& value, std::string detail) {
  return tl::unexpected(Failure("open the wire", "live?" + std::string(key) + "=" + value, Reason::bad_spec,
                                std::move(detail)));
}

Result<LiveSpec> read_live_spec(WireSpec& spec) {
  LiveSpec live;
  LiveLimits& limits = live.limits;
  limits.device = spec.name;
  if (const auto gateway = spec.take("gateway")) {
    if (const auto v4 = parse_ipv4_address(*gateway)) limits.gateway = *v4;
    if (const auto v6 = parse_ipv6_address(*gateway)) limits.gateway = *v6;
    if (!limits.gateway) {
      return bad_key("gateway", *gateway,
                     "the gateway is an IPv4 or IPv6 address; a link-local one lies on the wire's device");
    }
  }
  if (const auto witness = spec.take("witness")) {
    live.view.departures = *witness == "on";
    if (*witness != "on" && *witness != "off") return bad_key("witness", *witness, "a witness is on or off");
  }
  if (const auto also = spec.take("also")) live.view.also = *also;
  if (auto known = spec.refuse_unknown_keys(); !known) return tl::unexpected(std::move(known).error());
  return live;
}

Result<Parts> open_parts(bool with_witness) {
  auto tables = NetworkTables::open();
  if (!tables) return tl::unexpected(std::move(tables).error());
  auto routes = RouteChanges::open();
  if (!routes) return tl::unexpected(std::move(routes).error());
  auto neighbours = NeighbourChanges::open();
  if (!neighbours) return tl::unexpected(std::move(neighbours).error());
  auto wait_set = WaitSet::open();
  if (!wait_set) return tl::unexpected(std::move(wait_set).error());
  Parts parts{std::move(*tables), std::move(*routes), std::move(*neighbours), std::move(*wait_set), nullptr};
  if (!with_witness) return parts;
  auto witness = LiveWitness::open();
  if (!witness) {
    witness.error().instead = "live?witness=off";
    return tl::unexpected(std::move(witness).error());
  }
  parts.witness = std::move(*witness);
  return parts;
}

}  // namespace

Result<std::unique_ptr<Wire>> open_live_wire(WireSpec spec) {
  auto live = read_live_spec(spec);
  if (!live) return tl::unexpected(std::move(live).error());
  auto parts = open_parts(live->view.departures);
  if (!parts) return tl::unexpected(std::move(parts).error());
  if (auto there = check_device(*parts->tables, live->limits.device); !there) {
    return tl::unexpected(std::move(there).error());
  }
  auto wire = std::make_unique<LiveWire>(std::move(*parts), std::move(*live));
  if (auto started = wire->start(); !started) return tl::unexpected(std::move(started).error());
  return wire;
}

}  // namespace icmpwire
