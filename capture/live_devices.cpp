#include "capture/live_devices.h"

#include <algorithm>
#include <utility>

namespace icmpwire {
namespace {

constexpr std::uint32_t mebioctet = 1U << 20;
constexpr std::uint32_t usual_frame = 2048;  // what a slot of a ring is good for
constexpr std::uint32_t link_octets = 18;  // Ethernet with a VLAN tag, longer than any other link header here
constexpr std::uint32_t longest_frame = 65535 + link_octets;

// IPv6 by its next header: ICMPv6, or an extension header (0 hop-by-hop, 43 routing, 44 fragment, 51
// authentication, 60 destination options), which `icmp6` would miss. But not what machines tell each other
// about routers, neighbours and groups: ICMPv6 types 133 to 135, and 130 to 132 and 143 behind a router
// alert.
constexpr std::string_view icmpv6 = "(ip6[6] = 58 and (ip6[40] < 133 or ip6[40] > 135))";
constexpr std::string_view behind_extension =
    "ip6[6] = 43 or ip6[6] = 44 or ip6[6] = 51 or ip6[6] = 60 or "
    "(ip6[6] = 0 and not (ip6[40] = 58 and ip6[41] = 0 and "
    "(ip6[48] = 143 or (ip6[48] >= 130 and ip6[48] <= 132))))";

// What a wire is for, as a kernel filter. Our own echo requests, which a loopback device gives back, answer
// nothing and would only take room. Filters see frames without their VLAN tag. No `inbound` here: libpcap
// judges the first frame behind a new filter itself, and cannot tell that.
std::string wanted(bool loopback, bool resolves) {
  std::string filter = "(icmp";
  if (resolves) filter += " or arp[6:2] = 2";
  filter += " or " + std::string(icmpv6) + " or " + std::string(behind_extension) + ")";
  if (loopback) {
    filter += " and not (icmp[icmptype] = icmp-echo and ip[6:2] & 0x1fff = 0)";
    filter += " and not (ip6[6] = 58 and ip6[40] = 128)";
  }
  return filter;
}

Failure no_room(std::string_view device) {
  return Failure("open for capture", std::string(device), Reason::no_resources,
                 "one wire has that many devices open already");
}

}  // namespace

LiveDevice::LiveDevice(const NetworkDevice& facts, LiveRing& first)
    : identity_{facts.index, DeviceName(facts.name)},
      parent_(facts.parent),
      loopback_(facts.loopback),
      resolves_(facts.resolves),
      injector_(first) {
  set_address(facts.address);
}

MacAddress LiveDevice::address() const {
  const std::uint64_t number = address_.load(std::memory_order_relaxed);
  MacAddress address;
  for (std::size_t i = 0; i < 6; ++i) address.octets[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return address;
}

void LiveDevice::set_address(const MacAddress& address) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 6; ++i) number |= std::uint64_t{address.octets[i]} << (8 * i);
  address_.store(number, std::memory_order_relaxed);
}

LiveDevice* LiveDevices::find(std::uint32_t index) const {
  for (std::size_t i = 0; i < count(); ++i) {
    if (devices_[i]->identity().index == index && !devices_[i]->is_abandoned()) return devices_[i].get();
  }
  return nullptr;
}

Result<LiveDevice*> LiveDevices::open(const NetworkDevice& facts) {
  LiveDevice* device = find(facts.index);
  if (device != nullptr && device->is_gone()) abandon(*std::exchange(device, nullptr));
  if (device == nullptr) return open_first(facts);
  device->set_address(facts.address);
  if (!facts.loopback) {
    if (auto widened = widen(*device, facts.mtu + link_octets); !widened) {
      return tl::unexpected(std::move(widened).error());
    }
  }
  return device;
}

// For frames of `above` + 1 to `longest` octets. A ring of 2 MiB holds some thousand usual frames and stays
// in the processor's cache: one of 8 MiB costs each echo 3 % more.
RingPlan LiveDevices::plan(const std::string& device, bool loopback, bool resolves, std::uint32_t above,
                           std::uint32_t longest) const {
  RingPlan plan;
  plan.device = device;
  plan.loopback = loopback;
  if (view_.departures) plan.shows = RingPlan::Shows::arrivals_and_ours;
  plan.longest = longest;
  plan.octets = (longest > usual_frame ? 32 : 2) * mebioctet;
  plan.filter = wanted(loopback, resolves);
  if (!view_.also.empty()) plan.filter = "(" + plan.filter + ") or (" + view_.also + ")";
  plan.filter = "(" + plan.filter + ") and less " + std::to_string(longest);
  if (above != 0) plan.filter += " and greater " + std::to_string(above + 1);
  return plan;
}

Result<LiveDevice*> LiveDevices::open_first(const NetworkDevice& facts) {
  const std::lock_guard lock(opening_);
  if (LiveDevice* device = find(facts.index)) return device;
  const std::size_t slot = count();
  if (slot == most_devices) return tl::unexpected(no_room(facts.name));

  const std::uint32_t loopback_frame = view_.departures ? longest_frame : usual_frame;
  const std::uint32_t covered =
      facts.loopback ? loopback_frame : std::max(usual_frame, facts.mtu + link_octets);
  auto ring = LiveRing::open(plan(facts.name, facts.loopback, facts.resolves, 0, covered));
  if (!ring) return tl::unexpected(std::move(ring).error());
  devices_[slot] = std::make_unique<LiveDevice>(facts, **ring);
  LiveDevice& device = *devices_[slot];
  device.set_covered(covered);
  note_vlan(device);
  if (auto published = publish(std::move(*ring), &device); !published) {
    return tl::unexpected(std::move(published).error());
  }
  device_count_.store(slot + 1, std::memory_order_release);
  return &device;
}

Result<void> LiveDevices::widen(LiveDevice& device, std::uint32_t longest) {
  if (longest <= device.covered()) return {};
  const std::lock_guard lock(opening_);
  const std::uint32_t covered = device.covered();
  if (longest <= covered) return {};
  const std::string name(device.identity().name.view());
  auto ring = LiveRing::open(plan(name, device.loopback(), device.resolves(), covered, longest_frame));
  if (!ring) return tl::unexpected(std::move(ring).error());
  if (auto published = publish(std::move(*ring), &device); !published) return published;
  device.set_covered(longest_frame);
  return {};
}

void LiveDevices::abandon(LiveDevice& device) {
  const std::lock_guard lock(opening_);
  device.abandon();
  for (std::size_t i = 0; i < ring_count_; ++i) {
    if (rings_[i].device == &device) wait_set_.remove(rings_[i].packets->descriptor());
  }
}

std::uint64_t LiveDevices::dropped() {
  const std::lock_guard lock(opening_);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < ring_count_; ++i) sum += rings_[i].packets->dropped();
  return sum;
}

Result<void> LiveDevices::publish(std::unique_ptr<LiveRing> ring, LiveDevice* device) {
  if (ring_count_ == rings_.size()) return tl::unexpected(no_room(device->identity().name.view()));
  Ring& slot = rings_[ring_count_];
  slot.packets = std::move(ring);
  slot.device = device;
  auto added = wait_set_.add(slot.packets->descriptor(), static_cast<std::uint32_t>(ring_count_));
  if (added) ++ring_count_;
  return added;
}

void LiveDevices::note_vlan(LiveDevice& device) {
  for (std::size_t i = 0; i < count(); ++i) {
    LiveDevice& other = *devices_[i];
    if (other.parent() == device.identity().index) device.set_under_vlan();
    if (other.identity().index == device.parent()) other.set_under_vlan();
  }
}

}  // namespace icmpwire
