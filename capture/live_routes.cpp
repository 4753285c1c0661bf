#include "capture/live_routes.h"

#include <algorithm>

namespace icmpwire {
namespace {

constexpr std::size_t most_kept = 65536;

// The kernel announces changes of its tables, but neither redirects nor the end of what it learned from them.
constexpr Nanos lifetime = std::chrono::seconds(1);
constexpr Nanos between_looks = std::chrono::milliseconds(1);

std::uint64_t key_of(const Ipv4Address& to, const std::optional<Ipv4Address>& from) {
  return std::uint64_t{to.value()} << 32 | (from ? from->value() : 0);
}

tl::unexpected<Failure> cannot_route(const Ipv4Address& to, Reason reason, std::string detail,
                                     std::string instead = {}) {
  Failure failure;
  failure.operation = "find a route to";
  failure.object = to_text(to);
  failure.reason = reason;
  failure.detail = std::move(detail);
  failure.instead = std::move(instead);
  return tl::unexpected(std::move(failure));
}

tl::unexpected<Failure> device_down(const NetworkDevice& device) {
  Failure failure;
  failure.operation = "send over";
  failure.object = device.name;
  failure.reason = Reason::device_down;
  failure.detail = device.up ? "the device has no carrier" : "the device is down";
  failure.needs = device.up ? "needs its cable, or the other end of its link, to be up" : "";
  failure.instead = device.up ? "" : "sudo ip link set " + device.name + " up";
  return tl::unexpected(std::move(failure));
}

}  // namespace

std::optional<Route> LiveRoutes::known(const Ipv4Address& to, const std::optional<Ipv4Address>& from,
                                       Nanos now) {
  const std::lock_guard lock(mutex_);
  if (now - looked_at_ >= between_looks) {
    looked_at_ = now;
    heed_changes();
  }
  const auto found = kept_.find(key_of(to, from));
  if (found == kept_.end() || found->second.until <= now) return std::nullopt;
  return found->second.route;
}

void LiveRoutes::keep(const Ipv4Address& to, const std::optional<Ipv4Address>& from, const Found& found,
                      Nanos now) {
  const std::lock_guard lock(mutex_);
  heed_changes();
  if (found.generation != generation_) return;
  if (kept_.size() >= most_kept) kept_.clear();
  kept_.insert_or_assign(key_of(to, from), Kept{found.route, now + lifetime});
}

void LiveRoutes::heed_changes() {
  if (!changes_.any()) return;
  ++generation_;
  kept_.clear();
}

void LiveRoutes::forget() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  kept_.clear();
}

std::uint64_t LiveRoutes::generation() {
  const std::lock_guard lock(mutex_);
  return generation_;
}

Result<LiveRoutes::Found> LiveRoutes::look_up(const Ipv4Address& to, const std::optional<Ipv4Address>& from) {
  const std::uint64_t generation = this->generation();
  if (from && !tables_.is_ours(*from)) {
    return cannot_route(to, Reason::source_not_ours,
                        "the source " + to_text(*from) + " is no address of this machine");
  }
  const auto route = ask(to, from);
  if (!route) return tl::unexpected(route.error());
  auto device = tables_.device(route->device);
  if (!device) return cannot_route(to, Reason::no_such_device, "the device of its route has gone");
  if (!device->up || !device->carrier) return device_down(*device);

  Route found;
  found.destination = to;
  found.source = route->source;
  found.next_hop = route->next_hop;
  found.mtu = route->mtu != 0 ? std::min(route->mtu, device->mtu) : device->mtu;
  found.device = {device->index, DeviceName(device->name)};
  found.kind = route->kind;
  return Found{found, std::move(*device), generation};
}

Result<SystemRoute> LiveRoutes::ask(const Ipv4Address& to, const std::optional<Ipv4Address>& from) {
  std::uint32_t only = 0;
  if (!limits_.device.empty()) {
    const auto device = tables_.device(limits_.device);
    if (!device)
      return cannot_route(to, Reason::no_such_device, "the device " + limits_.device + " has gone");
    if (!device->up || !device->carrier) return device_down(*device);
    // The kernel would look for somebody else with our address behind the device.
    if (!device->loopback && tables_.is_ours(to)) {
      return cannot_route(to, Reason::no_route,
                          "it is an address of this machine, which is not reached over " + limits_.device,
                          "--wire live");
    }
    only = device->index;
  }
  if (limits_.gateway) return through_gateway(to, from, only);
  return tables_.route(to, from, only);
}

Result<SystemRoute> LiveRoutes::through_gateway(const Ipv4Address& to, const std::optional<Ipv4Address>& from,
                                                std::uint32_t device) {
  auto direct = tables_.route(to, from, device);
  if (direct && direct->kind != RouteKind::unicast) return direct;
  auto hop = tables_.route(*limits_.gateway, from, device);
  if (!hop) return hop;
  if (hop->kind != RouteKind::unicast || hop->next_hop != *limits_.gateway) {
    return cannot_route(to, Reason::no_route,
                        "the gateway " + to_text(*limits_.gateway) + " is not on a link of this machine");
  }
  return hop;
}

}  // namespace icmpwire
