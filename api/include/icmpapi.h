// The ICMP echo calls of Windows' iphlpapi, over icmpwire's own IPv4 and ICMP; on Windows this header is the
// SDK's own.
//
// Names, numbers and structures are Windows'; what Windows cannot say is in icmpwire.h. Where Microsoft's
// pages and real systems disagree, or both are silent, the comments name the choice. Evidence is tagged as in
// the project's notes: [T] a test that passes on Windows, [D] Microsoft's documentation, [U] seen by programs
// in use, [choice] ours.
#pragma once

#include "icmpwire_types.h"

#if defined(_WIN32)

#include <iphlpapi.h>
#if defined(_MSC_VER) && !defined(__clang__)
#include <../um/icmpapi.h>
#else
#include_next <icmpapi.h>
#endif

#else

#include "icmpwire_errors.h"
#include "icmpwire_export.h"
#include "ipexport.h"

struct sockaddr_in6;  // the system's own

// How asynchronous calls take their routine, as on Windows: PIO_APC_ROUTINE for programs that have it (from
// icmpwire_apc.h or winternl.h) and say so by this macro, else FARPROC, to which they cast.
#if defined(PIO_APC_ROUTINE_DEFINED)
#define ICMPWIRE_APC_ROUTINE PIO_APC_ROUTINE
#else
#define ICMPWIRE_APC_ROUTINE FARPROC
#endif

