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
  std::string device;                // empty: any
  std::optional<IpAddress> gateway;  // the next hop for all of its IP version that is beyond our links
};

// Thread-safe. The kernel's announcements are looked at once in a few milliseconds.
class LiveRoutes {
 public:
  LiveRoutes(NetworkTables& tables, RouteChanges changes, LiveLimits limits)
      : tables_(tables), changes_(std::move(changes)), limits_(std::move(limits)) {}

  // A route that is still good; it costs no allocation, and a system call once a millisecond.
  std::optional<Route> known(const IpAddress& to, const std::optional<IpAddress>& from, Nanos now);

  struct Found {
    Route route;
    NetworkDevice device;
    std::uint64_t generation;
  };
  // Asks the kernel. An address that needs a zone and has none is sought in that of `from`, or on the only
  // device that has a link-local address. Reason::no_route, host_unreachable, source_not_ours,
  // no_such_device, device_down.
  Result<Found> look_up(const IpAddress& to, const std::optional<IpAddress>& from);

  // Makes the route known, unless something changed since it was looked up.
  void keep(const IpAddress& to, const std::optional<IpAddress>& from, const Found& found, Nanos now);

  void forget();  // all that is known

  // A router told of a path's MTU. The kernel takes that in about now: what is looked up meanwhile is not
  // kept.
  void mtu_changed(Nanos now);

 private:
  struct Key {
    IpAddress to;
    IpAddress from;  // 0.0.0.0: any
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  struct Kept {
    Route route;
    Nanos until;
  };

  // A question with its zones filled in, and the device that the answer must lie on (0: any).
  struct Question {
    IpAddress to;
    std::optional<IpAddress> from;
    std::uint32_t device = 0;
  };

  void heed_changes();
  std::uint64_t generation();
  Result<Question> placed(const IpAddress& to, const std::optional<IpAddress>& from);
  Result<std::uint32_t> limiting_device(const IpAddress& to);
  Result<std::uint32_t> zone_of(const IpAddress& to, const std::optional<IpAddress>& from,
                                std::uint32_t device);
  Result<std::uint32_t> only_zone(const IpAddress& to);
  Result<SystemRoute> ask(const Question& question);
  Result<SystemRoute> through_gateway(const Question& question);
  IpAddress routable_source(const SystemRoute& hop);

  NetworkTables& tables_;
  std::mutex mutex_;  // guards all below but the limits
  RouteChanges changes_;
  const LiveLimits limits_;
  Nanos looked_at_{};  // the announcements
  Nanos settled_at_{};
  std::uint64_t generation_ = 0;
  std::unordered_map<Key, Kept, Hash> kept_;
};

}  // namespace icmpwire
