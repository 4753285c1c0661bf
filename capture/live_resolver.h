// Finds neighbours' link addresses by the kernel's table, by the kernel's asking, or by asking ourselves.
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "capture/live_devices.h"
#include "capture/live_neighbours.h"
#include "capture/neighbour_frames.h"

namespace icmpwire {

// Thread-safe.
class LiveResolver {
 public:
  LiveResolver(NetworkTables& tables, LiveDevices& devices, WaitSet& wait_set)
      : tables_(tables), devices_(devices), wait_set_(wait_set) {}

  // The link address of the route's next hop. nullopt: the datagram is held until it is known.
  // Reason::no_resources where too many are.
  Result<std::optional<MacAddress>> find_or_hold(Bytes datagram, const Route& route, Nanos now);

  // A held datagram whose wait is over.
  struct Released {
    HeldDatagram datagram;
    std::optional<MacAddress> to;  // nullopt: nobody answered
  };
  using Releases = std::vector<Released>;

  Releases changed(const SystemNeighbour& neighbour, Nanos now);  // the kernel announced it
  Releases answered(std::uint32_t device, const NeighbourAnswer& answer, Nanos now);  // somebody answered us
  Releases announcements_lost(Nanos now);
  Releases alarmed(Nanos now);  // the wait set's alarm

  // As Wire::unanswered.
  void unanswered(Nanos departure);

 private:
  using Key = LiveNeighbours::Key;
  void ask_for(const SystemNeighbour& known, const IpAddress& from, Nanos now);
  Releases review(const Key& key, Nanos now);
  void ask(const LiveNeighbours::Question& question);
  void set_alarm();

  NetworkTables& tables_;
  LiveDevices& devices_;
  WaitSet& wait_set_;
  std::mutex mutex_;  // guards what follows
  LiveNeighbours neighbours_;
  bool kernel_asks_ = true;  // until it refused
};

}  // namespace icmpwire
