// What a kernel writes into the options of its own echo requests before they leave (RFC 1122 3.2.1.8 e).
#pragma once

#include "packet/address.h"
#include "packet/bytes.h"
#include "packet/time.h"

namespace icmpwire {

// The sender's own entry in the next free slot of each Record Route and Timestamp option, pointers moved on:
// its address, and its time in milliseconds since midnight UT; of prespecified timestamps only where the next
// one is ours. An injected frame has none of them unless this puts them there. What is full or malformed
// stays as it is.
void stamp_self(MutableBytes options, Ipv4Address address, std::uint32_t milliseconds);

// Milliseconds since midnight UT.
constexpr std::uint32_t milliseconds_of_day(Nanos since_1970) {
  constexpr std::int64_t day = 24LL * 3600 * 1000;
  const std::int64_t milliseconds = since_1970.count() / 1'000'000 % day;
  return static_cast<std::uint32_t>(milliseconds < 0 ? milliseconds + day : milliseconds);
}

}  // namespace icmpwire
