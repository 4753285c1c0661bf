#include "packet/icmpv6.h"

#include "packet/icmp_shapes.h"

namespace icmpwire {
namespace {

template <class Header>
Parsed<Icmpv6Message> parse_as(Bytes octets) {
  return parse_shape<Header, Icmpv6Message>(octets);
}

}  // namespace

Parsed<Icmpv6Message> parse_icmpv6(Bytes octets) {
  if (octets.empty()) return tl::unexpected(Malformed{Why::truncated, 0});
  switch (Icmpv6Type{octets[0]}) {
    case Icmpv6Type::echo_request:
    case Icmpv6Type::echo_reply:
      return parse_as<Icmpv6Echo>(octets);
    case Icmpv6Type::destination_unreachable:
      return parse_as<Icmpv6Unreachable>(octets);
    case Icmpv6Type::packet_too_big:
      return parse_as<Icmpv6PacketTooBig>(octets);
    case Icmpv6Type::time_exceeded:
      return parse_as<Icmpv6TimeExceeded>(octets);
    case Icmpv6Type::parameter_problem:
      return parse_as<Icmpv6ParameterProblem>(octets);
    case Icmpv6Type::multicast_listener_query:
    case Icmpv6Type::multicast_listener_report:
    case Icmpv6Type::multicast_listener_done:
      return parse_as<Icmpv6MulticastListener>(octets);
    case Icmpv6Type::router_solicitation:
      return parse_as<RouterSolicitation>(octets);
    case Icmpv6Type::router_advertisement:
      return parse_as<RouterAdvertisement>(octets);
    case Icmpv6Type::neighbour_solicitation:
      return parse_as<NeighbourSolicitation>(octets);
    case Icmpv6Type::neighbour_advertisement:
      return parse_as<NeighbourAdvertisement>(octets);
    case Icmpv6Type::redirect:
      return parse_as<Icmpv6Redirect>(octets);
    case Icmpv6Type::multicast_listener_report_v2:
      return parse_as<Icmpv6MulticastReport>(octets);
    case Icmpv6Type::extended_echo_request:
      return parse_as<Icmpv6ExtendedEchoRequest>(octets);
    case Icmpv6Type::extended_echo_reply:
      return parse_as<Icmpv6ExtendedEchoReply>(octets);
  }
  return parse_as<Icmpv6Other>(octets);
}

Bytes quoted_datagram(const Icmpv6Message& message) {
  if (!is_error(message.type())) return {};
  constexpr std::size_t word_octets = 8;
  const Bytes quote = stated_quote<word_octets>(message);
  const Parsed<Ipv6Datagram> datagram = parse_quoted_ipv6(quote);
  return datagram ? datagram->octets : quote;
}

bool icmpv6_checksum_ok(Bytes message, const Ipv6Address& source, const Ipv6Address& destination) {
  const auto length = static_cast<std::uint32_t>(message.size());
  // The pseudo-header is never all zero, so that neither is the sum.
  return ones_complement_sum(message, pseudo_header_sum(source, destination, length, Protocol::icmpv6)) ==
         0xffff;
}

}  // namespace icmpwire
