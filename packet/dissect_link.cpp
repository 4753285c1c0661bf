// Link headers, and what they carry.
#include <algorithm>

#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/dissector.h"
#include "packet/ipv4.h"
#include "packet/loopback.h"
#include "packet/ppp.h"

namespace icmpwire {

void Dissector::frame(LinkType link) {
  const Stretch all{0, static_cast<std::uint32_t>(packet_.octets.size()), 0};
  if (all.size() == 0) return stop(Why::truncated, 0);
  switch (link) {
    case LinkType::ethernet:
      return ethernet(all);
    case LinkType::linux_sll:
      return sll(all);
    case LinkType::linux_sll2:
      return sll2(all);
    case LinkType::null_loopback:
    case LinkType::loop:
      return loopback(all);
    case LinkType::raw:
      return ip_of_either_version(all);
    case LinkType::ipv4:
      return ipv4(all, Reading::received);
    case LinkType::ipv6:
      return ipv6(all, Reading::received);
    case LinkType::ppp:
    case LinkType::ppp_hdlc:
      return ppp_frame(all);
    case LinkType::pppoe:
      return pppoe(all);
  }
  stop(Why::unsupported_link_type, 0);
  run(not_understood_layout, all);
}

void Dissector::ethernet(Stretch frame) {
  const std::uint32_t start = frame.at;
  if (!header(layout<EthernetHeader>, frame)) return stop(Why::truncated, frame.end);
  link_payload(read<EthernetHeader>(start).ether_type, frame);
}

void Dissector::sll(Stretch frame) {
  const std::uint32_t start = frame.at;
  if (!header(layout<SllHeader>, frame)) return stop(Why::truncated, frame.end);
  link_payload(read<SllHeader>(start).protocol, frame);
}

void Dissector::sll2(Stretch frame) {
  const std::uint32_t start = frame.at;
  if (!header(layout<Sll2Header>, frame)) return stop(Why::truncated, frame.end);
  link_payload(read<Sll2Header>(start).protocol, frame);
}

void Dissector::loopback(Stretch frame) {
  const std::uint32_t start = frame.at;
  if (!header(layout<LoopbackHeader>, frame)) return stop(Why::truncated, frame.end);
  const std::optional<EtherType> carried = read<LoopbackHeader>(start).carries();
  if (carried) return link_payload(*carried, frame);
  run(payload_layout, frame);
}

void Dissector::link_payload(EtherType type, Stretch rest) {
  while (is_vlan(type)) {
    const std::uint32_t start = rest.at;
    if (!header(layout<VlanTag>, rest)) return stop(Why::truncated, rest.end);
    type = read<VlanTag>(start).ether_type;
  }
  switch (type) {
    case EtherType::ipv4:
      return ipv4(rest, Reading::received);
    case EtherType::arp:
      return arp(rest);
    case EtherType::ipv6:
      return ipv6(rest, Reading::received);
    case EtherType::pppoe_discovery:
    case EtherType::pppoe_session:
      return pppoe(rest);
    default:
      return run(payload_layout, rest);
  }
}

// RFC 1662 3.1: address and control stand before the protocol, unless they were agreed away.
void Dissector::ppp_frame(Stretch frame) {
  const bool whole = frame.size() >= layout<PppFraming>.octets;
  if (whole && read<PppFraming>(frame.at).is_there()) header(layout<PppFraming>, frame);
  if (frame.size() == 0) return stop(Why::truncated, frame.end);
  ppp(frame);
}

void Dissector::ppp(Stretch frame) {
  const std::uint32_t start = frame.at;
  const bool compressed = frame.size() > 0 && read<PppCompressedHeader>(start).is_there();
  if (!header(compressed ? layout<PppCompressedHeader> : layout<PppHeader>, frame))
    return stop(Why::truncated, frame.end);
  const std::uint16_t protocol =
      compressed ? read<PppCompressedHeader>(start).protocol : read<PppHeader>(start).protocol;
  const std::optional<EtherType> carried = carried_by_ppp(protocol);
  if (carried) return link_payload(*carried, frame);
  run(payload_layout, frame);
}

void Dissector::pppoe(Stretch frame) {
  const std::uint32_t start = frame.at;
  if (!header(layout<PppoeHeader>, frame)) return stop(Why::truncated, frame.end);
  const auto about = read<PppoeHeader>(start);
  Stretch contents = frame;
  contents.end = std::min(frame.end, frame.at + about.length);
  if (about.code != 0) {
    pppoe_tags(contents);
  } else {
    ppp(contents);
  }
  run(padding_layout, {contents.end, frame.end, frame.depth});
}

void Dissector::pppoe_tags(Stretch area) {
  packet_.layers.back().length = area.end - (area.at - layout<PppoeHeader>.octets);
  area.depth = static_cast<std::uint8_t>(area.depth + 1);
  area.part = true;
  while (area.size() > 0) {
    Stretch tag = area;
    if (!header(layout<PppoeTag>, tag)) return;
    const std::uint32_t length = read<PppoeTag>(area.at).length;
    const std::uint32_t end = std::min(area.end, tag.at + length);
    packet_.layers.back().length = end - area.at;
    run(tag_value_layout, {tag.at, end, static_cast<std::uint8_t>(area.depth + 1), true});
    area.at = end;
  }
}

// Addresses of other lengths lie elsewhere than the table says.
void Dissector::arp(Stretch rest) {
  constexpr std::uint32_t octets = layout<ArpPacket>.octets;
  if (rest.size() >= octets) {
    const auto packet = read<ArpPacket>(rest.at);
    if (packet.hardware_length != 6 || packet.protocol_length != 4) return run(payload_layout, rest);
  }
  if (!header(layout<ArpPacket>, rest)) return stop(Why::truncated, rest.end);
  run(padding_layout, rest);
}

void Dissector::ip_of_either_version(Stretch rest) {
  constexpr unsigned version_6 = 6;
  if (packet_.octets[rest.at] >> 4 == version_6) return ipv6(rest, Reading::received);
  ipv4(rest, Reading::received);
}

}  // namespace icmpwire
