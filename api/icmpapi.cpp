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

using namespace icmpwire;

namespace {

Ipv4Address address_of(IPAddr octets) {
  Ipv4Address address;
  std::memcpy(address.octets.data(), &octets, address.octets.size());
  return address;
}

Failure too_many_options(const IP_OPTION_INFORMATION& options) {
  Failure failure;
  failure.operation = "send";
  failure.object = std::to_string(options.OptionsSize) + " octets of IP options";
  failure.reason = Reason::option_too_big;
  failure.detail = "an IPv4 header has room for 40";
  return failure;
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
    request.dont_fragment = (options->Flags & IP_FLAG_DF) != 0;
    request.reserved = (options->Flags & 0x4) != 0;
    const auto area = IpOptions::from_octets({options->OptionsData, options->OptionsSize});
    if (!area) return refuse_echo(too_many_options(*options), place, arguments.notice);
    request.options = *area;
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
