// The datagram that an ICMP error quotes, read mildly: for messages of a capture, which may be cut or wrong.
#pragma once

#include <optional>

#include "packet/ip.h"

namespace icmpwire {

struct IcmpQuote {
  IpDatagram datagram;
  Bytes behind;  // in the message, behind the datagram: padding and RFC 4884 extensions
};

// nullopt for messages that quote none of that version. Spans lie in the message.
std::optional<IcmpQuote> read_icmp_quote(Bytes message, bool is_v4);

}  // namespace icmpwire
