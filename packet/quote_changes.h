// What an ICMP error's quote tells of the way: the fields that are not as they were sent, and why.
#pragma once

#include <string>
#include <vector>

#include "packet/field_difference.h"

namespace icmpwire {

struct QuoteChange {
  FieldDifference change;  // `before` as it was sent, `after` as it is quoted
  std::string why;         // "rewritten on the way: NAT"; empty where the values say it all
};

// `error` quotes `request`, or its fragment; both are as they were captured, with link headers or without. A
// checksum that does not fit its header is named though it be unchanged. What a quote leaves out is no
// difference. Empty where nothing is quoted.
std::vector<QuoteChange> quote_changes(const Dissection& request, const Dissection& error);

// "ip.ttl 64 -> 1 (63 routers took one each)"
std::string to_text(const QuoteChange& change);

// The same beside the field as it is quoted: "was 64 when it was sent: 63 routers took one each".
std::string note_text(const QuoteChange& change);

}  // namespace icmpwire