#if defined(__cplusplus)
extern "C" {
#endif

// Opens a handle for IPv4 echoes, on the wire that the environment variable ICMPWIRE names, else on the live
// network.
//
// Returns a handle that the caller owns and ends with IcmpCloseHandle, or INVALID_HANDLE_VALUE with the last
// error [T]:
//   ERROR_ACCESS_DENIED       no right to capture and inject [U]; may also come from the first send, which is
//                             when a device is opened [choice]
//   ERROR_FILE_NOT_FOUND      the file that ICMPWIRE names is not there [choice]
//   ERROR_INVALID_PARAMETER   ICMPWIRE names no wire [choice]
//   ERROR_NOT_ENOUGH_MEMORY   [D]
// Any thread. One handle serves any number of threads and requests at once [U]. A child process made by fork
// has no handles: those of its parent are invalid there [choice].
ICMPWIRE_API HANDLE IcmpCreateFile(void);

// The same for IPv6 echoes, by Icmp6SendEcho2. A handle of one version is refused in calls of the other
// [choice].
ICMPWIRE_API HANDLE Icmp6CreateFile(void);

// Closes a handle of either version. Waits until the requests made with it have ended, each in its own way
// and time: none is cancelled, and afterwards nothing writes to their buffers [U]. Their events are then
// signalled, their APCs queued. IcmpwireCloseHandle of icmpwire.h does not wait.
//
// Returns TRUE, or FALSE with ERROR_INVALID_HANDLE for NULL and INVALID_HANDLE_VALUE [T] and for a handle
// that is closed already [choice], or with ERROR_POSSIBLE_DEADLOCK in a trace function of icmpwire.h. Any
// thread, and from APCs too.
ICMPWIRE_API BOOL IcmpCloseHandle(HANDLE IcmpHandle);

// Sends one IPv4 echo request and waits for its answer.
//
// - IcmpHandle: from IcmpCreateFile.
// - DestinationAddress: network order. Broadcast and multicast addresses are sent to as well [choice].
// - RequestData: the octets to be echoed. May be NULL if RequestSize is 0 [T]; may lie in ReplyBuffer [U].
// - RequestSize: octets, up to 65507 less those of the options, padded to 4. What exceeds the MTU leaves in
//   fragments, unless IP_FLAG_DF is set [U].
// - RequestOptions: NULL for TTL 128 and nothing else. TTL 0 means 128 too [T]. Options are sent as they are,
//   padded to 4 octets, but for the first source route: it holds the full route, whose first hop becomes the
//   destination instead of DestinationAddress, which is then the route's end [D]. Pointers and contents are
//   never judged.
// - ReplyBuffer: the caller's, at any alignment. Takes the replies from its start on and then the data [T],
//   with the received options, padded to 4, between them if everything fits, else without [choice].
// - ReplySize: octets at ReplyBuffer. sizeof(ICMP_ECHO_REPLY) + RequestSize is enough [T]; the 8 octets more
//   that the documentation asks for are never needed.
// - Timeout: milliseconds. The smallest, 0 too, are raised so far that a local destination can answer, as
//   Windows stretches them [U]; 0xffffffff is 49 days, not for ever [choice].
//
// Returns the number of replies, told apart by Status: an echo reply and an ICMP error about the request
// count alike [U]. One destination's first answer ends the call [U]; from a broadcast or multicast address
// answers are collected until the time-out, or until ReplyBuffer can hold no more [choice]. The last error is
// then 0 [T for an echo reply, choice for an error], and so is Reserved: a buffer of this call is not to be
// parsed.
//
// Returns 0 otherwise, with the last error. Nothing was sent, and a Win32 number leaves ReplyBuffer as it was
// [U], after
//   ERROR_INVALID_PARAMETER     no such handle [T]; ReplyBuffer NULL, ReplySize 0 [T] or less than
//                               sizeof(ICMP_ECHO_REPLY) [D]; RequestData or OptionsData NULL, but their size
//                               not 0 [choice]
//   ERROR_INVALID_NETNAME       DestinationAddress 0 [T]
//   ERROR_POSSIBLE_DEADLOCK     called in a trace function of icmpwire.h
//   IP_PACKET_TOO_BIG           RequestSize too great for any datagram with these options [choice]
//   IP_OPTION_TOO_BIG           more than MAX_OPT_SIZE octets of options would be sent [choice]
//   IP_BAD_OPTION               an option's length is below 2 or leads past the end (RFC 791, 3.1) [choice]
//   ERROR_NETWORK_UNREACHABLE   no route [U]; likewise ERROR_HOST_UNREACHABLE
//   ERROR_ACCESS_DENIED         as for IcmpCreateFile
//   ERROR_NOT_SUPPORTED         no IPv4 here [D]
//   ERROR_NOT_ENOUGH_MEMORY     [D]
// and after these the first reply has the same number in Status, with 0 for Address and DataSize:
//   IP_REQ_TIMED_OUT            no answer in time [T]
//   IP_GENERAL_FAILURE          the answer's data did not fit [T]. That is seen when it arrives: without an
//                               answer the call times out, whatever ReplySize is [choice]. Also for a failure
//                               without a number of its own, such as a device that is down [U]
//   IP_PACKET_TOO_BIG           IP_FLAG_DF, and the datagram exceeds our own link's or a known path MTU [U]
// If several arguments are wrong, the error is that of any of them [choice].
//
// When a neighbour leaves address resolution without an answer, for about 3 s, the call returns one reply
// with IP_DEST_HOST_UNREACHABLE from our own address [U]. Any thread.
ICMPWIRE_API DWORD IcmpSendEcho(HANDLE IcmpHandle, IPAddr DestinationAddress, LPVOID RequestData,
                                WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer,
                                DWORD ReplySize, DWORD Timeout);

// The same, and without waiting if an event or a routine is given.
//
// - Event: an event's handle, or NULL. Reset when the request is taken in [choice, as Windows' other
//   requests do] and set once, at its end; kept as long, even if its handle is closed.
// - ApcRoutine: called once with ApcContext, an IO_STATUS_BLOCK and 0, in the calling thread during one of
// its
//   alertable waits [T]; never, if the thread ends before [choice]. Ignored if there is an event [T].
// - RequestData, RequestOptions: read during the call only, so that they may lie in ReplyBuffer [U].
// - ReplyBuffer: the caller's. Written once, before the event is set or the routine queued, and not
//   afterwards.
//
// With neither event nor routine: as IcmpSendEcho, in everything. Otherwise returns 0 with the last error
//   ERROR_IO_PENDING            the request is under way [T], and will end with one reply or several, for
//                               IcmpParseReplies to count, or with a failure in the first reply's Status: the
//                               failures of IcmpSendEcho that have IP_ numbers, all of them
//   a Win32 number              as from IcmpSendEcho; the event is as it was [T], and no routine is called
//   ERROR_INVALID_HANDLE        Event is no event's handle [choice]
// Timeout counts here as well [T]. The I/O status is 0 with the octets that were written: replies, options
// and data [T], also for ICMP errors and time-outs [choice]; STATUS_INVALID_PARAMETER where the request could
// not be sent; STATUS_CANCELLED, and IP_GENERAL_FAILURE in the reply, by IcmpwireCloseHandle [choice].
ICMPWIRE_API DWORD IcmpSendEcho2(HANDLE IcmpHandle, HANDLE Event, ICMPWIRE_APC_ROUTINE ApcRoutine,
                                 PVOID ApcContext, IPAddr DestinationAddress, LPVOID RequestData,
                                 WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer,
                                 DWORD ReplySize, DWORD Timeout);

// The same from an address of ours. SourceAddress 0 is any [choice]; one that is not ours is refused with
// ERROR_INVALID_NETNAME, at once [T].
ICMPWIRE_API DWORD IcmpSendEcho2Ex(HANDLE IcmpHandle, HANDLE Event, ICMPWIRE_APC_ROUTINE ApcRoutine,
                                   PVOID ApcContext, IPAddr SourceAddress, IPAddr DestinationAddress,
                                   LPVOID RequestData, WORD RequestSize,
                                   PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize,
                                   DWORD Timeout);

// Sends one ICMPv6 echo request, as IcmpSendEcho2 does; what differs:
//
// - IcmpHandle: from Icmp6CreateFile.
// - SourceAddress, DestinationAddress: family and port are ignored [T, U]. A source of :: or NULL is any
//   [T; NULL: choice]. The scope identifier, an interface's index, counts for link-local addresses.
// - RequestOptions: NULL for a hop limit of 128 and nothing else [T]. Of its members Ttl and Tos, the traffic
//   class, are sent, and IP_FLAG_DF asks for no fragments [choice]. Ttl 0 fails with IP_GENERAL_FAILURE [T].
// - ReplyBuffer, ReplySize: one ICMPV6_ECHO_REPLY, and the data at octet 36. sizeof(ICMPV6_ECHO_REPLY) +
//   RequestSize is enough [T]. Replies have no options and no data length.
//
// Returns, without event and routine, 1 with the last error 0 for an echo reply [T] and for
// IP_HOP_LIMIT_EXCEEDED; 0 with the last error of the reply's Status for any other ICMP error, whose sender
// is in the reply nevertheless [choice]; and as IcmpSendEcho2 otherwise. ERROR_INVALID_NETNAME: the
// destination is ::, or the source is not ours [T].
ICMPWIRE_API DWORD Icmp6SendEcho2(HANDLE IcmpHandle, HANDLE Event, ICMPWIRE_APC_ROUTINE ApcRoutine,
                                  PVOID ApcContext, struct sockaddr_in6* SourceAddress,
                                  struct sockaddr_in6* DestinationAddress, LPVOID RequestData,
                                  WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer,
                                  DWORD ReplySize, DWORD Timeout);

// Counts the replies that an asynchronous request has left in ReplyBuffer, once: the count is the first
// reply's Reserved, which is set to 0 [T].
//
// - ReplyBuffer: the caller's, as the completed request left it; at any alignment.
// - ReplySize: octets, at least sizeof(ICMP_ECHO_REPLY). The count is not checked against it [T].
//
// Returns the count and leaves the last error alone; or 0, and the last error becomes the first reply's
// Status, even if that is 0 [T]; or 0 with ERROR_INVALID_PARAMETER, if ReplyBuffer is NULL or ReplySize too
// small [choice]. Any thread, but only one at a time for a buffer.
ICMPWIRE_API DWORD IcmpParseReplies(LPVOID ReplyBuffer, DWORD ReplySize);

// Says whether the buffer of an Icmp6SendEcho2, of either form and any number of times, holds a reply.
//
// Returns 1 if its Status is IP_SUCCESS [T] or IP_HOP_LIMIT_EXCEEDED [D], and leaves the last error alone;
// else 0, and the last error becomes the Status [T]; or 0 with ERROR_GEN_FAILURE [D], if ReplyBuffer is NULL
// or ReplySize less than sizeof(ICMPV6_ECHO_REPLY). Any thread.
ICMPWIRE_API DWORD Icmp6ParseReplies(LPVOID ReplyBuffer, DWORD ReplySize);

#if defined(__cplusplus)
}
#endif

#endif
