// Where the pointer of a Parameter Problem points to: the field, its octet, and the rule that it breaks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packet/dissection.h"

namespace icmpwire {

struct ProblemPlace {
  std::uint32_t pointer;    // octet of the quoted datagram, from 0
  std::string field;        // "record_route.length"; empty where the octet is not quoted
  std::string value;        // as people read it; empty where it is no field's
  std::uint32_t at;         // of the octet in the error's packet
  std::uint32_t quote_at;   // where the quoted datagram begins there
  std::string rule;         // "is 2: type, length and pointer alone take 3"; empty where none known is broken
  std::string_view source;  // of the rule: "RFC 791 3.1"
};

// Of a packet whose outermost message is a Parameter Problem, of ICMP or of ICMPv6; nullopt for others and
// where nothing is quoted.
std::optional<ProblemPlace> problem_place(const Dissection& error);

// Two lines: the sixteen octets around the one at `at` in `datagram`, and marks beneath it. `label` goes
// before them. Empty where the datagram does not reach so far.
std::vector<std::string> marked_octet(std::string_view label, Bytes datagram, std::uint32_t at);

}  // namespace icmpwire
