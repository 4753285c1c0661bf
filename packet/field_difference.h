// In which fields two packets differ, by the names of the field tables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "packet/bytes.h"
#include "packet/link_type.h"

namespace icmpwire {

struct FieldDifference {
  std::string
      field;  // "ip.ttl", "record_route.pointer"; the layer's name for octets without fields: "payload"
  std::uint32_t at = 0;       // the octet where it begins in the packet before
  std::string before, after;  // the values as people read them
};

// Header by header, option by option. Where the options of a header, or its other parts, are not of the same
// kinds they are one difference, as octets; where one packet has a header that the other has not, the rest is
// not compared. Empty where the octets are the same.
// A packet of which only the beginning is known, as of a quoted one, is compared with as much of the other.
std::vector<FieldDifference> differences(Bytes before, Bytes after, LinkType link);

// "ip.checksum 0x1234 -> 0x5c2e"
std::string to_text(const FieldDifference& difference);

// "ip.ttl (64, here 63), payload (octet 9: 61, here 62)"
std::string to_text(const std::vector<FieldDifference>& differences);

}  // namespace icmpwire
