// Link headers, and what they carry.
#include "packet/arp.h"
#include "packet/cooked.h"
#include "packet/dissector.h"
#include "packet/ipv4.h"
#include "packet/loopback.h"

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
    case LinkType::pppoe:
      break;
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
    default:
      return run(payload_layout, rest);
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
