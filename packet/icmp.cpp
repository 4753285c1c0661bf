#include "packet/icmp.h"

#include "packet/icmp_shapes.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

template <class Header>
Parsed<IcmpMessage> parse_as(Bytes octets) {
  return parse_shape<Header, IcmpMessage>(octets);
}

}  // namespace

Parsed<IcmpMessage> parse_icmp(Bytes octets) {
  if (octets.empty()) return tl::unexpected(Malformed{Why::truncated, 0});
  switch (IcmpType{octets[0]}) {
    case IcmpType::echo_reply:
    case IcmpType::echo_request:
    case IcmpType::information_request:
    case IcmpType::information_reply:
      return parse_as<IcmpEcho>(octets);
    case IcmpType::destination_unreachable:
      return parse_as<IcmpUnreachable>(octets);
    case IcmpType::source_quench:
      return parse_as<IcmpSourceQuench>(octets);
    case IcmpType::redirect:
      return parse_as<IcmpRedirect>(octets);
    case IcmpType::time_exceeded:
      return parse_as<IcmpTimeExceeded>(octets);
    case IcmpType::parameter_problem:
      return parse_as<IcmpParameterProblem>(octets);
    case IcmpType::timestamp_request:
    case IcmpType::timestamp_reply:
      return parse_as<IcmpTimestamp>(octets);
    case IcmpType::address_mask_request:
    case IcmpType::address_mask_reply:
      return parse_as<IcmpAddressMask>(octets);
    case IcmpType::router_advertisement:
      return parse_as<IcmpRouterAdvertisement>(octets);
    case IcmpType::router_solicitation:
      return parse_as<IcmpRouterSolicitation>(octets);
    case IcmpType::extended_echo_request:
      return parse_as<IcmpExtendedEchoRequest>(octets);
    case IcmpType::extended_echo_reply:
      return parse_as<IcmpExtendedEchoReply>(octets);
  }
  return parse_as<IcmpOther>(octets);
}

Bytes quoted_datagram(const IcmpMessage& message) {
  if (!is_error(message.type())) return {};
  constexpr std::size_t word_octets = 4;
  const Bytes quote = stated_quote<word_octets>(message);
  const Parsed<Ipv4Datagram> datagram = parse_quoted_ipv4(quote);
  return datagram ? datagram->octets : quote;
}

}  // namespace icmpwire
