#include "icmp/outcome.h"

namespace icmpwire {

void Reception::keep(const Answer& answer) {
  header = answer.ip.header;
  from = header.source;
  type = static_cast<std::uint8_t>(answer.icmp.type());
  code = answer.icmp.code();
  datagram.assign(answer.ip.octets.begin(), answer.ip.octets.end());
  payload_at = static_cast<std::uint32_t>(answer.ip.header_octets.size());
  body_at = payload_at + static_cast<std::uint32_t>(answer.icmp.header_octets.size());
}

}  // namespace icmpwire
