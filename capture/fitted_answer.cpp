#include "capture/fitted_answer.h"

namespace icmpwire {

FittedAnswer::FittedAnswer(const RecordedExchange& exchange, const RecordedAnswer& answer,
                           const IpDatagram& request, Octets& message)
    : exchange_(exchange),
      requests_{exchange.query(), request},
      recorded_message_(exchange.octets(answer.message)),
      message_(message) {
  const auto first = parse_quoted_ip(exchange.octets(answer.parts.front().datagram));
  fit_message(requests_, *first, recorded_message_, message);
}

std::optional<std::uint32_t> FittedAnswer::fit(const RecordedPart& part, Octets& out) const {
  const auto recorded = parse_quoted_ip(exchange_.octets(part.datagram));
  if (!fit_datagram(requests_, *recorded, recorded_message_.size(), message_, out)) return std::nullopt;
  if (!recorded->truncated) return static_cast<std::uint32_t>(out.size());
  const auto fitted = parse_quoted_ip(out);
  return static_cast<std::uint32_t>(fitted->header_octets.size() + fitted->stated_payload());
}

}  // namespace icmpwire
