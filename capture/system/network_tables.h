// The system's own network tables: devices, addresses, routes and neighbours, to be asked and to be watched.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/system/netlink.h"
#include "capture/wire.h"

namespace icmpwire {

struct NetworkDevice {
  std::uint32_t index = 0;
  std::string name;
  std::uint32_t mtu = 0;
  std::uint32_t ipv6_mtu = 0;  // routers may announce a smaller one (RFC 4861 4.6.4); 0: IPv6 is off
  std::uint32_t parent = 0;    // the device that a VLAN lies on; 0 for none
  MacAddress address;
  bool up = false;
  bool carrier = false;  // a cable is in it, or what stands for one
  bool loopback = false;
  bool resolves = false;  // its neighbours' link addresses are asked for (RFC 826, RFC 4861)
};

struct DeviceAddress {
  std::uint32_t device = 0;
  IpAddress address;
  std::uint8_t prefix_length = 0;
};

struct SystemRoute {
  RouteKind kind = RouteKind::unicast;
  std::uint32_t device = 0;
  IpAddress next_hop;
  IpAddress source;
  std::uint32_t mtu = 0;  // configured for the route, or learned from routers on the path; 0: the device's
};

enum class NeighbourState : std::uint8_t {
  unknown,      // absent, or being asked for
  unconfirmed,  // has an address that was right some time ago
  reachable,    // the kernel vouches for the address
  failed,       // nobody answered
};

struct SystemNeighbour {
  std::uint32_t device = 0;
  IpAddress address;
  NeighbourState state = NeighbourState::unknown;
  MacAddress link_address;  // where the state is unconfirmed or reachable
};

// Questions to the tables. All addresses that need a zone carry one. Thread-safe.
class NetworkTables {
 public:
  static Result<std::unique_ptr<NetworkTables>> open();

  std::vector<NetworkDevice> devices();
  std::optional<NetworkDevice> device(std::uint32_t index);
  std::optional<NetworkDevice> device(std::string_view name);
  std::vector<DeviceAddress> addresses();

  // By which route the kernel would send, over `device` or else in the zone of `to`, unless both are 0.
  // Reason::no_route, host_unreachable.
  Result<SystemRoute> route(const IpAddress& to, const std::optional<IpAddress>& from,
                            std::uint32_t device = 0);
  bool is_ours(const IpAddress& address);

  // NeighbourState::unknown where the table has no entry.
  SystemNeighbour neighbour(std::uint32_t device, const IpAddress& address);

  // Has the kernel ask for the neighbour, or confirm it. False where we may not (CAP_NET_ADMIN).
  bool resolve(std::uint32_t device, const IpAddress& address);

 private:
  explicit NetworkTables(Netlink netlink) : netlink_(std::move(netlink)) {}
  int ask(nlmsghdr& request, const Netlink::Take& take);

  std::mutex mutex_;
  Netlink netlink_;
};

// The kernel's announcements that devices, addresses, routes or rules changed. Not thread-safe.
class RouteChanges {
 public:
  static Result<RouteChanges> open();
  bool any();  // since the last call

 private:
  explicit RouteChanges(Netlink netlink) : netlink_(std::move(netlink)) {}
  Netlink netlink_;
};

// The kernel's announcements about neighbours. Not thread-safe.
class NeighbourChanges {
 public:
  static Result<NeighbourChanges> open();
  int descriptor() const { return netlink_.descriptor(); }

  // Hands out what has been announced, without waiting. False where announcements were lost.
  bool handle(const std::function<void(const SystemNeighbour&)>& changed);

 private:
  explicit NeighbourChanges(Netlink netlink) : netlink_(std::move(netlink)) {}
  Netlink netlink_;
};

}  // namespace icmpwire
