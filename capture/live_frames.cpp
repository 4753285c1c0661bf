#include "capture/live_frames.h"

#include <algorithm>

#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"
#include "packet/ipv6.h"

namespace icmpwire {
namespace {

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

std::optional<Octets> address_unreachable(Bytes datagram, const Ipv6Address& own) {
  constexpr std::uint8_t address = 3;
  constexpr std::size_t most_quoted = 1280 - 48;  // RFC 4443 2.4 (c)
  const auto subject = parse_quoted_ipv6(datagram);
  if (!subject || subject->is_later_fragment() || subject->header.destination.is_multicast()) {
    return std::nullopt;
  }
  if (subject->protocol == Protocol::icmpv6 && !subject->payload.empty() &&
      is_error(Icmpv6Type{subject->payload[0]})) {
    return std::nullopt;
  }
  const Bytes quote = first_at_most(datagram, most_quoted);
  Icmpv6Unreachable error;
  error.code = address;
  Octets message(layout<Icmpv6Unreachable>.octets + quote.size());
  build_icmpv6(error, quote, own, own, message);
  Ipv6Header header;
  header.source = own;
  header.destination = own;
  return build_ipv6(header, {}, message);
}

}  // namespace

MacAddress multicast_mac(const IpAddress& group) {
  if (!group.is_v4()) return multicast_mac(group.v6());
  const auto octets = group.octets();
  return {{0x01, 0x00, 0x5e, static_cast<std::uint8_t>(octets[1] & 0x7f), octets[2], octets[3]}};
}

MutableBytes frame_datagram(Bytes datagram, bool is_v4, LinkType link, const LinkAddresses& addresses,
                            Octets& scratch) {
  const std::size_t header_size = link_header_size(link).value_or(0);
  scratch.resize(header_size + datagram.size());
  write_link_header(link, addresses, is_v4, scratch);
  std::copy(datagram.begin(), datagram.end(), scratch.begin() + static_cast<std::ptrdiff_t>(header_size));
  return scratch;
}

bool tells_mtu(Bytes datagram) {
  constexpr std::size_t protocol_at = 9, next_header_at = 6, ipv6_octets = layout<Ipv6Header>.octets;
  constexpr std::uint8_t too_big = 4;  // the code of Destination Unreachable
  if (datagram.size() < layout<Ipv4Header>.octets) return false;
  if (datagram[0] >> 4 == 4) {
    const std::size_t message_at = std::size_t{datagram[0] & 0x0fU} * 4;
    return Protocol{datagram[protocol_at]} == Protocol::icmp && datagram.size() > message_at + 1 &&
           IcmpType{datagram[message_at]} == IcmpType::destination_unreachable &&
           datagram[message_at + 1] == too_big;
  }
  return datagram.size() > ipv6_octets && Protocol{datagram[next_header_at]} == Protocol::icmpv6 &&
         Icmpv6Type{datagram[ipv6_octets]} == Icmpv6Type::packet_too_big;
}

std::optional<Octets> unreachable(Bytes datagram, const IpAddress& own) {
  return own.is_v4() ? host_unreachable(datagram, own.v4()) : address_unreachable(datagram, own.v6());
}

}  // namespace icmpwire
