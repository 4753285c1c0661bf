// Fitting a recorded answer to the live request that it is given to.
#pragma once

#include "capture/query_name.h"

namespace icmpwire {

// The recorded request and the live one, both whole datagrams of the same IP version.
struct RequestPair {
  const IpDatagram& recorded;
  const IpDatagram& live;
};

// The ICMP message of a recorded answer as it would have come for the live request, into `out`; `answer` is
// one of the datagrams that brought it. Octets that the answer had from its request (identifier, sequence,
// data; in an error the quoted header and what it quotes) become the live request's; where they differed they
// differ by the same bits. The checksums follow by difference (RFC 1624): one that was wrong or stale stays
// so by as much. Where the live request's data has another length, an echo and a whole quote take that
// length, and what was cut stays cut at its place.
void fit_message(const RequestPair& requests, const IpDatagram& answer, Bytes recorded_message, Octets& out);

// One recorded datagram of the answer, with its part of the fitted message and its header made to fit, into
// `out`. False where nothing of a shorter message is left for it. `recorded_message_size` is in octets.
bool fit_datagram(const RequestPair& requests, const IpDatagram& recorded, std::size_t recorded_message_size,
                  Bytes message, Octets& out);

}  // namespace icmpwire
