#include "capture/link.h"

#include <algorithm>
#include <bit>

#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/loopback.h"

namespace icmpwire {
namespace {

// The address family of IPv6 that this system's loopback devices expect; that of IPv4 is 2 everywhere.
constexpr std::uint32_t own_ipv6_family =
#if defined(__APPLE__)
    30;
#elif defined(__FreeBSD__)
    28;
#else
    24;  // NetBSD, OpenBSD, and what Npcap took from them
#endif

constexpr bool is_ip(EtherType type) { return type == EtherType::ipv4 || type == EtherType::ipv6; }

// Where the datagram begins behind a header of `size` octets that announces `type`: behind all VLAN tags.
std::optional<std::uint32_t> behind_vlan_tags(Bytes frame, EtherType type, std::uint32_t size) {
  while (is_vlan(type)) {
    const Parsed<VlanTag> tag = decode<VlanTag>(frame.subspan(size));
    if (!tag) return std::nullopt;
    type = tag->ether_type;
    size += layout<VlanTag>.octets;
  }
  if (!is_ip(type)) return std::nullopt;
  return size;
}

template <class Header>
std::optional<std::uint32_t> behind(Bytes frame, EtherType Header::*type) {
  const Parsed<Header> header = decode<Header>(frame);
  if (!header) return std::nullopt;
  return behind_vlan_tags(frame, *header.*type, layout<Header>.octets);
}

std::optional<std::uint32_t> behind_family(Bytes frame) {
  const Parsed<LoopbackHeader> header = decode<LoopbackHeader>(frame);
  if (!header || !header->carries()) return std::nullopt;
  return layout<LoopbackHeader>.octets;
}

std::optional<std::uint32_t> behind_header(Bytes frame, LinkType link) {
  switch (link) {
    case LinkType::ethernet:
      return behind(frame, &EthernetHeader::ether_type);
    case LinkType::linux_sll:
      return behind(frame, &SllHeader::protocol);
    case LinkType::linux_sll2:
      return behind(frame, &Sll2Header::protocol);
    case LinkType::null_loopback:
    case LinkType::loop:
      return behind_family(frame);
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
      return layout<EthernetHeader>.octets;
    case LinkType::null_loopback:
    case LinkType::loop:
      return layout<LoopbackHeader>.octets;
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
    encode(EthernetHeader{addresses.destination, addresses.source, is_v4 ? EtherType::ipv4 : EtherType::ipv6},
           out);
  } else if (link == LinkType::loop || link == LinkType::null_loopback) {
    encode(LoopbackHeader{is_v4 ? LoopbackHeader{}.family : own_ipv6_family}, out);
    const bool host_is_little = std::endian::native == std::endian::little;
    if (link == LinkType::null_loopback && host_is_little) std::reverse(out.begin(), out.begin() + 4);
  }
}

}  // namespace icmpwire
