// Which well-known program makes echo data like this, and what it wrote there.
#pragma once

#include <optional>
#include <string>

#include "packet/bytes.h"
#include "packet/time.h"

namespace icmpwire {

struct PayloadPattern {
  std::string maker;             // "iputils"; several where they send the same
  std::string meaning;           // one sentence on the octets, without the maker's name
  std::optional<Nanos> sent_at;  // since 1970 by the sender's clock, where a time is among them
};

// nullopt: no program is known to send such octets. A guess: whoever likes may send the same.
std::optional<PayloadPattern> payload_pattern(Bytes data);

}  // namespace icmpwire
