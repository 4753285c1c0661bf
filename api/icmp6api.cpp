// The functions of icmpapi.h for IPv6 handles.
#define PIO_APC_ROUTINE_DEFINED
#include <icmpwire_apc.h>
// These come first: the routine's type decides how the calls are declared.
#include <icmpapi.h>

#include <cstring>

#include "api/echo_arguments.h"
#include "api/engines.h"
#include "api/guarded.h"
#include "api/icmpv6_reply.h"
#include "api/last_error.h"

using namespace icmpwire;

namespace {

// The octets of every system's sockaddr_in6. Family (AF_INET6 has a number of each system's own) and port are
// nobody's business here.
struct SocketAddress6 {
  std::uint8_t family_port_and_flow[8];
  Ipv6Address address;
  std::uint32_t scope;
};
static_assert(sizeof(SocketAddress6) == 28);

IpAddress address_of(const sockaddr_in6* given) {
  SocketAddress6 octets;
  std::memcpy(static_cast<void*>(&octets), static_cast<const void*>(given), sizeof octets);
  const bool has_zone = octets.address.is_link_local() || octets.address.is_multicast();
  return {octets.address, has_zone ? octets.scope : 0};
}

bool is_unspecified(const IpAddress& address) { return address.v6() == Ipv6Address{}; }

// What Windows answers to a hop limit of 0.
Failure no_hop_limit(const IpAddress& to) {
  return Failure("send an echo request to", to_text(to), Reason::system, "a hop limit of 0 leaves no host",
                 {}, "RequestOptions NULL for the default of 128");
}

DWORD send_ipv6(const EchoArguments& arguments, const sockaddr_in6* source, const sockaddr_in6* destination) {
  const auto handle = usable_handle(arguments, IpVersion::v6);
  if (!handle) return 0;
  if (destination == nullptr) return fail_call(ERROR_INVALID_PARAMETER);

  Request request = request_of(arguments);
  request.to = address_of(destination);
  if (is_unspecified(request.to)) return fail_call(ERROR_INVALID_NETNAME);
  const IpAddress from = source == nullptr ? IpAddress(Ipv6Address{}) : address_of(source);
  if (!is_unspecified(from)) request.from = from;
  const ReplyPlace place{arguments.buffer(), &ipv6_replies};
  if (const IP_OPTION_INFORMATION* options = arguments.options) {
    if (options->Ttl == 0) return refuse_echo(no_hop_limit(request.to), place, arguments.notice);
    request.dont_fragment = (options->Flags & IP_FLAG_DF) != 0;
  }
  return send_echo(*handle, request, place, arguments.notice);
}

}  // namespace

HANDLE Icmp6CreateFile(void) {
  return guarded(INVALID_HANDLE_VALUE, [] { return open_icmp_handle(shared_engine(), IpVersion::v6); });
}

DWORD Icmp6SendEcho2(HANDLE IcmpHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                     struct sockaddr_in6* SourceAddress, struct sockaddr_in6* DestinationAddress,
                     LPVOID RequestData, WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions,
                     LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout) {
  return guarded(DWORD{0}, [&] {
    const EchoArguments arguments{IcmpHandle,     {Event, ApcRoutine, ApcContext},
                                  RequestData,    RequestSize,
                                  RequestOptions, ReplyBuffer,
                                  ReplySize,      Timeout};
    return send_ipv6(arguments, SourceAddress, DestinationAddress);
  });
}

DWORD Icmp6ParseReplies(LPVOID ReplyBuffer, DWORD ReplySize) {
  if (ReplyBuffer == nullptr || ReplySize < sizeof(ICMPV6_ECHO_REPLY)) return fail_call(ERROR_GEN_FAILURE);
  const Packed told = parse_icmpv6_reply({static_cast<std::uint8_t*>(ReplyBuffer), ReplySize});
  if (told.replies == 0) set_last_error(told.last_error);
  return told.replies;
}
