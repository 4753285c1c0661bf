// The functions of icmpapi.h for IPv4 handles: arguments judged, requests made.
#define PIO_APC_ROUTINE_DEFINED
#include <icmpwire_apc.h>
// These come first: the routine's type decides how the calls are declared.
#include <icmpapi.h>
#include <icmpwire.h>

#include <cstring>

#include "api/echo_arguments.h"
#include "api/engines.h"
#include "api/guarded.h"
#include "api/last_error.h"
#include "api/option_information.h"

using namespace icmpwire;

namespace {

Ipv4Address address_of(IPAddr octets) {
  Ipv4Address address;
  std::memcpy(address.octets.data(), &octets, address.octets.size());
  return address;
}

DWORD send_ipv4(const EchoArguments& arguments, IPAddr source, IPAddr destination) {
  const auto handle = usable_handle(arguments, IpVersion::v4);
  if (!handle) return 0;
  if (destination == 0) return fail_call(ERROR_INVALID_NETNAME);

  Request request = request_of(arguments);
  const ReplyPlace place{arguments.buffer(), &ipv4_replies};
  request.to = address_of(destination);
  if (source != 0) request.from = address_of(source);
  request.most_answers = arguments.reply_size / static_cast<DWORD>(sizeof(ICMP_ECHO_REPLY));
  if (const IP_OPTION_INFORMATION* options = arguments.options) {
    const auto taken = take_options(request, *options);
    if (!taken) return refuse_echo(taken.error(), place, arguments.notice);
  }
  return send_echo(*handle, request, place, arguments.notice);
}

}  // namespace

HANDLE IcmpCreateFile(void) {
  return guarded(INVALID_HANDLE_VALUE, [] { return open_icmp_handle(shared_engine(), IpVersion::v4); });
}

BOOL IcmpCloseHandle(HANDLE IcmpHandle) { return IcmpwireCloseHandle(IcmpHandle, 0); }

DWORD IcmpSendEcho(HANDLE IcmpHandle, IPAddr DestinationAddress, LPVOID RequestData, WORD RequestSize,
                   PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize,
                   DWORD Timeout) {
  return IcmpSendEcho2Ex(IcmpHandle, nullptr, nullptr, nullptr, 0, DestinationAddress, RequestData,
                         RequestSize, RequestOptions, ReplyBuffer, ReplySize, Timeout);
}

DWORD IcmpSendEcho2(HANDLE IcmpHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                    IPAddr DestinationAddress, LPVOID RequestData, WORD RequestSize,
                    PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize,
                    DWORD Timeout) {
  return IcmpSendEcho2Ex(IcmpHandle, Event, ApcRoutine, ApcContext, 0, DestinationAddress, RequestData,
                         RequestSize, RequestOptions, ReplyBuffer, ReplySize, Timeout);
}

DWORD IcmpSendEcho2Ex(HANDLE IcmpHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                      IPAddr SourceAddress, IPAddr DestinationAddress, LPVOID RequestData, WORD RequestSize,
                      PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize,
                      DWORD Timeout) {
  return guarded(DWORD{0}, [&] {
    const EchoArguments arguments{IcmpHandle,     {Event, ApcRoutine, ApcContext},
                                  RequestData,    RequestSize,
                                  RequestOptions, ReplyBuffer,
                                  ReplySize,      Timeout};
    return send_ipv4(arguments, SourceAddress, DestinationAddress);
  });
}

DWORD IcmpParseReplies(LPVOID ReplyBuffer, DWORD ReplySize) {
  if (ReplyBuffer == nullptr || ReplySize < sizeof(ICMP_ECHO_REPLY))
    return fail_call(ERROR_INVALID_PARAMETER);
  const Packed taken = take_count({static_cast<std::uint8_t*>(ReplyBuffer), ReplySize});
  if (taken.replies == 0) set_last_error(taken.last_error);
  return taken.replies;
}
