// Netlink messages about devices, addresses, routes and neighbours, taken apart.
#pragma once

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <array>
#include <optional>

#include "capture/system/network_tables.h"

namespace icmpwire {

constexpr std::uint8_t family_of(const IpAddress& address) { return address.is_v4() ? AF_INET : AF_INET6; }

// A request under construction: a header, the family's own header and attributes.
class NetlinkRequest {
 public:
  NetlinkRequest(std::uint16_t type, std::uint16_t flags);

  template <class Header>
  Header& put() {
    return *static_cast<Header*>(mnl_nlmsg_put_extra_header(header_, sizeof(Header)));
  }
  void attribute(std::uint16_t type, const IpAddress& address);
  void attribute(std::uint16_t type, std::uint32_t value);
  void attribute(std::uint16_t type, std::string_view text);
  nlmsghdr& message() { return *header_; }

 private:
  alignas(nlmsghdr) std::array<char, 512> buffer_;
  nlmsghdr* header_;
};

// nullopt: of another protocol, or not of this kind.
std::optional<NetworkDevice> read_device(const nlmsghdr& message);
std::optional<DeviceAddress> read_address(const nlmsghdr& message);
std::optional<SystemRoute> read_route(const nlmsghdr& message);
std::optional<SystemNeighbour> read_neighbour(const nlmsghdr& message);

}  // namespace icmpwire
