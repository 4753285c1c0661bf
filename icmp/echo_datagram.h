// An echo request of either IP version as octets.
#pragma once

#include <optional>

#include "icmp/request.h"
#include "packet/result.h"

namespace icmpwire {

// What the sender chooses for a request beyond what its caller does.
struct EchoSender {
  IpAddress source;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  std::uint16_t ip_identification = 0;  // IPv4 alone
};

// Nothing, or why the request cannot be put on any wire: Reason::unsupported, bad_option, too_big.
std::optional<Failure> refusal_of(const Request& request, const IpAddress& source);
Failure refusal(const Request& request, Reason reason, std::string detail);
// Of an IPv6 request that is not to be fragmented; IPv4's flag says so by itself.
Failure not_to_be_cut(const Request& request, std::size_t octets, std::uint32_t mtu);

// The whole datagram into `out`, which keeps its capacity. The request must not be refused.
void build_echo_request(const Request& request, const EchoSender& sender, Octets& out);

}  // namespace icmpwire
