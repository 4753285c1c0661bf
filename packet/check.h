// What is wrong with a packet, where, and by which rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "packet/dissection.h"

namespace icmpwire {

struct Finding {
  std::uint32_t at;         // octet, from the start of the packet
  std::uint32_t length;     // octets concerned, at least 1
  std::string field;        // "ip.checksum"
  std::string rule;         // "is 0x1234, must be 0x5c2e: the one's complement sum of the header"
  std::string_view source;  // "RFC 791 3.1"
};

// In the order of the octets. Quoted headers are judged mildly: routers change them (RFC 1812 4.3.2.3).
std::vector<Finding> check(const Dissection& packet);

}  // namespace icmpwire
