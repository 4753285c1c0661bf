#include "api/status.h"

namespace icmpwire {

namespace {

// Where Windows' own choice is not known (codes 6 and above), a code about a network is "net", one about a
// host "host".
constexpr DWORD unreachable_statuses[] = {
    IP_DEST_NET_UNREACHABLE,   // 0 net
    IP_DEST_HOST_UNREACHABLE,  // 1 host
    IP_DEST_PROT_UNREACHABLE,  // 2 protocol
    IP_DEST_PORT_UNREACHABLE,  // 3 port
    IP_PACKET_TOO_BIG,         // 4 fragmentation needed and DF set
    IP_BAD_ROUTE,              // 5 source route failed
    IP_DEST_NET_UNREACHABLE,   // 6 destination network unknown
    IP_DEST_HOST_UNREACHABLE,  // 7 destination host unknown
    IP_DEST_HOST_UNREACHABLE,  // 8 source host isolated
    IP_DEST_NET_UNREACHABLE,   // 9 network administratively prohibited
    IP_DEST_HOST_UNREACHABLE,  // 10 host administratively prohibited
    IP_DEST_NET_UNREACHABLE,   // 11 network unreachable for type of service
    IP_DEST_HOST_UNREACHABLE,  // 12 host unreachable for type of service
};

DWORD status_of_unreachable(std::uint8_t code) {
  return code < std::size(unreachable_statuses) ? unreachable_statuses[code]
                                                : DWORD{IP_DEST_HOST_UNREACHABLE};
}

}  // namespace

DWORD status_of_answer(std::uint8_t type, std::uint8_t code) {
  switch (IcmpType{type}) {
    case IcmpType::echo_reply:
      return IP_SUCCESS;
    case IcmpType::destination_unreachable:
      return status_of_unreachable(code);
    case IcmpType::source_quench:
      return IP_SOURCE_QUENCH;
    case IcmpType::time_exceeded:
      return code == 1 ? IP_TTL_EXPIRED_REASSEM : IP_TTL_EXPIRED_TRANSIT;
    case IcmpType::parameter_problem:
      return IP_PARAM_PROBLEM;
    default:
      return IP_GENERAL_FAILURE;
  }
}

DWORD error_of_failure(Reason reason) {
  switch (reason) {
    case Reason::no_privilege:
      return ERROR_ACCESS_DENIED;
    case Reason::no_route:
      return ERROR_NETWORK_UNREACHABLE;
    case Reason::host_unreachable:
      return ERROR_HOST_UNREACHABLE;
    case Reason::source_not_ours:
      return ERROR_INVALID_NETNAME;
    case Reason::too_big:
      return IP_PACKET_TOO_BIG;
    case Reason::bad_option:
      return IP_BAD_OPTION;
    case Reason::option_too_big:
      return IP_OPTION_TOO_BIG;
    case Reason::no_resources:
      return IP_NO_RESOURCES;
    case Reason::no_such_file:
      return ERROR_FILE_NOT_FOUND;
    case Reason::bad_spec:
      return ERROR_INVALID_PARAMETER;
    case Reason::unsupported:
      return ERROR_NOT_SUPPORTED;
    default:
      return IP_GENERAL_FAILURE;
  }
}

}  // namespace icmpwire
