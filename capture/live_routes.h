// Routes as the kernel gives them, kept until it announces a change.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "capture/system/network_tables.h"
#include "capture/wire.h"

namespace icmpwire {

// What a specification restricts the wire to.
struct LiveLimits {
  std::string device;                  // empty: any
  std::optional<Ipv4Address> gateway;  // the next hop for all that is neither ours nor broadcast
};

// Thread-safe. The kernel's announcements are looked at once in a few milliseconds.
class LiveRoutes {
 public:
  LiveRoutes(NetworkTables& tables, RouteChanges changes, LiveLimits limits)
      : tables_(tables), changes_(std::move(changes)), limits_(std::move(limits)) {}

  // A route that is still good; it costs no allocation, and a system call once a millisecond.
  std::optional<Route> known(const Ipv4Address& to, const std::optional<Ipv4Address>& from, Nanos now);

  struct Found {
    Route route;
    NetworkDevice device;
    std::uint64_t generation;
  };
  // Asks the kernel. Reason::no_route, host_unreachable, source_not_ours, no_such_device, device_down.
  Result<Found> look_up(const Ipv4Address& to, const std::optional<Ipv4Address>& from);

  // Makes the route known, unless something changed since it was looked up.
  void keep(const Ipv4Address& to, const std::optional<Ipv4Address>& from, const Found& found, Nanos now);

  void forget();  // all that is known

 private:
  struct Kept {
    Route route;
    Nanos until;
  };

  void heed_changes();
  std::uint64_t generation();
  Result<SystemRoute> ask(const Ipv4Address& to, const std::optional<Ipv4Address>& from);
  Result<SystemRoute> through_gateway(const Ipv4Address& to, const std::optional<Ipv4Address>& from,
                                      std::uint32_t device);

  NetworkTables& tables_;
  std::mutex mutex_;  // guards all below but the limits
  RouteChanges changes_;
  const LiveLimits limits_;
  Nanos looked_at_{};  // the announcements
  std::uint64_t generation_ = 0;
  std::unordered_map<std::uint64_t, Kept> kept_;  // by destination and source
};

}  // namespace icmpwire
