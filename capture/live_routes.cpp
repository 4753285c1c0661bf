#include "capture/live_routes.h"

#include <algorithm>
#include <set>

namespace icmpwire {
namespace {

constexpr std::size_t most_kept = 65536;

// The kernel announces changes of its tables, but neither redirects nor the end of what it learned from them.
constexpr Nanos lifetime = std::chrono::seconds(1);
constexpr Nanos between_looks = std::chrono::milliseconds(1);
constexpr Nanos settling = std::chrono::milliseconds(10);

tl::unexpected<Failure> cannot_route(const IpAddress& to, Reason reason, std::string detail,
                                     std::string instead = {}) {
  return tl::unexpected(
      Failure("find a route to", to_text(to), reason, std::move(detail), {}, std::move(instead)));
}

tl::unexpected<Failure> not_ours(const IpAddress& to, const IpAddress& from) {
  return cannot_route(to, Reason::source_not_ours,
                      "the source " + to_text(from) + " is no address of this machine");
}

tl::unexpected<Failure> device_down(const NetworkDevice& device) {
  return tl::unexpected(Failure("send over", device.name, Reason::device_down,
                                device.up ? "the device has no carrier" : "the device is down",
                                device.up ? "needs its cable, or the other end of its link, to be up" : "",
                                device.up ? "" : "sudo ip link set " + device.name + " up"));
}

std::uint64_t digest(const IpAddress& address) {
  if (address.is_v4()) return address.v4().value();
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
  std::uint64_t sum = address.zone();
  for (std::size_t at = 0; at < 16; at += 4) sum = sum * odd + read_u32(address.octets(), at);
  return sum;
}

std::uint32_t link_mtu_of(const SystemRoute& route, const NetworkDevice& device) {
  const bool has_own = !route.next_hop.is_v4() && device.ipv6_mtu != 0;
  return has_own ? std::min(device.mtu, device.ipv6_mtu) : device.mtu;
}

}  // namespace

std::size_t LiveRoutes::Hash::operator()(const Key& key) const {
  return static_cast<std::size_t>(digest(key.to) << 32 ^ digest(key.to) >> 32 ^ digest(key.from));
}

std::optional<Route> LiveRoutes::known(const IpAddress& to, const std::optional<IpAddress>& from, Nanos now) {
  const std::lock_guard lock(mutex_);
  if (now - looked_at_ >= between_looks) {
    looked_at_ = now;
    heed_changes();
  }
  const auto found = kept_.find({to, from.value_or(IpAddress())});
  if (found == kept_.end() || found->second.until <= now) return std::nullopt;
  return found->second.route;
}

void LiveRoutes::keep(const IpAddress& to, const std::optional<IpAddress>& from, const Found& found,
                      Nanos now) {
  const std::lock_guard lock(mutex_);
  heed_changes();
  if (found.generation != generation_ || now < settled_at_) return;
  if (kept_.size() >= most_kept) kept_.clear();
  kept_.insert_or_assign({to, from.value_or(IpAddress())}, Kept{found.route, now + lifetime});
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

void LiveRoutes::mtu_changed(Nanos now) {
  forget();
  const std::lock_guard lock(mutex_);
  settled_at_ = now + settling;
}

std::uint64_t LiveRoutes::generation() {
  const std::lock_guard lock(mutex_);
  return generation_;
}

Result<LiveRoutes::Found> LiveRoutes::look_up(const IpAddress& to, const std::optional<IpAddress>& from) {
  const std::uint64_t generation = this->generation();
  const auto question = placed(to, from);
  if (!question) return tl::unexpected(question.error());
  const auto route = ask(*question);
  if (!route) return tl::unexpected(route.error());
  auto device = tables_.device(route->device);
  if (!device) return cannot_route(to, Reason::no_such_device, "the device of its route has gone");
  if (!device->up || !device->carrier) return device_down(*device);
  if (!to.is_v4() && route->source.is_unspecified()) {
    return cannot_route(to, Reason::no_route, "no IPv6 address of " + device->name + " can be its source",
                        "sudo ip -6 address add ADDRESS/64 dev " + device->name);
  }
  Route found;
  found.destination = question->to;
  found.source = route->source;
  found.next_hop = route->next_hop;
  found.link_mtu = link_mtu_of(*route, *device);
  found.mtu = route->mtu != 0 ? std::min(found.link_mtu, route->mtu) : found.link_mtu;
  found.device = {device->index, DeviceName(device->name)};
  found.kind = route->kind;
  return Found{found, std::move(*device), generation};
}

Result<LiveRoutes::Question> LiveRoutes::placed(const IpAddress& to, const std::optional<IpAddress>& from) {
  if (from && from->is_v4() != to.is_v4()) return not_ours(to, *from);
  const auto device = limiting_device(to);
  if (!device) return tl::unexpected(device.error());
  Question question{to, from, *device};
  if (to.is_v4()) {
    if (from && !tables_.is_ours(*from)) return not_ours(to, *from);
    return question;
  }
  question.to = without_zone(to);
  if (to.needs_zone() || (to.is_multicast() && to.zone() != 0)) {
    const auto zone = zone_of(to, from, *device);
    if (!zone) return tl::unexpected(zone.error());
    question.to = {to.v6(), *zone};
  }
  if (from) {
    const std::uint32_t zone = from->zone() != 0 ? from->zone() : question.to.zone();
    question.from = {from->v6(), from->needs_zone() ? zone : 0};
    if (!tables_.is_ours(*question.from)) return not_ours(to, *from);
  }
  return question;
}

// 0 where the wire is not limited.
Result<std::uint32_t> LiveRoutes::limiting_device(const IpAddress& to) {
  if (limits_.device.empty()) return 0U;
  const auto device = tables_.device(limits_.device);
  if (!device) return cannot_route(to, Reason::no_such_device, "the device " + limits_.device + " has gone");
  if (!device->up || !device->carrier) return device_down(*device);
  // The kernel would look for somebody else with our address behind the device.
  if (!device->loopback && tables_.is_ours(to)) {
    return cannot_route(to, Reason::no_route,
                        "it is an address of this machine, which is not reached over " + limits_.device,
                        "--wire live");
  }
  return device->index;
}

Result<std::uint32_t> LiveRoutes::zone_of(const IpAddress& to, const std::optional<IpAddress>& from,
                                          std::uint32_t device) {
  std::uint32_t zone = to.zone();
  if (zone == 0 && from && from->needs_zone()) zone = from->zone();
  if (zone == 0) zone = device;
  if (zone == 0) return only_zone(to);
  if (device != 0 && zone != device) {
    return cannot_route(to, Reason::no_route, "its zone is not that of " + limits_.device, "--wire live");
  }
  const auto link = tables_.device(zone);
  if (!link) return cannot_route(to, Reason::no_such_device, "no device has the number of its zone");
  if (!link->up || !link->carrier) return device_down(*link);
  return zone;
}

Result<std::uint32_t> LiveRoutes::only_zone(const IpAddress& to) {
  std::set<std::uint32_t> zones;
  std::string choices;
  for (const DeviceAddress& own : tables_.addresses()) {
    if (!own.address.needs_zone() || !zones.insert(own.device).second) continue;
    choices += (choices.empty() ? "" : " | ") + to_text(IpAddress(to.v6(), own.device));
  }
  if (zones.size() == 1) return *zones.begin();
  if (zones.empty()) return cannot_route(to, Reason::no_route, "no device has a link-local address");
  return cannot_route(to, Reason::no_route, "such addresses are on several links: it needs a zone", choices);
}

Result<SystemRoute> LiveRoutes::ask(const Question& question) {
  if (limits_.gateway && limits_.gateway->is_v4() == question.to.is_v4()) return through_gateway(question);
  return tables_.route(question.to, question.from, question.device);
}

Result<SystemRoute> LiveRoutes::through_gateway(const Question& question) {
  auto direct = tables_.route(question.to, question.from, question.device);
  if (direct && (direct->kind != RouteKind::unicast || question.to.needs_zone())) return direct;
  const auto gateway = placed(*limits_.gateway, std::nullopt);
  if (!gateway) return tl::unexpected(gateway.error());
  auto hop = tables_.route(gateway->to, question.from, question.device);
  if (!hop) return hop;
  if (hop->kind != RouteKind::unicast || hop->next_hop != gateway->to) {
    return cannot_route(question.to, Reason::no_route,
                        "the gateway " + to_text(gateway->to) + " is not on a link of this machine");
  }
  if (!question.from && hop->source.needs_zone()) hop->source = routable_source(*hop);
  return hop;
}

// Routers forward nothing that comes from a link-local address (RFC 4291 2.5.6).
IpAddress LiveRoutes::routable_source(const SystemRoute& hop) {
  for (const DeviceAddress& own : tables_.addresses()) {
    if (own.device == hop.device && !own.address.is_v4() && !own.address.needs_zone()) return own.address;
  }
  return hop.source;
}

}  // namespace icmpwire
