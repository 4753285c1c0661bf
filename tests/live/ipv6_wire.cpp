#include "tests/live/ipv6_wire.h"

#include <net/if.h>

#include <stdexcept>

namespace icmpwire::live {

Ipv6Address ipv6(std::string_view text) { return parse_ipv6_address(text).value(); }

std::uint32_t index_of(const std::string& device) { return if_nametoindex(device.c_str()); }

Octets Ipv6Echo::datagram(const Ipv6Address& from, const Ipv6Address& to) const {
  Icmpv6Echo echo;
  echo.identifier = identifier;
  echo.sequence = sequence;
  Octets data(data_octets);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  Octets message(layout<Icmpv6Echo>.octets + data.size());
  build_icmpv6(echo, data, from, to, message);
  Ipv6Header header;
  header.hop_limit = hop_limit;
  header.source = from;
  header.destination = to;
  return build_ipv6(header, {}, message);
}

std::optional<Icmpv6Header> ReceivedIpv6::icmp() const {
  if (datagram.is_fragment() || datagram.protocol != Protocol::icmpv6) return std::nullopt;
  const auto message = parse_icmpv6(datagram.payload);
  if (!message) return std::nullopt;
  return message->header;
}

bool ReceivedIpv6::is(Icmpv6Type type, std::uint8_t code) const {
  return icmp() && datagram.payload[0] == static_cast<std::uint8_t>(type) && datagram.payload[1] == code;
}

Sent Ipv6Wire::send(const Ipv6Echo& echo, const IpAddress& to) {
  const auto route = (*this)->route(to, std::nullopt);
  if (!route) throw std::runtime_error(to_text(route.error()));
  const auto sent = (*this)->send(echo.datagram(route->source.v6(), to.v6()), *route);
  if (!sent) throw std::runtime_error(to_text(sent.error()));
  return *sent;
}

std::optional<ReceivedIpv6> Ipv6Wire::await(const Wanted& wanted) {
  Wire& wire = **this;
  const Nanos until = wire.now() + std::chrono::seconds(20);
  while (wire.now() < until) {
    const auto frame = wire.receive(until);
    if (!frame) throw std::runtime_error(to_text(frame.error()));
    if (!*frame || !parse_ipv6((*frame)->datagram())) continue;
    ReceivedIpv6 received{{(*frame)->octets.begin(), (*frame)->octets.end()}, **frame, {}};
    received.frame.octets = received.octets;
    received.datagram = *parse_ipv6(received.frame.datagram());
    if (wanted(received)) return received;
  }
  return std::nullopt;
}

std::optional<ReceivedIpv6> Ipv6Wire::await(Icmpv6Type type, std::uint8_t code) {
  return await([&](const ReceivedIpv6& received) { return received.is(type, code); });
}

bool Ipv6Wire::answers(const IpAddress& to, const Ipv6Echo& echo) {
  send(echo, to);
  return await(Icmpv6Type::echo_reply).has_value();
}

}  // namespace icmpwire::live
