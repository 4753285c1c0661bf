#include "icmp/outcome.h"

namespace icmpwire {

void Reception::keep(const Answer& answer, std::uint32_t zone) {
  constexpr std::size_t flags_at = 6;
  const IpDatagram& ip = answer.ip;
  from = with_zone(ip.source, zone);
  ttl = ip.ttl;
  tos = ip.tos;
  flags = ip.is_v4() ? static_cast<std::uint8_t>(ip.octets[flags_at] >> 5) : std::uint8_t{0};
  type = answer.type;
  code = answer.code;
  pointer = answer.pointer;
  mtu = answer.mtu;
  datagram.assign(ip.octets.begin(), ip.octets.end());
  payload_at = static_cast<std::uint32_t>(ip.header_octets.size());
  body_at = static_cast<std::uint32_t>(ip.octets.size() - answer.body.size());
}

}  // namespace icmpwire
