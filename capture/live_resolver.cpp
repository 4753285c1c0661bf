#include "capture/live_resolver.h"

#include <iterator>

namespace icmpwire {
namespace {

LiveResolver::Releases release(std::vector<HeldDatagram> datagrams, const std::optional<MacAddress>& to) {
  LiveResolver::Releases releases;
  for (HeldDatagram& datagram : datagrams) releases.push_back({std::move(datagram), to});
  return releases;
}

void append(LiveResolver::Releases& all, LiveResolver::Releases more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

Result<std::optional<MacAddress>> LiveResolver::find_or_hold(Bytes datagram, const Route& route, Nanos now) {
  const Key key{route.device.index, route.next_hop};
  const std::lock_guard lock(mutex_);
  if (const auto address = neighbours_.fresh(key, now)) return address;
  if (!neighbours_.holds(key)) {
    const SystemNeighbour known = tables_.neighbour(key.device, key.address);
    const auto address = neighbours_.consider(known, now);
    if (known.state != NeighbourState::reachable) ask_for(known, route.source, now);
    if (address) return address;
  }
  if (neighbours_.hold(key, {Octets(datagram.begin(), datagram.end()), route})) return std::nullopt;
  return tl::unexpected(Failure("send to", to_text(route.destination), Reason::no_resources,
                                "too many datagrams wait for the link address of " + to_text(key.address)));
}

// Where the kernel has an address it asks only after some seconds of use (RFC 4861 7.3.3): too late for us.
void LiveResolver::ask_for(const SystemNeighbour& known, const IpAddress& from, Nanos now) {
  const Key key{known.device, known.address};
  const bool kernel_would = kernel_asks_ && known.state != NeighbourState::unconfirmed;
  if (kernel_would) kernel_asks_ = tables_.resolve(key.device, key.address);
  if (kernel_would && kernel_asks_) {
    neighbours_.kernel_asks(key, now);
  } else {
    neighbours_.we_ask(key, from, now);
  }
  set_alarm();
}

LiveResolver::Releases LiveResolver::changed(const SystemNeighbour& neighbour, Nanos now) {
  const std::lock_guard lock(mutex_);
  return review({neighbour.device, neighbour.address}, now);
}

// An announcement may be older than what has been asked for since; the table is not.
LiveResolver::Releases LiveResolver::review(const Key& key, Nanos now) {
  if (!neighbours_.knows(key)) return {};
  const SystemNeighbour known = tables_.neighbour(key.device, key.address);
  if (known.state == NeighbourState::failed) return release(neighbours_.unresolved(key), std::nullopt);
  if (const auto address = neighbours_.consider(known, now)) {
    return release(neighbours_.resolved(key, *address, now), address);
  }
  neighbours_.forget_address(key);
  return {};
}

LiveResolver::Releases LiveResolver::answered(std::uint32_t device, const NeighbourAnswer& answer,
                                              Nanos now) {
  const Key key{device, answer.address};
  const std::lock_guard lock(mutex_);
  const auto address = neighbours_.claimed(key, answer);
  if (!address) return {};
  auto releases = release(neighbours_.resolved(key, *address, now), address);
  set_alarm();
  return releases;
}

LiveResolver::Releases LiveResolver::announcements_lost(Nanos now) {
  const std::lock_guard lock(mutex_);
  Releases releases;
  for (const Key& key : neighbours_.waiting()) append(releases, review(key, now));
  return releases;
}

LiveResolver::Releases LiveResolver::alarmed(Nanos now) {
  LiveNeighbours::Due due;
  {
    const std::lock_guard lock(mutex_);
    due = neighbours_.due(now);
    set_alarm();
  }
  for (const auto& question : due.questions) ask(question);
  return release(std::move(due.unreachable), std::nullopt);
}

void LiveResolver::ask(const LiveNeighbours::Question& question) {
  LiveDevice* device = devices_.find(question.key.device);
  if (device == nullptr) return;
  // Where it cannot be sent nobody answers either, and that is noticed.
  device->inject(neighbour_question(question.key.address, question.from, device->address(), question.to));
}

void LiveResolver::unanswered(Nanos departure) {
  const std::lock_guard lock(mutex_);
  neighbours_.unanswered(departure);
}

void LiveResolver::set_alarm() { wait_set_.set_alarm(neighbours_.next_due()); }

}  // namespace icmpwire
