#include "icmp/echo_datagram.h"

#include "packet/icmp.h"
#include "packet/icmpv6.h"
#include "packet/ipv4.h"

namespace icmpwire {
namespace {

constexpr std::size_t largest_datagram = 65535;  // of the 16 bits of total length
constexpr std::size_t largest_ipv6_datagram =
    layout<Ipv6Header>.octets + 65535;  // of those of payload length

std::size_t headers_octets(const Request& request) {
  if (!request.to.is_v4()) return layout<Ipv6Header>.octets;
  return layout<Ipv4Header>.octets + request.options.padded_size();
}

std::optional<Failure> refusal_of_options(const Request& request) {
  if (!request.to.is_v4() && !request.options.empty()) {
    return refusal(request, Reason::bad_option, "IP options are IPv4's; IPv6 has extension headers instead");
  }
  const auto error = tiling_error(request.options.octets());
  if (!error || request.malformed_options) return std::nullopt;
  return refusal(request, Reason::bad_option,
                 "IP options octet " + std::to_string(error->at) + ": " + std::string(to_text(error->why)));
}

}  // namespace

Failure refusal(const Request& request, Reason reason, std::string detail) {
  return Failure("send an echo request to", to_text(request.to), reason, std::move(detail));
}

Failure not_to_be_cut(const Request& request, std::size_t octets, std::uint32_t mtu) {
  Failure failure = refusal(
      request, Reason::too_big,
      std::to_string(octets) + " octets are not to be fragmented where the MTU is " + std::to_string(mtu));
  failure.needs = "needs an MTU of at least " + std::to_string(octets);
  failure.mtu = mtu;
  return failure;
}

std::optional<Failure> refusal_of(const Request& request, const IpAddress& source) {
  if (request.to.is_v4() != source.is_v4()) {
    return refusal(request, Reason::unsupported,
                   "its source " + to_text(source) + " is of the other IP version");
  }
  if (auto failure = refusal_of_options(request)) return failure;
  const std::size_t octets = headers_octets(request) + layout<IcmpEcho>.octets + request.data.size();
  const std::size_t most = request.to.is_v4() ? largest_datagram : largest_ipv6_datagram;
  if (octets <= most) return std::nullopt;
  Failure failure =
      refusal(request, Reason::too_big,
              std::to_string(octets) + " octets; a datagram has " + std::to_string(most) + " at most");
  failure.mtu = static_cast<std::uint32_t>(most);
  return failure;
}

void build_echo_request(const Request& request, const EchoSender& sender, Octets& out) {
  const std::size_t payload_at = headers_octets(request);
  out.resize(payload_at + layout<IcmpEcho>.octets + request.data.size());
  const MutableBytes payload = MutableBytes(out).subspan(payload_at);

  if (request.to.is_v4()) {
    Ipv4Header header;
    header.tos = request.tos;
    header.identification = sender.ip_identification;
    header.reserved = request.reserved;
    header.dont_fragment = request.dont_fragment;
    header.ttl = request.ttl;
    header.source = sender.source.v4();
    header.destination = request.to.v4();
    IcmpEcho echo;
    echo.identifier = sender.identifier;
    echo.sequence = sender.sequence;
    build_icmp(echo, request.data, payload);
    build_ipv4(header, request.options, payload, out);
    return;
  }
  Ipv6Header header;
  header.traffic_class = request.tos;
  header.hop_limit = request.ttl;
  header.source = sender.source.v6();
  header.destination = request.to.v6();
  Icmpv6Echo echo;
  echo.identifier = sender.identifier;
  echo.sequence = sender.sequence;
  build_icmpv6(echo, request.data, header.source, header.destination, payload);
  build_ipv6(header, {}, payload, out);
}

}  // namespace icmpwire
