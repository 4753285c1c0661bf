// In which fields two packets differ, by the names of the field tables.
#pragma once

#include <string>
#include <vector>

#include "packet/bytes.h"
#include "packet/link_type.h"

namespace icmpwire {

struct FieldDifference {
  std::string field;        // "ip.ttl", "icmp.data", "ip.options"
  std::string left, right;  // the values as people read them
};

// Header by header; where one packet has a header that the other has not, the rest is not compared. Empty
// where the octets are the same.
std::vector<FieldDifference> differences(Bytes left, Bytes right, LinkType link);

// "ip.ttl (64, here 63), icmp.data (octet 9: 61, here 62)"
std::string to_text(const std::vector<FieldDifference>& differences);

}  // namespace icmpwire
