#include "capture/neighbour_frames.h"

#include <algorithm>

#include "packet/arp.h"
#include "packet/ethernet.h"
#include "packet/icmpv6.h"
#include "packet/ipv6.h"
#include "packet/ndp_options.h"

namespace icmpwire {
namespace {

constexpr std::size_t link_octets = layout<EthernetHeader>.octets;
constexpr std::uint8_t on_link_hop_limit = 255;  // no router lets it pass (RFC 4861 3.1)

Octets arp_question(const Ipv4Address& address, const Ipv4Address& from, const MacAddress& own,
                    const MacAddress& to) {
  ArpPacket question;
  question.sender_hardware = own;
  question.sender_protocol = from;
  question.target_protocol = address;
  Octets frame(link_octets + layout<ArpPacket>.octets);
  encode(EthernetHeader{to, own, EtherType::arp}, frame);
  encode(question, MutableBytes(frame).subspan(link_octets));
  return frame;
}

Octets solicitation(const Ipv6Address& address, const Ipv6Address& from, const MacAddress& own,
                    const std::optional<MacAddress>& to) {
  Ipv6Header header;
  header.hop_limit = on_link_hop_limit;
  header.source = from;
  header.destination = to ? address : solicited_node_multicast(address);
  NeighbourSolicitation question;
  question.target = address;
  Octets option(layout<NdpLinkAddress>.octets);
  encode(NdpLinkAddress{NdpOptionType::source_link_address, 1, own}, option);
  Octets message(layout<NeighbourSolicitation>.octets + option.size());
  build_icmpv6(question, option, header.source, header.destination, message);
  const Octets datagram = build_ipv6(header, {}, message);
  Octets frame(link_octets + datagram.size());
  const MacAddress station = to.value_or(multicast_mac(header.destination));
  encode(EthernetHeader{station, own, EtherType::ipv6}, frame);
  std::copy(datagram.begin(), datagram.end(), frame.begin() + link_octets);
  return frame;
}

std::optional<NeighbourAnswer> read_arp(Bytes octets) {
  const auto packet = decode<ArpPacket>(octets);
  const ArpPacket usual;
  if (!packet || packet->operation != ArpOperation::reply ||
      packet->hardware_length != usual.hardware_length || packet->protocol_length != usual.protocol_length) {
    return std::nullopt;
  }
  return NeighbourAnswer{packet->sender_protocol, packet->sender_hardware};
}

// Whether every option has a length, and ends where another one or the message does.
bool are_whole(Bytes options) {
  while (!options.empty()) {
    const auto option = decode<NdpOptionHeader>(options);
    const std::size_t size = option ? option->length * std::size_t{8} : 0;
    if (size == 0 || size > options.size()) return false;
    options = options.subspan(size);
  }
  return true;
}

// RFC 4861 7.1.2.
std::optional<NeighbourAnswer> read_advertisement(Bytes octets, std::uint32_t device) {
  const auto datagram = parse_ipv6(octets);
  if (!datagram || datagram->protocol != Protocol::icmpv6 || datagram->fragment) return std::nullopt;
  const Ipv6Header& header = datagram->header;
  const auto message = decode<NeighbourAdvertisement>(datagram->payload);
  if (!message || message->type != Icmpv6Type::neighbour_advertisement || message->code != 0 ||
      header.hop_limit != on_link_hop_limit || message->target.is_multicast() || !message->solicited ||
      header.destination.is_multicast() ||
      !icmpv6_checksum_ok(datagram->payload, header.source, header.destination)) {
    return std::nullopt;
  }
  const Bytes options = datagram->payload.subspan(layout<NeighbourAdvertisement>.octets);
  if (!are_whole(options)) return std::nullopt;
  return NeighbourAnswer{with_zone(message->target, device),
                         link_address(options, NdpOptionType::target_link_address), message->override_cached};
}

}  // namespace

Octets neighbour_question(const IpAddress& address, const IpAddress& from, const MacAddress& own,
                          const std::optional<MacAddress>& to) {
  return address.is_v4() ? arp_question(address.v4(), from.v4(), own, to.value_or(broadcast_mac))
                         : solicitation(address.v6(), from.v6(), own, to);
}

std::optional<NeighbourAnswer> read_neighbour_answer(Bytes frame, std::uint32_t device) {
  const auto header = decode<EthernetHeader>(frame);
  if (!header) return std::nullopt;
  const Bytes carried = frame.subspan(link_octets);
  if (header->ether_type == EtherType::arp) return read_arp(carried);
  if (header->ether_type == EtherType::ipv6) return read_advertisement(carried, device);
  return std::nullopt;
}

}  // namespace icmpwire
