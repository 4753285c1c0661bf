#include "capture/system/network_messages.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/ipv6.h>
#include <linux/neighbour.h>

#include <algorithm>
#include <cstring>

namespace icmpwire {
namespace {

constexpr std::size_t most_attributes = 128;
using Attributes = std::array<const nlattr*, most_attributes>;

int collect(const nlattr* attribute, void* attributes) {
  const std::uint16_t type = mnl_attr_get_type(attribute);
  if (type < most_attributes) (*static_cast<Attributes*>(attributes))[type] = attribute;
  return MNL_CB_OK;
}

template <class Header>
Attributes attributes_behind(const nlmsghdr& message) {
  Attributes found{};
  mnl_attr_parse(&message, sizeof(Header), collect, &found);
  return found;
}

Attributes attributes_in(const nlattr* nest) {
  Attributes found{};
  if (nest != nullptr) mnl_attr_parse_nested(nest, collect, &found);
  return found;
}

template <class Header>
const Header& header_of(const nlmsghdr& message) {
  return *static_cast<const Header*>(mnl_nlmsg_get_payload(&message));
}

std::uint32_t number(const nlattr* attribute) {
  return attribute != nullptr && mnl_attr_get_payload_len(attribute) >= 4 ? mnl_attr_get_u32(attribute) : 0;
}

constexpr bool is_ip(unsigned family) { return family == AF_INET || family == AF_INET6; }

// An address of as many octets; all zero where the attribute is missing or of another size.
template <class Address>
Address octets_in(const nlattr* attribute) {
  Address address;
  if (attribute != nullptr && mnl_attr_get_payload_len(attribute) == address.octets.size()) {
    std::memcpy(address.octets.data(), mnl_attr_get_payload(attribute), address.octets.size());
  }
  return address;
}

// An address of the family, met on the device.
IpAddress address_in(const nlattr* attribute, unsigned family, std::uint32_t device) {
  if (family == AF_INET) return octets_in<Ipv4Address>(attribute);
  return with_zone(octets_in<Ipv6Address>(attribute), device);
}

NeighbourState state_of(std::uint16_t state) {
  if ((state & (NUD_REACHABLE | NUD_PERMANENT | NUD_NOARP)) != 0) return NeighbourState::reachable;
  if ((state & (NUD_STALE | NUD_DELAY | NUD_PROBE)) != 0) return NeighbourState::unconfirmed;
  return (state & NUD_FAILED) != 0 ? NeighbourState::failed : NeighbourState::unknown;
}

RouteKind kind_of(unsigned type) {
  switch (type) {
    case RTN_LOCAL:
    case RTN_ANYCAST:  // one of our own
      return RouteKind::local;
    case RTN_BROADCAST:
      return RouteKind::broadcast;
    case RTN_MULTICAST:
      return RouteKind::multicast;
    default:
      return RouteKind::unicast;
  }
}

std::uint32_t ipv6_mtu_of(const Attributes& device) {
  const nlattr* settings = attributes_in(attributes_in(device[IFLA_AF_SPEC])[AF_INET6])[IFLA_INET6_CONF];
  std::array<std::int32_t, DEVCONF_DISABLE_IPV6 + 1> values{};
  if (settings == nullptr || mnl_attr_get_payload_len(settings) < sizeof values) return 0;
  std::memcpy(values.data(), mnl_attr_get_payload(settings), sizeof values);
  return values[DEVCONF_DISABLE_IPV6] != 0 ? 0 : static_cast<std::uint32_t>(values[DEVCONF_MTU6]);
}

}  // namespace

NetlinkRequest::NetlinkRequest(std::uint16_t type, std::uint16_t flags)
    : header_(mnl_nlmsg_put_header(buffer_.data())) {
  header_->nlmsg_type = type;
  header_->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
}

void NetlinkRequest::attribute(std::uint16_t type, const IpAddress& address) {
  mnl_attr_put(header_, type, address.octets().size(), address.octets().data());
}

void NetlinkRequest::attribute(std::uint16_t type, std::uint32_t value) {
  mnl_attr_put_u32(header_, type, value);
}

void NetlinkRequest::attribute(std::uint16_t type, std::string_view text) {
  // Device names end with an octet of zero and are far shorter than the buffer.
  std::array<char, 64> terminated{};
  std::copy_n(text.begin(), std::min(text.size(), terminated.size() - 1), terminated.begin());
  mnl_attr_put_strz(header_, type, terminated.data());
}

std::optional<NetworkDevice> read_device(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWLINK) return std::nullopt;
  const auto& header = header_of<ifinfomsg>(message);
  const Attributes attributes = attributes_behind<ifinfomsg>(message);
  NetworkDevice device;
  device.index = static_cast<std::uint32_t>(header.ifi_index);
  if (attributes[IFLA_IFNAME] != nullptr) device.name = mnl_attr_get_str(attributes[IFLA_IFNAME]);
  device.mtu = number(attributes[IFLA_MTU]);
  device.ipv6_mtu = ipv6_mtu_of(attributes);
  // A veth's IFLA_LINK is its peer; where that lies in another namespace the number means nothing here.
  const Attributes kind = attributes_in(attributes[IFLA_LINKINFO]);
  const bool is_vlan =
      kind[IFLA_INFO_KIND] != nullptr && std::string_view(mnl_attr_get_str(kind[IFLA_INFO_KIND])) == "vlan";
  if (is_vlan && attributes[IFLA_LINK_NETNSID] == nullptr) device.parent = number(attributes[IFLA_LINK]);
  device.address = octets_in<MacAddress>(attributes[IFLA_ADDRESS]);
  device.up = (header.ifi_flags & IFF_UP) != 0;
  device.carrier = (header.ifi_flags & IFF_RUNNING) != 0;
  device.loopback = (header.ifi_flags & IFF_LOOPBACK) != 0;
  device.resolves = header.ifi_type == ARPHRD_ETHER && (header.ifi_flags & IFF_NOARP) == 0;
  return device;
}

