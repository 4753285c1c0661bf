#include "capture/live_frames.h"

#include <algorithm>

#include "packet/ethernet.h"
#include "packet/icmp.h"
#include "packet/ipv4.h"

namespace icmpwire {
MacAddress multicast_mac(const Ipv4Address& group) {
  const auto& octets = group.octets;
  return {{0x01, 0x00, 0x5e, static_cast<std::uint8_t>(octets[1] & 0x7f), octets[2], octets[3]}};
}

MutableBytes frame_datagram(Bytes datagram, LinkType link, const LinkAddresses& addresses, Octets& scratch) {
  const std::size_t header_size = link_header_size(link).value_or(0);
  const bool is_v4 = datagram.empty() || datagram[0] >> 4 != 6;
  scratch.resize(header_size + datagram.size());
  write_link_header(link, addresses, is_v4, scratch);
  std::copy(datagram.begin(), datagram.end(), scratch.begin() + static_cast<std::ptrdiff_t>(header_size));
  return scratch;
}

Octets arp_question(const Ipv4Address& address, const Ipv4Address& from, const LinkAddresses& link) {
  ArpPacket question;
  question.sender_hardware = link.source;
  question.sender_protocol = from;
  question.target_protocol = address;
  Octets frame(layout<EthernetHeader>.octets + layout<ArpPacket>.octets);
  encode(EthernetHeader{link.destination, link.source, EtherType::arp}, frame);
  encode(question, MutableBytes(frame).subspan(layout<EthernetHeader>.octets));
  return frame;
}

std::optional<ArpPacket> read_arp(Bytes frame) {
  const auto header = decode<EthernetHeader>(frame);
  if (!header || header->ether_type != EtherType::arp) return std::nullopt;
  const auto packet = decode<ArpPacket>(frame.subspan(layout<EthernetHeader>.octets));
  const ArpPacket usual;
  if (!packet || packet->hardware_length != usual.hardware_length ||
      packet->protocol_length != usual.protocol_length) {
    return std::nullopt;
  }
  return *packet;
}

std::optional<Octets> host_unreachable(Bytes datagram, const Ipv4Address& own) {
  constexpr std::uint8_t host = 1;
  constexpr std::size_t most_quoted = 576 - 28;  // RFC 1812 4.3.2.3
  const auto subject = parse_quoted_ipv4(datagram);
  if (!subject || subject->header.fragment_offset != 0) return std::nullopt;
  if (subject->header.protocol == Protocol::icmp && !subject->payload.empty() &&
      is_error(IcmpType{subject->payload[0]})) {
    return std::nullopt;
  }
  const Bytes quote = first_at_most(datagram, most_quoted);
  IcmpUnreachable error;
  error.code = host;
  Octets message(layout<IcmpUnreachable>.octets + quote.size());
  build_icmp(error, quote, message);
  Ipv4Header header;
  header.tos = 0xc0;  // internetwork control (RFC 1812 4.3.2.5)
  header.source = own;
  header.destination = own;
  return build_ipv4(header, {}, message);
}

}  // namespace icmpwire
