#include "capture/icmp_quote.h"

#include "packet/icmp.h"
#include "packet/icmpv6.h"

namespace icmpwire {
namespace {

template <class Message>
std::optional<IcmpQuote> quote_in(const Parsed<Message>& message, bool is_v4) {
  if (!message) return std::nullopt;
  const Parsed<IpDatagram> datagram = parse_quoted_ip(quoted_datagram(*message));
  if (!datagram || datagram->is_v4() != is_v4) return std::nullopt;
  return IcmpQuote{*datagram, message->body.subspan(datagram->octets.size())};
}

}  // namespace

std::optional<IcmpQuote> read_icmp_quote(Bytes message, bool is_v4) {
  return is_v4 ? quote_in(parse_icmp(message), true) : quote_in(parse_icmpv6(message), false);
}

}  // namespace icmpwire
