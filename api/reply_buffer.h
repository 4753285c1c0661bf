// The caller's reply buffer: replies as an array at its start, then their options and data (windows-semantics
// 4).
#pragma once

#include <icmpapi.h>

#include "icmp/outcome.h"

namespace icmpwire {

// What a call returns and which last error it leaves.
struct Packed {
  DWORD replies = 0;
  DWORD last_error = 0;
  DWORD octets = 0;  // of the buffer that were written
};

// Writes the outcome, at any alignment, and nothing beyond `buffer`, which has room for one reply at least.
// As many answers are taken as fit; where not even the first one's data does, one reply says
// IP_GENERAL_FAILURE. `Reserved` of the first reply becomes the number of replies.
Packed pack_outcome(const Outcome& outcome, MutableBytes buffer);

// IcmpParseReplies: takes the count out of the first reply.
Packed take_count(MutableBytes buffer);

// Of one answer: an ICMP error has no data, for what it quotes is not the caller's.
Bytes data_of(const Reception& reception);
DWORD whole_milliseconds(Nanos time);  // cut off

// The forms that replies have, by IP version.
struct ReplyFormat {
  Packed (*pack)(const Outcome& outcome, MutableBytes buffer);
  Packed (*take_count)(MutableBytes buffer);
};
inline constexpr ReplyFormat ipv4_replies = {pack_outcome, take_count};

}  // namespace icmpwire
