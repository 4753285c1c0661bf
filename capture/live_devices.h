// The devices that a live wire has opened, with their rings.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "capture/live_ring.h"
#include "capture/system/network_tables.h"
#include "capture/system/wait_set.h"
#include "capture/wire.h"

namespace icmpwire {

// An opened device; lives as long as the wire. Thread-safe.
class LiveDevice {
 public:
  LiveDevice(const NetworkDevice& facts, LiveRing& first);

  const Device& identity() const { return identity_; }
  LinkType link() const { return injector_.link(); }
  std::uint32_t parent() const { return parent_; }
  bool loopback() const { return loopback_; }
  bool resolves() const { return resolves_; }
  int inject(Bytes frame) { return injector_.inject(frame); }
  bool is_gone() const { return injector_.is_gone(); }

  MacAddress address() const;
  void set_address(const MacAddress& address);

  // The longest frame that a ring of it takes.
  std::uint32_t covered() const { return covered_.load(std::memory_order_acquire); }
  void set_covered(std::uint32_t octets) { covered_.store(octets, std::memory_order_release); }

  // A VLAN over it is open too: what is tagged comes in there.
  bool under_vlan() const { return under_vlan_.load(std::memory_order_relaxed); }
  void set_under_vlan() { under_vlan_.store(true, std::memory_order_relaxed); }

  // It has gone, and another may have its number.
  bool is_abandoned() const { return abandoned_.load(std::memory_order_acquire); }
  void abandon() { abandoned_.store(true, std::memory_order_release); }

 private:
  const Device identity_;
  const std::uint32_t parent_;
  const bool loopback_;
  const bool resolves_;
  LiveRing& injector_;
  std::atomic<std::uint64_t> address_{};  // the six octets as a number
  std::atomic<std::uint32_t> covered_{};
  std::atomic<bool> under_vlan_{false};
  std::atomic<bool> abandoned_{false};
};

// What the rings of a wire show.
struct LiveView {
  bool departures = false;  // what left by a marked socket too
  std::string also;         // pcap-filter(7): more of what comes
};

// Devices and rings are added, never taken away: what was found stays valid. Rings take frames of different
// lengths, so that no frame comes twice. Thread-safe.
class LiveDevices {
 public:
  struct Ring {
    std::unique_ptr<LiveRing> packets;
    LiveDevice* device = nullptr;
    Nanos last_at{};  // of the packet read last; the reader's
  };

  explicit LiveDevices(WaitSet& wait_set, LiveView view = {}) : wait_set_(wait_set), view_(std::move(view)) {}

  const LiveView& view() const { return view_; }

  // nullptr where the device is not open. Takes no lock.
  LiveDevice* find(std::uint32_t index) const;

  // Opens the device unless it is open, which takes some 10 ms; find() goes on meanwhile. It takes frames as
  // long as its MTU asks for, on a loopback device, whose MTU would make the ring shallow, of 2048 octets,
  // unless departures are seen: one ring holds all then, in order.
  Result<LiveDevice*> open(const NetworkDevice& facts);

  // Makes the device take frames of so many octets.
  Result<void> widen(LiveDevice& device, std::uint32_t longest);

  // By the tag that it has in the wait set.
  Ring& ring(std::uint32_t tag) { return rings_[tag]; }

  // Gives up a device that has gone.
  void abandon(LiveDevice& device);

  std::uint64_t dropped();

 private:
  static constexpr std::size_t most_devices = 256;

  Result<LiveDevice*> open_first(const NetworkDevice& facts);
  Result<void> publish(std::unique_ptr<LiveRing> ring, LiveDevice* device);
  void note_vlan(LiveDevice& device);
  std::size_t count() const { return device_count_.load(std::memory_order_acquire); }

  RingPlan plan(const std::string& device, bool loopback, bool resolves, std::uint32_t above,
                std::uint32_t longest) const;

  WaitSet& wait_set_;
  const LiveView view_;
  std::mutex opening_;  // guards all changes
  std::array<std::unique_ptr<LiveDevice>, most_devices> devices_;
  std::array<Ring, 2 * most_devices> rings_;
  std::atomic<std::size_t> device_count_{0};
  std::size_t ring_count_ = 0;
};

}  // namespace icmpwire
