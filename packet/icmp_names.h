// ICMP types and codes by IANA's numbers and the RFCs' names.
#pragma once

#include <cstdint>
#include <string_view>

namespace icmpwire {

enum class IcmpType : std::uint8_t {
  echo_reply = 0,
  destination_unreachable = 3,
  source_quench = 4,
  redirect = 5,
  echo_request = 8,
  router_advertisement = 9,
  router_solicitation = 10,
  time_exceeded = 11,
  parameter_problem = 12,
  timestamp_request = 13,
  timestamp_reply = 14,
  information_request = 15,
  information_reply = 16,
  address_mask_request = 17,
  address_mask_reply = 18,
  extended_echo_request = 42,
  extended_echo_reply = 43,
};

// RFC 1122 3.2.2: errors quote the datagram that they are about; all others are queries and answers.
constexpr bool is_error(IcmpType type) {
  return type == IcmpType::destination_unreachable || type == IcmpType::source_quench ||
         type == IcmpType::redirect || type == IcmpType::time_exceeded || type == IcmpType::parameter_problem;
}

std::string_view icmp_type_name(std::uint64_t type);                // "Echo Reply"; empty where unknown
std::string_view icmp_code_name(IcmpType type, std::uint8_t code);  // "host unreachable"; empty where unknown

}  // namespace icmpwire
