#include "capture/neighbour_replies.h"

#include <algorithm>

#include "packet/arp.h"
#include "packet/ethernet.h"
#include "packet/icmpv6.h"
#include "packet/ipv6.h"
#include "packet/ndp_options.h"

namespace icmpwire {
namespace {

constexpr std::size_t link_octets = layout<EthernetHeader>.octets;
constexpr std::uint8_t on_link_hop_limit = 255;  // RFC 4861 7.1.1: no router has passed it on

std::optional<NeighbourQuestion> read_arp_request(Bytes octets) {
  const auto packet = decode<ArpPacket>(octets);
  const ArpPacket usual;
  if (!packet || packet->operation != ArpOperation::request ||
      packet->hardware_length != usual.hardware_length || packet->protocol_length != usual.protocol_length) {
    return std::nullopt;
  }
  const bool asks_for_itself = packet->sender_protocol == packet->target_protocol;
  if (packet->sender_protocol.value() == 0 || asks_for_itself) return std::nullopt;
  return NeighbourQuestion{packet->target_protocol, packet->sender_protocol, packet->sender_hardware};
}

std::optional<NeighbourQuestion> read_solicitation(Bytes octets, const MacAddress& station) {
  const auto datagram = parse_ipv6(octets);
  if (!datagram || datagram->protocol != Protocol::icmpv6 || datagram->fragment) return std::nullopt;
  const Ipv6Header& header = datagram->header;
  const auto message = decode<NeighbourSolicitation>(datagram->payload);
  if (!message || message->type != Icmpv6Type::neighbour_solicitation || message->code != 0 ||
      header.hop_limit != on_link_hop_limit || header.source == Ipv6Address{} ||
      message->target.is_multicast() ||
      !icmpv6_checksum_ok(datagram->payload, header.source, header.destination)) {
    return std::nullopt;
  }
  return NeighbourQuestion{message->target, header.source, station};
}

Octets arp_reply(const NeighbourQuestion& question, const MacAddress& own) {
  ArpPacket reply;
  reply.operation = ArpOperation::reply;
  reply.sender_hardware = own;
  reply.sender_protocol = question.wanted.v4();
  reply.target_hardware = question.asker_station;
  reply.target_protocol = question.asker.v4();
  Octets frame(link_octets + layout<ArpPacket>.octets);
  encode(EthernetHeader{question.asker_station, own, EtherType::arp}, frame);
  encode(reply, MutableBytes(frame).subspan(link_octets));
  return frame;
}

Octets advertisement(const NeighbourQuestion& question, const MacAddress& own) {
  Ipv6Header header;
  header.hop_limit = on_link_hop_limit;
  header.source = question.wanted.v6();
  header.destination = question.asker.v6();
  NeighbourAdvertisement reply;
  reply.solicited = true;
  reply.override_cached = true;
  reply.target = question.wanted.v6();
  Octets option(layout<NdpLinkAddress>.octets);
  encode(NdpLinkAddress{NdpOptionType::target_link_address, 1, own}, option);
  Octets message(layout<NeighbourAdvertisement>.octets + option.size());
  build_icmpv6(reply, option, header.source, header.destination, message);
  const Octets datagram = build_ipv6(header, {}, message);
  Octets frame(link_octets + datagram.size());
  encode(EthernetHeader{question.asker_station, own, EtherType::ipv6}, frame);
  std::copy(datagram.begin(), datagram.end(), frame.begin() + link_octets);
  return frame;
}

}  // namespace

std::optional<NeighbourQuestion> read_neighbour_question(Bytes frame) {
  const auto header = decode<EthernetHeader>(frame);
  if (!header) return std::nullopt;
  const Bytes carried = frame.subspan(link_octets);
  if (header->ether_type == EtherType::arp) return read_arp_request(carried);
  if (header->ether_type == EtherType::ipv6) return read_solicitation(carried, header->source);
  return std::nullopt;
}

Octets neighbour_reply(const NeighbourQuestion& question, const MacAddress& own) {
  return question.wanted.is_v4() ? arp_reply(question, own) : advertisement(question, own);
}

}  // namespace icmpwire