std::optional<DeviceAddress> read_address(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWADDR) return std::nullopt;
  const auto& header = header_of<ifaddrmsg>(message);
  if (!is_ip(header.ifa_family)) return std::nullopt;
  const Attributes attributes = attributes_behind<ifaddrmsg>(message);
  // On point-to-point devices IFA_ADDRESS is the peer's.
  const nlattr* own = attributes[IFA_LOCAL] != nullptr ? attributes[IFA_LOCAL] : attributes[IFA_ADDRESS];
  const IpAddress address = address_in(own, header.ifa_family, header.ifa_index);
  return DeviceAddress{header.ifa_index, address, header.ifa_prefixlen};
}

std::optional<SystemRoute> read_route(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWROUTE) return std::nullopt;
  const auto& header = header_of<rtmsg>(message);
  if (!is_ip(header.rtm_family)) return std::nullopt;
  const Attributes attributes = attributes_behind<rtmsg>(message);
  const nlattr* hop = attributes[RTA_GATEWAY] != nullptr ? attributes[RTA_GATEWAY] : attributes[RTA_DST];
  SystemRoute route;
  route.kind = kind_of(header.rtm_type);
  route.device = number(attributes[RTA_OIF]);
  route.next_hop = address_in(hop, header.rtm_family, route.device);
  route.source = address_in(attributes[RTA_PREFSRC], header.rtm_family, route.device);
  route.mtu = number(attributes_in(attributes[RTA_METRICS])[RTAX_MTU]);
  return route;
}

std::optional<SystemNeighbour> read_neighbour(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWNEIGH && message.nlmsg_type != RTM_DELNEIGH) return std::nullopt;
  const auto& header = header_of<ndmsg>(message);
  if (!is_ip(header.ndm_family)) return std::nullopt;
  const Attributes attributes = attributes_behind<ndmsg>(message);
  SystemNeighbour neighbour;
  neighbour.device = static_cast<std::uint32_t>(header.ndm_ifindex);
  neighbour.address = address_in(attributes[NDA_DST], header.ndm_family, neighbour.device);
  if (message.nlmsg_type == RTM_NEWNEIGH) neighbour.state = state_of(header.ndm_state);
  neighbour.link_address = octets_in<MacAddress>(attributes[NDA_LLADDR]);
  return neighbour;
}

}  // namespace icmpwire
