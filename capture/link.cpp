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

using Kind = FrameContent::Kind;

// RFC 3032 5, RFC 2516 4.
constexpr EtherType mpls = EtherType{0x8847}, mpls_multicast = EtherType{0x8848};
constexpr EtherType pppoe_session = EtherType{0x8864};

// RFC 1661 2: the protocol of what follows, which takes one octet where it is compressed and two otherwise.
FrameContent behind_ppp_protocol(Bytes frame, std::size_t at) {
  if (frame.size() <= at) return {Kind::cut};
  const bool compressed = (frame[at] & 1) != 0;
  if (!compressed && frame.size() < at + 2) return {Kind::cut};
  const unsigned protocol = compressed ? frame[at] : read_u16(frame, at);
  constexpr unsigned ip = 0x21, ipv6 = 0x57, mpls_unicast = 0x281;
  if (protocol == mpls_unicast) return {Kind::mpls};
  if (protocol != ip && protocol != ipv6) return {Kind::other};
  return {Kind::ip, static_cast<std::uint32_t>(at + (compressed ? 1 : 2))};
}

// RFC 1662 3.1: address and control stand before the protocol, unless they were agreed away.
FrameContent behind_ppp(Bytes frame) {
  const bool has_address = frame.size() >= 2 && frame[0] == 0xff && frame[1] == 0x03;
  return behind_ppp_protocol(frame, has_address ? 2 : 0);
}

constexpr std::size_t pppoe_header_octets = 6;  // RFC 2516 4

// Behind a header of `size` octets that announces `type`: behind all VLAN tags.
FrameContent behind_type(Bytes frame, EtherType type, std::uint32_t size) {
  while (is_vlan(type)) {
    const Parsed<VlanTag> tag = decode<VlanTag>(frame.subspan(size));
    if (!tag) return {Kind::cut};
    type = tag->ether_type;
    size += layout<VlanTag>.octets;
  }
  if (type == EtherType::ipv4 || type == EtherType::ipv6) return {Kind::ip, size};
  if (type == pppoe_session) return behind_ppp_protocol(frame, size + pppoe_header_octets);
  return {type == mpls || type == mpls_multicast ? Kind::mpls : Kind::other};
}

template <class Header>
FrameContent behind(Bytes frame, EtherType Header::*type) {
  const Parsed<Header> header = decode<Header>(frame);
  if (!header) return {Kind::cut};
  return behind_type(frame, *header.*type, layout<Header>.octets);
}

// Most frames are of this kind: of the header the type alone is read.
FrameContent behind_ethernet(Bytes frame) {
  constexpr std::uint32_t size = layout<EthernetHeader>.octets;
  if (frame.size() < size) return {Kind::cut};
  return behind_type(frame, EtherType{read_u16(frame, size - 2)}, size);
}

FrameContent behind_family(Bytes frame) {
  const Parsed<LoopbackHeader> header = decode<LoopbackHeader>(frame);
  if (!header) return {Kind::cut};
  if (!header->carries()) return {Kind::other};
  return {Kind::ip, layout<LoopbackHeader>.octets};
}

FrameContent behind_header(Bytes frame, LinkType link) {
  switch (link) {
    case LinkType::ethernet:
      return behind_ethernet(frame);
    case LinkType::linux_sll:
      return behind(frame, &SllHeader::protocol);
    case LinkType::linux_sll2:
      return behind(frame, &Sll2Header::protocol);
    case LinkType::null_loopback:
    case LinkType::loop:
      return behind_family(frame);
    case LinkType::ppp:
    case LinkType::ppp_hdlc:
      return behind_ppp(frame);
    case LinkType::pppoe:
      return behind_ppp_protocol(frame, pppoe_header_octets);
    case LinkType::raw:
    case LinkType::ipv4:
    case LinkType::ipv6:
      return {Kind::ip, 0};
  }
  return {Kind::unknown_link};
}

}  // namespace

FrameContent frame_content(Bytes frame, LinkType link) {
  const FrameContent content = behind_header(frame, link);
  if (content.kind == Kind::ip && content.datagram_at >= frame.size()) return {Kind::cut};
  return content;
}

std::optional<std::uint32_t> datagram_offset(Bytes frame, LinkType link) {
  const FrameContent content = frame_content(frame, link);
  if (content.kind != Kind::ip) return std::nullopt;
  return content.datagram_at;
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
    case LinkType::ppp:
    case LinkType::ppp_hdlc:
    case LinkType::pppoe:
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
