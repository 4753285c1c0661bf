// Does this packet answer that request? Tried test by test; the first one that fails says why not.
#pragma once

#include <optional>

#include "packet/answers.h"
#include "packet/failed_test.h"

namespace icmpwire {

// A candidate packet tried against a request.
struct Trial {
  // not_ours where a test failed; but a packet that fails by its checksum alone keeps its class and remarks.
  Verdict verdict;
  std::optional<FailedTest> failed;
  Answer answer;  // as far as it could be taken apart; spans lie in the packet's octets

  bool answers() const { return !failed; }  // whether it ends the request
};

// Any datagram may be asked about, as it was sent and before fragmentation, of either version. What answers
// it:
// - an ICMP query (echo, timestamp, information, address mask, extended echo, router and neighbour
//   solicitation): the reply of that kind to the request's source, with the request's identity;
// - UDP and TCP: what comes to the request's source with its ports exchanged;
// - each of them, and everything else: an ICMP error (no redirect) that quotes it. A query is known in a
// quote
//   by source and identity, or the identification where the quote is cut or a later fragment. All else by
//   source, protocol, destination (but under a source route and behind extension headers, which change it)
//   and either an identification that is not 0 or the first eight octets.
// `packet` is whole (reassembled). The source of a reply is no key: source routes and broadcasts change it.
// An IPv6 request that left in fragments is not known by their identification, which it does not hold.
// Allocates nothing.
Trial try_answer(const IpDatagram& request, const IpDatagram& packet);
Trial try_answer(Bytes request, Bytes packet);

// The verdict alone.
Verdict answers(Bytes request, Bytes packet);

}  // namespace icmpwire
