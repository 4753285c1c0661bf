#include "packet/icmp_names.h"

#include <array>

#include "packet/extended_echo.h"
#include "packet/numbered_names.h"

namespace icmpwire {
namespace {

constexpr std::array<std::string_view, 16> unreachable_codes =
    {  // RFC 792, RFC 1122 3.2.2.1, RFC 1812 5.2.7.1
        "net unreachable",
        "host unreachable",
        "protocol unreachable",
        "port unreachable",
        "fragmentation needed and DF set",
        "source route failed",
        "destination network unknown",
        "destination host unknown",
        "source host isolated",
        "network administratively prohibited",
        "host administratively prohibited",
        "network unreachable for type of service",
        "host unreachable for type of service",
        "communication administratively prohibited",
        "host precedence violation",
        "precedence cutoff in effect"};
constexpr std::array<std::string_view, 4> redirect_codes = {  // RFC 792
    "for the network", "for the host", "for the type of service and network",
    "for the type of service and host"};
constexpr std::array<std::string_view, 2> time_exceeded_codes = {  // RFC 792
    "time to live exceeded in transit", "fragment reassembly time exceeded"};
constexpr std::array<std::string_view, 3> parameter_problem_codes = {  // RFC 792, RFC 1108, IANA
    "pointer indicates the error", "missing a required option", "bad length"};

constexpr std::uint8_t does_not_route = 16;                              // RFC 5944 2.1.1
constexpr std::array<std::string_view, 5> extended_echo_reply_codes = {  // RFC 8335 3
    "no error", "malformed query", "no such interface", "no such table entry",
    "multiple interfaces satisfy query"};
constexpr std::array<std::string_view, 7> neighbour_cache_states = {  // RFC 8335 3
    "reserved", "incomplete", "reachable", "stale", "delay", "probe", "failed"};

}  // namespace

std::string_view icmp_type_name(std::uint64_t type) {
  switch (static_cast<IcmpType>(type <= 0xff ? type : 0xff)) {
    case IcmpType::echo_reply:
      return "Echo Reply";
    case IcmpType::destination_unreachable:
      return "Destination Unreachable";
    case IcmpType::source_quench:
      return "Source Quench";
    case IcmpType::redirect:
      return "Redirect";
    case IcmpType::echo_request:
      return "Echo Request";
    case IcmpType::router_advertisement:
      return "Router Advertisement";
    case IcmpType::router_solicitation:
      return "Router Solicitation";
    case IcmpType::time_exceeded:
      return "Time Exceeded";
    case IcmpType::parameter_problem:
      return "Parameter Problem";
    case IcmpType::timestamp_request:
      return "Timestamp";
    case IcmpType::timestamp_reply:
      return "Timestamp Reply";
    case IcmpType::information_request:
      return "Information Request";
    case IcmpType::information_reply:
      return "Information Reply";
    case IcmpType::address_mask_request:
      return "Address Mask Request";
    case IcmpType::address_mask_reply:
      return "Address Mask Reply";
    case IcmpType::extended_echo_request:
      return "Extended Echo Request";
    case IcmpType::extended_echo_reply:
      return "Extended Echo Reply";
  }
  return {};
}

std::string_view extended_echo_code_name(std::uint64_t code) {
  return name_of(extended_echo_reply_codes, code);
}

std::string_view neighbour_cache_state_name(std::uint64_t state) {
  return name_of(neighbour_cache_states, state);
}

std::string_view icmp_code_name(IcmpType type, std::uint8_t code) {
  switch (type) {
    case IcmpType::destination_unreachable:
      return name_of(unreachable_codes, code);
    case IcmpType::redirect:
      return name_of(redirect_codes, code);
    case IcmpType::time_exceeded:
      return name_of(time_exceeded_codes, code);
    case IcmpType::parameter_problem:
      return name_of(parameter_problem_codes, code);
    case IcmpType::extended_echo_reply:
      return extended_echo_code_name(code);
    case IcmpType::router_advertisement:
      return code == does_not_route ? "does not route common traffic" : code == 0 ? "normal" : "";
    default:
      return {};
  }
}

}  // namespace icmpwire
