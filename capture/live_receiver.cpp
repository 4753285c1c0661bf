#include "capture/live_receiver.h"

#include <iterator>

#include "capture/link.h"
#include "capture/live_frames.h"
#include "packet/ethernet.h"

namespace icmpwire {
namespace {

// For so long a busy ring is read without a look at anything else.
constexpr Nanos between_waits = std::chrono::milliseconds(1);

bool is_tagged(Bytes frame, LinkType link) {
  if (link != LinkType::ethernet) return false;
  const auto header = decode<EthernetHeader>(frame);
  return header && is_vlan(header->ether_type);
}

// Sent by the device itself: what another program sent, or the same seen on a device beneath.
bool is_from(Bytes frame, const LiveDevice& device) {
  if (device.link() != LinkType::ethernet || device.loopback()) return false;
  const auto header = decode<EthernetHeader>(frame);
  return header && header->source == device.address();
}

}  // namespace

Result<void> LiveReceiver::start() { return wait_set_.add(changes_.descriptor(), neighbours_tag); }

std::optional<Frame> LiveReceiver::receive(Nanos until) {
  if (coarse_now() - waited_at_ < between_waits) {
    if (auto frame = next()) return frame;
  }
  for (;;) {
    const bool woken = wait(until == forever ? forever : until - monotonic_now());
    if (auto frame = next()) return frame;
    if (woken || waited_at_ >= until) return std::nullopt;
  }
}

// An empty datagram is held until the address is known.
Result<MacAddress> LiveReceiver::link_address(const Route& route) {
  const auto known = sender_.destination({}, route);
  if (!known) return tl::unexpected(known.error());
  if (*known) return **known;
  std::deque<Event> passed;
  bool woken = false;
  for (asking_ = true; asking_;) {
    if (const auto frame = next()) {
      passed.push_back({Octets(frame->octets.begin(), frame->octets.end()), *frame});
    } else if (asking_) {
      woken = wait(forever) || woken;
    }
  }
  events_.insert(events_.begin(), std::make_move_iterator(passed.begin()),
                 std::make_move_iterator(passed.end()));
  if (woken) wait_set_.wake();
  if (asked_) return *asked_;
  return tl::unexpected(Failure("find the link address of", to_text(route.next_hop), Reason::host_unreachable,
                                "nobody on " + std::string(route.device.name.view()) + " has the address"));
}

// What leaves comes before what answers it.
std::optional<Frame> LiveReceiver::next() {
  if (auto event = next_event()) return event;
  for (; ready_next_ < ready_count_; ++ready_next_) {
    if (auto frame = read(ready_[ready_next_])) return frame;
    if (auto event = next_event()) return event;
  }
  return std::nullopt;
}

// Whether somebody interrupted.
bool LiveReceiver::wait(Nanos timeout) {
  std::array<std::uint32_t, 32> tags{};
  const std::size_t count = wait_set_.wait(timeout, tags);
  waited_at_ = monotonic_now();
  ready_count_ = ready_next_ = 0;
  bool woken = false;
  for (const std::uint32_t tag : std::span(tags).first(count)) {
    if (tag == WaitSet::woken) {
      woken = true;
    } else if (tag == WaitSet::alarmed) {
      release(resolver_.alarmed(waited_at_));
    } else if (tag == neighbours_tag) {
      heed_neighbours();
    } else {
      ready_[ready_count_++] = tag;
    }
  }
  return woken;
}

std::optional<Frame> LiveReceiver::read(std::uint32_t tag) {
  LiveDevices::Ring& ring = devices_.ring(tag);
  while (events_.empty()) {
    const auto packet = ring.packets->next();
    if (!packet) break;
    if (auto frame = frame_in(ring, *packet)) return frame;
  }
  if (ring.packets->has_failed() && ring.device->is_gone()) devices_.abandon(*ring.device);
  return std::nullopt;
}

std::optional<Frame> LiveReceiver::frame_in(LiveDevices::Ring& ring, const LiveRing::Packet& packet) {
  const LiveDevice& device = *ring.device;
  if (witness_ != nullptr) {
    if (const auto at = witness_->recognise(device.identity().index, packet.octets)) {
      Frame frame = stamped(ring, packet, *at);
      frame.direction = Direction::outbound;
      return frame;
    }
    if (is_from(packet.octets, device)) return std::nullopt;
  }
  const auto datagram_at = datagram_offset(packet.octets, device.link());
  const bool is_v4 = datagram_at && packet.octets[*datagram_at] >> 4 == 4;
  if (!is_v4 && device.resolves()) {
    if (const auto answer = read_neighbour_answer(packet.octets, device.identity().index)) {
      release(resolver_.answered(device.identity().index, *answer, monotonic_now()));
      if (devices_.view().also.empty()) return std::nullopt;
    }
  }
  if (!datagram_at) return std::nullopt;
  if (device.under_vlan() && is_tagged(packet.octets, device.link())) return std::nullopt;
  return stamped(ring, packet, *datagram_at);
}

Frame LiveReceiver::stamped(LiveDevices::Ring& ring, const LiveRing::Packet& packet,
                            std::uint32_t datagram_at) {
  ring.last_at = stamps_.to_wire_time(packet.stamp, ring.last_at, read_clocks());
  Frame frame;
  frame.octets = packet.octets;
  frame.link = ring.device->link();
  frame.datagram_at = datagram_at;
  frame.original_length = packet.original_length;
  frame.device = ring.device->identity();
  frame.at = ring.last_at;
  return frame;
}

std::optional<Frame> LiveReceiver::next_event() {
  if (events_.empty()) return std::nullopt;
  given_ = std::move(events_.front());
  events_.pop_front();
  given_.frame.octets = given_.octets;
  if (!events_.empty()) wait_set_.wake_observer();  // no ring tells of the others
  return given_.frame;
}

void LiveReceiver::heed_neighbours() {
  const bool complete = changes_.handle(
      [this](const SystemNeighbour& neighbour) { release(resolver_.changed(neighbour, waited_at_)); });
  if (!complete) release(resolver_.announcements_lost(waited_at_));
}

void LiveReceiver::release(const LiveResolver::Releases& releases) {
  for (const auto& [datagram, to] : releases) {
    if (datagram.octets.empty()) {
      asked_ = to;
      asking_ = false;
    } else if (to) {
      leave(datagram, *to);
    } else {
      report_unreachable(datagram);
    }
  }
}

void LiveReceiver::leave(const HeldDatagram& datagram, const MacAddress& to) {
  Event event;
  const auto frame = sender_.inject(datagram.octets, datagram.route, to, event.octets);
  if (!frame) return report_unreachable(datagram);
  if (witness_ != nullptr) return;  // a ring holds it
  event.frame = *frame;
  events_.push_back(std::move(event));
}

void LiveReceiver::report_unreachable(const HeldDatagram& datagram) {
  const auto error = unreachable(datagram.octets, datagram.route.source);
  const LiveDevice* device = devices_.find(datagram.route.device.index);
  if (!error || device == nullptr) return;
  Event event;
  const LinkAddresses ours{device->address(), device->address()};
  frame_datagram(*error, datagram.route.source.is_v4(), device->link(), ours, event.octets);
  event.frame.link = device->link();
  event.frame.datagram_at = static_cast<std::uint32_t>(event.octets.size() - error->size());
  event.frame.original_length = static_cast<std::uint32_t>(event.octets.size());
  event.frame.device = device->identity();
  event.frame.at = monotonic_now();
  event.frame.local = true;
  events_.push_back(std::move(event));
}

}  // namespace icmpwire
