// The caller's buffer for an IPv6 reply: the reply, and at octet 36 the data (windows-semantics 1.2, 7).
#pragma once

#include "api/reply_buffer.h"

namespace icmpwire {

// Writes the outcome's first answer, at any alignment, and nothing beyond `buffer`, which has room for the
// reply at least. Where its data does not fit, the reply says IP_GENERAL_FAILURE.
Packed pack_icmpv6_outcome(const Outcome& outcome, MutableBytes buffer);

// Icmp6ParseReplies: one reply for success and for a hop limit that was exceeded, else none and the status.
Packed parse_icmpv6_reply(MutableBytes buffer);

inline constexpr ReplyFormat ipv6_replies = {pack_icmpv6_outcome, parse_icmpv6_reply};

}  // namespace icmpwire
