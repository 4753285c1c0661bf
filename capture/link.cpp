#include "capture/link.h"

#include <algorithm>
#include <bit>

#include "packet/cooked.h"
#include "packet/ethernet.h"
#include "packet/loopback.h"
#include "packet/ppp.h"

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

// Behind the header of a PPP frame without address and control (RFC 1661 2).
FrameContent behind_ppp_protocol(Bytes frame, std::size_t at) {
  if (frame.size() <= at) return {Kind::cut};
  const Bytes rest = frame.subspan(at);
  const bool compressed = decode_fixed<PppCompressedHeader>(rest).is_there();
  const std::size_t size = compressed ? layout<PppCompressedHeader>.octets : layout<PppHeader>.octets;
  if (rest.size() < size) return {Kind::cut};
  const std::uint16_t protocol =
      compressed ? decode_fixed<PppCompressedHeader>(rest).protocol : decode_fixed<PppHeader>(rest).protocol;
  const std::optional<EtherType> carried = carried_by_ppp(protocol);
  if (!carried) return {Kind::other};
  if (*carried == EtherType::mpls) return {Kind::mpls};
  return {Kind::ip, static_cast<std::uint32_t>(at + size)};
}

// RFC 1662 3.1: address and control stand before the protocol, unless they were agreed away.
FrameContent behind_ppp(Bytes frame) {
  const Parsed<PppFraming> framing = decode<PppFraming>(frame);
  return behind_ppp_protocol(frame, framing && framing->is_there() ? layout<PppFraming>.octets : 0);
}

// Behind a header of `size` octets that announces `type`: behind all VLAN tags.
FrameContent behind_type(Bytes frame, EtherType type, std::uint32_t size) {
  while (is_vlan(type)) {
    const Parsed<VlanTag> tag = decode<VlanTag>(frame.subspan(size));
    if (!tag) return {Kind::cut};
    type = tag->ether_type;
    size += layout<VlanTag>.octets;
  }
  if (type == EtherType::ipv4 || type == EtherType::ipv6) return {Kind::ip, size};
  if (type == EtherType::pppoe_session) return behind_ppp_protocol(frame, size + layout<PppoeHeader>.octets);
  return {type == EtherType::mpls || type == EtherType::mpls_multicast ? Kind::mpls : Kind::other};
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
      return behind_ppp_protocol(frame, layout<PppoeHeader>.octets);
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
