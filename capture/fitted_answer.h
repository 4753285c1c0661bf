// A recorded answer as it would have come for a live request, datagram by datagram.
#pragma once

#include "capture/recorded_exchange.h"
#include "capture/replay_fit.h"

namespace icmpwire {

class FittedAnswer {
 public:
  // All must outlive it; `message` is memory that it may use.
  FittedAnswer(const RecordedExchange& exchange, const RecordedAnswer& answer, const IpDatagram& request,
               Octets& message);

  // One of the answer's datagrams, into `out`. The octets that it had on the wire, more than it has here
  // where the capture cut it; nullopt where nothing of a shorter message is left for it.
  std::optional<std::uint32_t> fit(const RecordedPart& part, Octets& out) const;

 private:
  const RecordedExchange& exchange_;
  const RequestPair requests_;
  const Bytes recorded_message_;
  const Octets& message_;
};

}  // namespace icmpwire
