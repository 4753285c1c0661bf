#include "api/compat/source/messages.h"

#include <icmpapi.h>

#include <algorithm>
#include <iterator>

namespace icmpwire::compat {

namespace {

struct Message {
  DWORD number;
  std::string_view text;
};

constexpr Message messages[] = {
    {ERROR_SUCCESS, "The operation completed successfully."},
    {ERROR_FILE_NOT_FOUND, "The file cannot be found."},
    {ERROR_ACCESS_DENIED, "Access is denied."},
    {ERROR_INVALID_HANDLE, "The handle is invalid."},
    {ERROR_NOT_ENOUGH_MEMORY, "There is not enough memory."},
    {ERROR_GEN_FAILURE, "The operation failed."},
    {ERROR_NOT_SUPPORTED, "The request is not supported."},
    {ERROR_INVALID_PARAMETER, "A parameter is incorrect."},
    {ERROR_CALL_NOT_IMPLEMENTED, "The function is not supported on this system."},
    {ERROR_INSUFFICIENT_BUFFER, "The buffer is too small."},
    {ERROR_MOD_NOT_FOUND, "The module cannot be found."},
    {ERROR_PROC_NOT_FOUND, "The procedure cannot be found."},
    {ERROR_ALREADY_EXISTS, "An object of this name exists already."},
    {WAIT_TIMEOUT, "The wait timed out."},
    {ERROR_NOT_OWNER, "The mutex is not owned by the caller."},
    {ERROR_MR_MID_NOT_FOUND, "There is no message for this number."},
    {ERROR_OPERATION_ABORTED, "The operation was aborted."},
    {ERROR_IO_PENDING, "The operation is in progress."},
    {ERROR_NOACCESS, "The memory cannot be accessed."},
    {ERROR_INVALID_NETNAME, "The address is not one of this network or host."},
    {ERROR_NETWORK_UNREACHABLE, "There is no route to the network."},
    {ERROR_HOST_UNREACHABLE, "There is no route to the host."},
    {IP_BUF_TOO_SMALL, "The reply buffer is too small."},
    {IP_DEST_NET_UNREACHABLE, "Destination net unreachable."},
    {IP_DEST_HOST_UNREACHABLE, "Destination host unreachable."},
    {IP_DEST_PROT_UNREACHABLE, "Destination protocol unreachable."},
    {IP_DEST_PORT_UNREACHABLE, "Destination port unreachable."},
    {IP_NO_RESOURCES, "No resources."},
    {IP_BAD_OPTION, "Bad option specified."},
    {IP_HW_ERROR, "Hardware error."},
    {IP_PACKET_TOO_BIG, "Packet needs to be fragmented but DF set."},
    {IP_REQ_TIMED_OUT, "Request timed out."},
    {IP_BAD_REQ, "Bad request."},
    {IP_BAD_ROUTE, "Bad route specified."},
    {IP_TTL_EXPIRED_TRANSIT, "TTL expired in transit."},
    {IP_TTL_EXPIRED_REASSEM, "TTL expired during reassembly."},
    {IP_PARAM_PROBLEM, "Parameter problem."},
    {IP_SOURCE_QUENCH, "Source quench received."},
    {IP_OPTION_TOO_BIG, "Option too big."},
    {IP_BAD_DESTINATION, "Bad destination."},
    {IP_NEGOTIATING_IPSEC, "Negotiating IP Security."},
    {IP_DEST_UNREACHABLE, "Destination unreachable."},
    {IP_TIME_EXCEEDED, "Time exceeded."},
    {IP_BAD_HEADER, "Bad header."},
    {IP_UNRECOGNIZED_NEXT_HEADER, "Unrecognized next header."},
    {IP_ICMP_ERROR, "ICMP error."},
    {IP_DEST_SCOPE_MISMATCH, "Destination scope mismatch."},
    {IP_GENERAL_FAILURE, "General failure."},
    {IP_PENDING, "The request is pending."},
};

}  // namespace

std::string_view message_of(DWORD number) {
  const auto found = std::find_if(std::begin(messages), std::end(messages),
                                  [number](const Message& message) { return message.number == number; });
  return found != std::end(messages) ? found->text : std::string_view();
}

}  // namespace icmpwire::compat
