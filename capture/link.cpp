#include "capture/link.h"

#include <algorithm>
#include <bit>

namespace icmpwire {
namespace {

constexpr std::uint16_t ethertype_ipv4 = 0x0800;
constexpr std::uint16_t ethertype_ipv6 = 0x86dd;

// 802.1Q, 802.1ad (QinQ), and the number that QinQ had before it was a standard.
constexpr bool is_vlan_tag(std::uint16_t ethertype) {
  return ethertype == 0x8100 || ethertype == 0x88a8 || ethertype == 0x9100;
}

// The address families that BSD loopback headers use: IPv4 is 2 everywhere, IPv6 is not.
constexpr bool is_ip_family(std::uint32_t family) {
  constexpr std::uint32_t v4 = 2, v6_linux = 10, v6_windows = 23, v6_bsd = 24, v6_freebsd = 28,
                          v6_darwin = 30;
  return family == v4 || family == v6_linux || family == v6_windows || family == v6_bsd ||
         family == v6_freebsd || family == v6_darwin;
}

constexpr std::uint32_t own_ip_family(bool is_v4) {
  if (is_v4) return 2;
#if defined(__APPLE__)
  return 30;
#elif defined(__FreeBSD__)
  return 28;
#elif defined(_WIN32)
  return 23;
#elif defined(__linux__)
  return 10;
#else
  return 24;
#endif
}

// Where a header of `size` octets is followed by an ethertype's content: behind all VLAN tags, if it is IP.
std::optional<std::uint32_t> behind_vlan_tags(Bytes frame, std::size_t ethertype_at, std::uint32_t size) {
  if (frame.size() < size) return std::nullopt;
  std::uint16_t ethertype = read_u16(frame, ethertype_at);
  while (is_vlan_tag(ethertype)) {
    if (frame.size() < size + 4U) return std::nullopt;
    ethertype = read_u16(frame, size + 2);
    size += 4;
  }
  if (ethertype != ethertype_ipv4 && ethertype != ethertype_ipv6) return std::nullopt;
  return size;
}

// libpcap writes the family of NULL in the byte order of the machine that captured, which the frame does not
// tell.
std::optional<std::uint32_t> behind_family(Bytes frame, bool either_order) {
  if (frame.size() < 4) return std::nullopt;
  const std::uint32_t family = read_u32(frame, 0);
  const std::uint32_t swapped =
      (family & 0xff) << 24 | (family & 0xff00) << 8 | (family >> 8 & 0xff00) | family >> 24;
  if (is_ip_family(family) || (either_order && is_ip_family(swapped))) return 4;
  return std::nullopt;
}

std::optional<std::uint32_t> behind_header(Bytes frame, LinkType link) {
  switch (link) {
    case LinkType::ethernet:
      return behind_vlan_tags(frame, 12, 14);
    case LinkType::linux_sll:
      return behind_vlan_tags(frame, 14, 16);
    case LinkType::linux_sll2:
      return behind_vlan_tags(frame, 0, 20);
    case LinkType::null_loopback:
      return behind_family(frame, true);
    case LinkType::loop:
      return behind_family(frame, false);
    case LinkType::raw:
    case LinkType::ipv4:
    case LinkType::ipv6:
      return 0;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> datagram_offset(Bytes frame, LinkType link) {
  const auto offset = behind_header(frame, link);
  if (!offset || *offset >= frame.size()) return std::nullopt;
  return offset;
}

Result<std::size_t> link_header_size(LinkType link) {
  switch (link) {
    case LinkType::ethernet:
      return 14;
    case LinkType::null_loopback:
    case LinkType::loop:
      return 4;
    case LinkType::raw:
    case LinkType::ipv4:
    case LinkType::ipv6:
      return 0;
    case LinkType::linux_sll:
    case LinkType::linux_sll2:
      break;
  }
  Failure failure;
  failure.operation = "inject on a device of link type";
  failure.object = to_text(link);
  failure.reason = Reason::device_cannot_inject;
  failure.detail = "its link header cannot be sent";
  failure.needs =
      "needs a device with Ethernet, loopback or raw frames; \"any\" and cooked devices only capture";
  failure.instead = "live | live:DEVICE";
  return tl::unexpected(std::move(failure));
}

void write_link_header(LinkType link, const LinkAddresses& addresses, bool is_v4, MutableBytes out) {
  if (link == LinkType::ethernet) {
    std::copy_n(addresses.destination.octets.begin(), 6, out.begin());
    std::copy_n(addresses.source.octets.begin(), 6, out.begin() + 6);
    write_u16(out, 12, is_v4 ? ethertype_ipv4 : ethertype_ipv6);
  } else if (link == LinkType::loop ||
             (link == LinkType::null_loopback && std::endian::native == std::endian::big)) {
    write_u32(out, 0, own_ip_family(is_v4));
  } else if (link == LinkType::null_loopback) {
    write_u32(out, 0, own_ip_family(is_v4) << 24);  // families fit an octet
  }
}

}  // namespace icmpwire
