#include "capture/system/network_tables.h"

#include <linux/neighbour.h>

#include <array>
#include <cerrno>

#include "capture/system/error.h"
#include "capture/system/network_messages.h"

namespace icmpwire {

Result<std::unique_ptr<NetworkTables>> NetworkTables::open() {
  auto netlink = Netlink::open({});
  if (!netlink) return tl::unexpected(std::move(netlink).error());
  return std::unique_ptr<NetworkTables>(new NetworkTables(std::move(*netlink)));
}

int NetworkTables::ask(nlmsghdr& request, const Netlink::Take& take) {
  const std::lock_guard lock(mutex_);
  return netlink_.ask(request, take);
}

std::vector<NetworkDevice> NetworkTables::devices() {
  NetlinkRequest request(RTM_GETLINK, NLM_F_DUMP);
  request.put<ifinfomsg>();
  std::vector<NetworkDevice> found;
  for (int error = EINTR; error == EINTR;) {
    found.clear();
    error = ask(request.message(), [&](const nlmsghdr& message) {
      if (auto device = read_device(message)) found.push_back(std::move(*device));
    });
  }
  return found;
}

std::optional<NetworkDevice> NetworkTables::device(std::uint32_t index) {
  NetlinkRequest request(RTM_GETLINK, 0);
  request.put<ifinfomsg>().ifi_index = static_cast<int>(index);
  std::optional<NetworkDevice> found;
  ask(request.message(), [&](const nlmsghdr& message) { found = read_device(message); });
  return found;
}

std::optional<NetworkDevice> NetworkTables::device(std::string_view name) {
  NetlinkRequest request(RTM_GETLINK, 0);
  request.put<ifinfomsg>();
  request.attribute(IFLA_IFNAME, name);
  std::optional<NetworkDevice> found;
  ask(request.message(), [&](const nlmsghdr& message) { found = read_device(message); });
  return found;
}

std::vector<DeviceAddress> NetworkTables::addresses() {
  NetlinkRequest request(RTM_GETADDR, NLM_F_DUMP);
  request.put<ifaddrmsg>().ifa_family = AF_UNSPEC;
  std::vector<DeviceAddress> found;
  for (int error = EINTR; error == EINTR;) {
    found.clear();
    error = ask(request.message(), [&](const nlmsghdr& message) {
      if (auto address = read_address(message)) found.push_back(*address);
    });
  }
  return found;
}

Result<SystemRoute> NetworkTables::route(const IpAddress& to, const std::optional<IpAddress>& from,
                                         std::uint32_t device) {
  NetlinkRequest request(RTM_GETROUTE, 0);
  auto& header = request.put<rtmsg>();
  header.rtm_family = family_of(to);
  header.rtm_dst_len = static_cast<std::uint8_t>(8 * to.octets().size());
  request.attribute(RTA_DST, to);
  if (from) {
    header.rtm_src_len = header.rtm_dst_len;
    request.attribute(RTA_SRC, *from);
  }
  if (device == 0) device = to.zone();
  if (device != 0) request.attribute(RTA_OIF, device);
  std::optional<SystemRoute> found;
  int error = ask(request.message(), [&](const nlmsghdr& message) { found = read_route(message); });
  // What a prohibiting and what a swallowing route answer (RTN_PROHIBIT, RTN_BLACKHOLE).
  if (error == EACCES || error == EINVAL) error = EHOSTUNREACH;
  if (error == 0 && !found) error = ENETUNREACH;
  if (error != 0) return system_failure("find a route to", to_text(to), error);
  if (from) found->source = *from;
  return *found;
}

bool NetworkTables::is_ours(const IpAddress& address) {
  const auto found = route(address, std::nullopt);
  return found && found->kind == RouteKind::local;
}

SystemNeighbour NetworkTables::neighbour(std::uint32_t device, const IpAddress& address) {
  NetlinkRequest request(RTM_GETNEIGH, 0);
  auto& header = request.put<ndmsg>();
  header.ndm_family = family_of(address);
  header.ndm_ifindex = static_cast<int>(device);
  request.attribute(NDA_DST, address);
  std::optional<SystemNeighbour> found;
  ask(request.message(), [&](const nlmsghdr& message) { found = read_neighbour(message); });
  return found.value_or(SystemNeighbour{device, address, NeighbourState::unknown, {}});
}

bool NetworkTables::resolve(std::uint32_t device, const IpAddress& address) {
  NetlinkRequest request(RTM_NEWNEIGH, NLM_F_ACK | NLM_F_CREATE);
  auto& header = request.put<ndmsg>();
  header.ndm_family = family_of(address);
  header.ndm_ifindex = static_cast<int>(device);
  header.ndm_state = NUD_NONE;
  header.ndm_flags = NTF_USE;
  request.attribute(NDA_DST, address);
  const int error = ask(request.message(), [](const nlmsghdr&) {});
  return error != EPERM && error != EACCES;
}

Result<RouteChanges> RouteChanges::open() {
  constexpr std::array<unsigned, 7> groups = {RTNLGRP_LINK,      RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV4_ROUTE,
                                              RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV6_ROUTE,
                                              RTNLGRP_IPV6_RULE};
  auto netlink = Netlink::open(groups);
  if (!netlink) return tl::unexpected(std::move(netlink).error());
  return RouteChanges(std::move(*netlink));
}

bool RouteChanges::any() {
  bool changed = false;
  const bool complete = netlink_.drain([&](const nlmsghdr&) { changed = true; });
  return changed || !complete;
}

Result<NeighbourChanges> NeighbourChanges::open() {
  constexpr std::array<unsigned, 1> groups = {RTNLGRP_NEIGH};
  auto netlink = Netlink::open(groups);
  if (!netlink) return tl::unexpected(std::move(netlink).error());
  return NeighbourChanges(std::move(*netlink));
}

bool NeighbourChanges::handle(const std::function<void(const SystemNeighbour&)>& changed) {
  return netlink_.drain([&](const nlmsghdr& message) {
    if (const auto neighbour = read_neighbour(message)) changed(*neighbour);
  });
}

}  // namespace icmpwire
