#include "capture/system/network_messages.h"

#include <linux/if.h>
#include <linux/if_arp.h>
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

// An address of as many octets; all zero where the attribute is missing or of another size.
template <class Address>
Address address_in(const nlattr* attribute) {
  Address address;
  if (attribute != nullptr && mnl_attr_get_payload_len(attribute) == address.octets.size()) {
    std::memcpy(address.octets.data(), mnl_attr_get_payload(attribute), address.octets.size());
  }
  return address;
}

NeighbourState state_of(std::uint16_t state) {
  if ((state & (NUD_REACHABLE | NUD_PERMANENT | NUD_NOARP)) != 0) return NeighbourState::reachable;
  if ((state & (NUD_STALE | NUD_DELAY | NUD_PROBE)) != 0) return NeighbourState::unconfirmed;
  return (state & NUD_FAILED) != 0 ? NeighbourState::failed : NeighbourState::unknown;
}

RouteKind kind_of(unsigned type) {
  switch (type) {
    case RTN_LOCAL:
      return RouteKind::local;
    case RTN_BROADCAST:
      return RouteKind::broadcast;
    case RTN_MULTICAST:
      return RouteKind::multicast;
    default:
      return RouteKind::unicast;
  }
}

// A path MTU that the kernel learned from a router expires, a configured one does not. The learned one is
// passed over: who probes a path wants its routers' own answer, again each time.
std::uint32_t configured_mtu(const Attributes& attributes) {
  const nlattr* cache = attributes[RTA_CACHEINFO];
  if (cache != nullptr && mnl_attr_get_payload_len(cache) >= sizeof(rta_cacheinfo)) {
    if (static_cast<const rta_cacheinfo*>(mnl_attr_get_payload(cache))->rta_expires != 0) return 0;
  }
  return number(attributes_in(attributes[RTA_METRICS])[RTAX_MTU]);
}

}  // namespace

NetlinkRequest::NetlinkRequest(std::uint16_t type, std::uint16_t flags)
    : header_(mnl_nlmsg_put_header(buffer_.data())) {
  header_->nlmsg_type = type;
  header_->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
}

void NetlinkRequest::attribute(std::uint16_t type, const Ipv4Address& address) {
  mnl_attr_put(header_, type, address.octets.size(), address.octets.data());
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
  // A veth's IFLA_LINK is its peer; where that lies in another namespace the number means nothing here.
  const Attributes kind = attributes_in(attributes[IFLA_LINKINFO]);
  const bool is_vlan =
      kind[IFLA_INFO_KIND] != nullptr && std::string_view(mnl_attr_get_str(kind[IFLA_INFO_KIND])) == "vlan";
  if (is_vlan && attributes[IFLA_LINK_NETNSID] == nullptr) device.parent = number(attributes[IFLA_LINK]);
  device.address = address_in<MacAddress>(attributes[IFLA_ADDRESS]);
  device.up = (header.ifi_flags & IFF_UP) != 0;
  device.carrier = (header.ifi_flags & IFF_RUNNING) != 0;
  device.loopback = (header.ifi_flags & IFF_LOOPBACK) != 0;
  device.resolves = header.ifi_type == ARPHRD_ETHER && (header.ifi_flags & IFF_NOARP) == 0;
  return device;
}

std::optional<DeviceAddress> read_address(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWADDR) return std::nullopt;
  const auto& header = header_of<ifaddrmsg>(message);
  if (header.ifa_family != AF_INET) return std::nullopt;
  const Attributes attributes = attributes_behind<ifaddrmsg>(message);
  // On point-to-point devices IFA_ADDRESS is the peer's.
  const nlattr* own = attributes[IFA_LOCAL] != nullptr ? attributes[IFA_LOCAL] : attributes[IFA_ADDRESS];
  return DeviceAddress{header.ifa_index, address_in<Ipv4Address>(own), header.ifa_prefixlen};
}

std::optional<SystemRoute> read_route(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWROUTE) return std::nullopt;
  const auto& header = header_of<rtmsg>(message);
  if (header.rtm_family != AF_INET) return std::nullopt;
  const Attributes attributes = attributes_behind<rtmsg>(message);
  const nlattr* hop = attributes[RTA_GATEWAY] != nullptr ? attributes[RTA_GATEWAY] : attributes[RTA_DST];
  SystemRoute route;
  route.kind = kind_of(header.rtm_type);
  route.device = number(attributes[RTA_OIF]);
  route.next_hop = address_in<Ipv4Address>(hop);
  route.source = address_in<Ipv4Address>(attributes[RTA_PREFSRC]);
  route.mtu = configured_mtu(attributes);
  return route;
}

std::optional<SystemNeighbour> read_neighbour(const nlmsghdr& message) {
  if (message.nlmsg_type != RTM_NEWNEIGH && message.nlmsg_type != RTM_DELNEIGH) return std::nullopt;
  const auto& header = header_of<ndmsg>(message);
  if (header.ndm_family != AF_INET) return std::nullopt;
  const Attributes attributes = attributes_behind<ndmsg>(message);
  SystemNeighbour neighbour;
  neighbour.device = static_cast<std::uint32_t>(header.ndm_ifindex);
  neighbour.address = address_in<Ipv4Address>(attributes[NDA_DST]);
  if (message.nlmsg_type == RTM_NEWNEIGH) neighbour.state = state_of(header.ndm_state);
  neighbour.link_address = address_in<MacAddress>(attributes[NDA_LLADDR]);
  return neighbour;
}

}  // namespace icmpwire
