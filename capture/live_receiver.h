// What comes to a live wire: frames of all its rings, held datagrams that leave, and errors of its own
// making.
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "capture/live_clock.h"
#include "capture/live_devices.h"
#include "capture/live_resolver.h"
#include "capture/live_sender.h"
#include "capture/wire.h"

namespace icmpwire {

// For one thread at a time.
class LiveReceiver {
 public:
  // What the wait set says of `changes`.
  static constexpr std::uint32_t neighbours_tag = 0xfffffff0;
  // With a witness differences of stamps count more than their relation to other clocks.
  static constexpr Nanos steadiness = std::chrono::microseconds(50);

  LiveReceiver(WaitSet& wait_set, LiveDevices& devices, LiveResolver& resolver, LiveSender& sender,
               LiveWitness* witness, NeighbourChanges changes)
      : wait_set_(wait_set),
        devices_(devices),
        resolver_(resolver),
        sender_(sender),
        witness_(witness),
        changes_(std::move(changes)),
        stamps_(witness == nullptr ? Nanos{} : steadiness) {}

  Result<void> start();  // watching the neighbours

  // As Wire::receive.
  std::optional<Frame> receive(Nanos until);

  // The station that the route's datagrams are for, once it is known; what comes meanwhile is received later.
  // Reason::host_unreachable.
  Result<MacAddress> link_address(const Route& route);

 private:
  // A frame that no ring holds.
  struct Event {
    Octets octets;
    Frame frame;
  };

  std::optional<Frame> next();
  std::optional<Frame> read(std::uint32_t tag);
  std::optional<Frame> frame_in(LiveDevices::Ring& ring, const LiveRing::Packet& packet);
  Frame stamped(LiveDevices::Ring& ring, const LiveRing::Packet& packet, std::uint32_t datagram_at);
  std::optional<Frame> next_event();
  bool wait(Nanos timeout);
  void heed_neighbours();
  void release(const LiveResolver::Releases& releases);
  void leave(const HeldDatagram& datagram, const MacAddress& to);
  void report_unreachable(const HeldDatagram& datagram);

  WaitSet& wait_set_;
  LiveDevices& devices_;
  LiveResolver& resolver_;
  LiveSender& sender_;
  LiveWitness* const witness_;  // nullptr: none
  NeighbourChanges changes_;
  StampClock stamps_;

  std::array<std::uint32_t, 32> ready_{};  // rings that the last wait found readable
  std::size_t ready_count_ = 0;
  std::size_t ready_next_ = 0;  // the one to read: a ring is read until it is empty
  Nanos waited_at_{};
  std::deque<Event> events_;
  std::optional<MacAddress> asked_;  // for link_address: what was found
  bool asking_ = false;
  Event given_;  // the event that was handed out last
};

}  // namespace icmpwire
