#include "packet/icmpv6_names.h"

#include "packet/extended_echo.h"
#include "packet/message_entries.h"
#include "packet/numbered_names.h"

namespace icmpwire {
namespace {

constexpr std::string_view unreachable_codes[] = {  // RFC 4443 3.1
    "no route to destination",
    "communication with destination administratively prohibited",
    "beyond scope of source address",
    "address unreachable",
    "port unreachable",
    "source address failed ingress or egress policy",
    "reject route to destination"};
constexpr std::string_view time_exceeded_codes[] = {  // RFC 4443 3.3
    "hop limit exceeded in transit", "fragment reassembly time exceeded"};
constexpr std::string_view parameter_problem_codes[] = {  // RFC 4443 3.4, RFC 7112 5, RFC 8883 2, IANA
    "erroneous header field encountered",
    "unrecognized next header type encountered",
    "unrecognized IPv6 option encountered",
    "first fragment has incomplete IPv6 header chain",
    "segment routing upper-layer header error",
    "unrecognized next header type encountered by intermediate node",
    "extension header too big",
    "extension header chain too long",
    "too many extension headers",
    "too many options in extension header",
    "option too big"};

}  // namespace

std::string_view icmpv6_type_name(std::uint64_t type) {
  switch (static_cast<Icmpv6Type>(type <= 0xff ? type : 0xff)) {
    case Icmpv6Type::destination_unreachable:
      return "Destination Unreachable";
    case Icmpv6Type::packet_too_big:
      return "Packet Too Big";
    case Icmpv6Type::time_exceeded:
      return "Time Exceeded";
    case Icmpv6Type::parameter_problem:
      return "Parameter Problem";
    case Icmpv6Type::echo_request:
      return "Echo Request";
    case Icmpv6Type::echo_reply:
      return "Echo Reply";
    case Icmpv6Type::multicast_listener_query:
      return "Multicast Listener Query";
    case Icmpv6Type::multicast_listener_report:
      return "Multicast Listener Report";
    case Icmpv6Type::multicast_listener_done:
      return "Multicast Listener Done";
    case Icmpv6Type::router_solicitation:
      return "Router Solicitation";
    case Icmpv6Type::router_advertisement:
      return "Router Advertisement";
    case Icmpv6Type::neighbour_solicitation:
      return "Neighbour Solicitation";
    case Icmpv6Type::neighbour_advertisement:
      return "Neighbour Advertisement";
    case Icmpv6Type::redirect:
      return "Redirect";
    case Icmpv6Type::multicast_listener_report_v2:
      return "Multicast Listener Report, version 2";
    case Icmpv6Type::extended_echo_request:
      return "Extended Echo Request";
    case Icmpv6Type::extended_echo_reply:
      return "Extended Echo Reply";
  }
  return {};
}

std::string_view multicast_record_name(std::uint64_t type) {
  constexpr std::string_view names[] = {"",
                                        "mode is include",
                                        "mode is exclude",
                                        "change to include mode",
                                        "change to exclude mode",
                                        "allow new sources",
                                        "block old sources"};  // RFC 3810 5.2.12
  return name_of(names, type);
}

std::string_view icmpv6_code_name(Icmpv6Type type, std::uint8_t code) {
  switch (type) {
    case Icmpv6Type::destination_unreachable:
      return name_of(unreachable_codes, code);
    case Icmpv6Type::time_exceeded:
      return name_of(time_exceeded_codes, code);
    case Icmpv6Type::parameter_problem:
      return name_of(parameter_problem_codes, code);
    case Icmpv6Type::extended_echo_reply:
      return extended_echo_code_name(code);
    default:
      return {};
  }
}

}  // namespace icmpwire
