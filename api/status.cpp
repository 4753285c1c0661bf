#include "api/status.h"

#include <span>

#include "packet/icmpv6.h"

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

// RFC 4443 3.1, RFC 7084 (codes 5 and 6), RFC 6550 (7), as Wine reads them.
constexpr DWORD icmpv6_unreachable_statuses[] = {
    IP_DEST_NO_ROUTE,          // 0 no route
    IP_DEST_PROHIBITED,        // 1 administratively prohibited
    IP_DEST_SCOPE_MISMATCH,    // 2 beyond the scope of the source
    IP_DEST_ADDR_UNREACHABLE,  // 3 address
    IP_DEST_PORT_UNREACHABLE,  // 4 port
    IP_ICMP_ERROR,             // 5 source failed the policy
    IP_DEST_UNREACHABLE,       // 6 reject route
    IP_BAD_HEADER,             // 7 error in the source routing header
};
constexpr DWORD icmpv6_exceeded_statuses[] = {IP_HOP_LIMIT_EXCEEDED, IP_REASSEMBLY_TIME_EXCEEDED};
// The names of these statuses say what .NET reads them as.
constexpr DWORD icmpv6_problem_statuses[] = {IP_BAD_HEADER, IP_UNRECOGNIZED_NEXT_HEADER, IP_BAD_OPTION};

DWORD status_of(std::span<const DWORD> statuses, std::uint8_t code, DWORD others) {
  return code < statuses.size() ? statuses[code] : others;
}

}  // namespace

DWORD status_of_answer(std::uint8_t type, std::uint8_t code) {
  switch (IcmpType{type}) {
    case IcmpType::echo_reply:
      return IP_SUCCESS;
    case IcmpType::destination_unreachable:
      return status_of(unreachable_statuses, code, IP_DEST_HOST_UNREACHABLE);
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

NTSTATUS io_status_of(Ending ending) {
  switch (ending) {
    case Ending::not_sent:
      return STATUS_INVALID_PARAMETER;
    case Ending::cancelled:
      return STATUS_CANCELLED;
    default:
      return 0;
  }
}

DWORD status_of_icmpv6(std::uint8_t type, std::uint8_t code) {
  switch (Icmpv6Type{type}) {
    case Icmpv6Type::echo_reply:
      return IP_SUCCESS;
    case Icmpv6Type::destination_unreachable:
      return status_of(icmpv6_unreachable_statuses, code, IP_DEST_ADDR_UNREACHABLE);
    case Icmpv6Type::packet_too_big:
      return IP_PACKET_TOO_BIG;
    case Icmpv6Type::time_exceeded:
      return status_of(icmpv6_exceeded_statuses, code, IP_TIME_EXCEEDED);
    case Icmpv6Type::parameter_problem:
      return status_of(icmpv6_problem_statuses, code, IP_PARAMETER_PROBLEM);
    default:
      return IP_GENERAL_FAILURE;
  }
}

DWORD status_of_unanswered(const Outcome& outcome) {
  switch (outcome.ending) {
    case Ending::not_sent:
      return outcome.failure ? error_of_failure(outcome.failure->reason) : DWORD{IP_GENERAL_FAILURE};
    case Ending::cancelled:
      return IP_GENERAL_FAILURE;
    default:
      return IP_REQ_TIMED_OUT;
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
