// Requests that were sent, beside those that a capture holds.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "packet/bytes.h"
#include "packet/field_mask.h"

namespace icmpwire {

// What follows from a request's number, by RFC 6864 and RFC 792, and what another run changes: identifier,
// sequence, identification and the checksums over them.
const FieldMask& request_keys();

// A request that has no counterpart, or none but one that differs. At least one of both is there.
struct OddRequest {
  std::optional<Octets> recorded;
  std::optional<Octets> sent;
};

// Those that differ in more than their keys, in whatever order they were sent. With `loops` one recorded
// request may have been sent any number of times.
std::vector<OddRequest> odd_requests(std::span<const Octets> recorded, std::span<const Octets> sent,
                                     bool loops);

}  // namespace icmpwire
