// The types and numbers of the ICMP calls: addresses, options, replies, statuses. No function; those are in
// icmpapi.h.
//
// Offsets and values are those of Windows for the same pointer size, from Microsoft's pages on each
// structure. On Windows this header is the SDK's own.
#pragma once

#include "icmpwire_types.h"

#if defined(_WIN32)

#if defined(_MSC_VER) && !defined(__clang__)
#include <../um/ipexport.h>
#else
#include_next <ipexport.h>
#endif

#else

// Four octets in network order, as in `struct in_addr`. On a little-endian machine 127.0.0.1 is 0x0100007f.
typedef ULONG IPAddr;
typedef ULONG IPMask;

// 0, or one of the IP_ statuses below.
typedef ULONG IP_STATUS;

// What a request asks of its IPv4 header, and what a reply's header held.
typedef struct ip_option_information {
  UCHAR Ttl;  // Request: 1..255, or 0 for the default of 128. Reply: as received.
  UCHAR Tos;  // The whole octet. Sent as given, where Windows ignores it unless its registry says otherwise.
  UCHAR Flags;  // The three IPv4 flag bits. Request: IP_FLAG_DF, and 4 for the reserved bit; 1 is ignored.
  UCHAR OptionsSize;   // Octets at OptionsData; what is sent of them, 0..MAX_OPT_SIZE.
  PUCHAR OptionsData;  // RFC 791 options in wire format. Request: the caller's, read during the call only,
                       // may be NULL if OptionsSize is 0; a source route is the full route, first hop through
                       // final destination, of which the first hop becomes the header's destination, and
                       // leaves the option. Reply: inside the reply buffer.
} IP_OPTION_INFORMATION, *PIP_OPTION_INFORMATION;

// One reply. Every reply of a call, the options and the data they point to lie in the caller's buffer.
typedef struct icmp_echo_reply {
  IPAddr Address;       // Who answered: the destination, or the router that sent the error. 0 on a time-out.
  ULONG Status;         // IP_STATUS: IP_SUCCESS for an echo reply.
  ULONG RoundTripTime;  // Whole milliseconds, cut off; also filled in for ICMP errors.
  USHORT DataSize;      // Octets received, which may differ from those sent; 0 for an ICMP error.
  USHORT Reserved;      // The number of replies, in the first one and until they are parsed.
  PVOID Data;           // The echoed data, whose content nobody has compared with the request's.
  IP_OPTION_INFORMATION Options;  // The received IPv4 header. OptionsSize is 0 if the options did not fit.
} ICMP_ECHO_REPLY, *PICMP_ECHO_REPLY;

// Windows describes 32-bit callers to 64-bit code with these names, and its pages on the ICMP calls name them
// for 64-bit programs by mistake: the calls fill the native form. Here the names are the native form, so that
// programs which use them work.
typedef IP_OPTION_INFORMATION IP_OPTION_INFORMATION32, *PIP_OPTION_INFORMATION32;
typedef ICMP_ECHO_REPLY ICMP_ECHO_REPLY32, *PICMP_ECHO_REPLY32;

// An IPv6 address as replies hold it: a sockaddr_in6 without its family, and without padding, 26 octets.
#pragma pack(push, 1)
typedef struct _IPV6_ADDRESS_EX {
  USHORT sin6_port;
  ULONG sin6_flowinfo;
  USHORT sin6_addr[8];  // Network order.
  ULONG sin6_scope_id;
} IPV6_ADDRESS_EX, *PIPV6_ADDRESS_EX;
#pragma pack(pop)

// The IPv6 reply, of which a call gives one; the echoed data follows it, at octet 36. Its length is not
// reported.
typedef struct icmpv6_echo_reply_lh {
  IPV6_ADDRESS_EX Address;
  ULONG Status;                // IP_STATUS.
  unsigned int RoundTripTime;  // Milliseconds.
} ICMPV6_ECHO_REPLY_LH, *PICMPV6_ECHO_REPLY_LH;
typedef ICMPV6_ECHO_REPLY_LH ICMPV6_ECHO_REPLY, *PICMPV6_ECHO_REPLY;

#define IP_STATUS_BASE 11000
#define IP_SUCCESS 0
#define IP_BUF_TOO_SMALL (IP_STATUS_BASE + 1)
#define IP_DEST_NET_UNREACHABLE (IP_STATUS_BASE + 2)
#define IP_DEST_HOST_UNREACHABLE (IP_STATUS_BASE + 3)
#define IP_DEST_PROT_UNREACHABLE (IP_STATUS_BASE + 4)
#define IP_DEST_PORT_UNREACHABLE (IP_STATUS_BASE + 5)
#define IP_NO_RESOURCES (IP_STATUS_BASE + 6)
#define IP_BAD_OPTION (IP_STATUS_BASE + 7)
#define IP_HW_ERROR (IP_STATUS_BASE + 8)
#define IP_PACKET_TOO_BIG (IP_STATUS_BASE + 9)
#define IP_REQ_TIMED_OUT (IP_STATUS_BASE + 10)
#define IP_BAD_REQ (IP_STATUS_BASE + 11)
#define IP_BAD_ROUTE (IP_STATUS_BASE + 12)
#define IP_TTL_EXPIRED_TRANSIT (IP_STATUS_BASE + 13)
#define IP_TTL_EXPIRED_REASSEM (IP_STATUS_BASE + 14)
#define IP_PARAM_PROBLEM (IP_STATUS_BASE + 15)
#define IP_SOURCE_QUENCH (IP_STATUS_BASE + 16)
#define IP_OPTION_TOO_BIG (IP_STATUS_BASE + 17)
#define IP_BAD_DESTINATION (IP_STATUS_BASE + 18)

// The IPv6 names of the same statuses.
#define IP_DEST_NO_ROUTE IP_DEST_NET_UNREACHABLE
#define IP_DEST_ADDR_UNREACHABLE IP_DEST_HOST_UNREACHABLE
#define IP_DEST_PROHIBITED IP_DEST_PROT_UNREACHABLE
#define IP_HOP_LIMIT_EXCEEDED IP_TTL_EXPIRED_TRANSIT
#define IP_REASSEMBLY_TIME_EXCEEDED IP_TTL_EXPIRED_REASSEM
#define IP_PARAMETER_PROBLEM IP_PARAM_PROBLEM

// Notices inside Windows' network stack: never the status of an echo.
#define IP_ADDR_DELETED (IP_STATUS_BASE + 19)
#define IP_SPEC_MTU_CHANGE (IP_STATUS_BASE + 20)
#define IP_MTU_CHANGE (IP_STATUS_BASE + 21)
#define IP_UNLOAD (IP_STATUS_BASE + 22)
#define IP_ADDR_ADDED (IP_STATUS_BASE + 23)
#define IP_MEDIA_CONNECT (IP_STATUS_BASE + 24)
#define IP_MEDIA_DISCONNECT (IP_STATUS_BASE + 25)
#define IP_BIND_ADAPTER (IP_STATUS_BASE + 26)
#define IP_UNBIND_ADAPTER (IP_STATUS_BASE + 27)
#define IP_DEVICE_DOES_NOT_EXIST (IP_STATUS_BASE + 28)
#define IP_DUPLICATE_ADDRESS (IP_STATUS_BASE + 29)
#define IP_INTERFACE_METRIC_CHANGE (IP_STATUS_BASE + 30)
#define IP_RECONFIG_SECFLTR (IP_STATUS_BASE + 31)
#define IP_NEGOTIATING_IPSEC (IP_STATUS_BASE + 32)
#define IP_INTERFACE_WOL_CAPABILITY_CHANGE (IP_STATUS_BASE + 33)
#define IP_DUPLICATE_IPADD (IP_STATUS_BASE + 34)
#define IP_NO_FURTHER_SENDS (IP_STATUS_BASE + 35)

// IPv6 alone.
#define IP_DEST_UNREACHABLE (IP_STATUS_BASE + 40)
#define IP_TIME_EXCEEDED (IP_STATUS_BASE + 41)
#define IP_BAD_HEADER (IP_STATUS_BASE + 42)
#define IP_UNRECOGNIZED_NEXT_HEADER (IP_STATUS_BASE + 43)
#define IP_ICMP_ERROR (IP_STATUS_BASE + 44)
#define IP_DEST_SCOPE_MISMATCH (IP_STATUS_BASE + 45)

#define IP_GENERAL_FAILURE (IP_STATUS_BASE + 50)
#define MAX_IP_STATUS IP_GENERAL_FAILURE
#define IP_PENDING (IP_STATUS_BASE + 255)

// IP_OPTION_INFORMATION.Flags: the IPv4 flags field, with DF as its second bit; REVERSE means IPv6 requests
// only.
#define IP_FLAG_REVERSE 0x1
#define IP_FLAG_DF 0x2

// First octets of IPv4 options (RFC 791, RFC 2113), and the most octets they may have together.
#define IP_OPT_EOL 0x00
#define IP_OPT_NOP 0x01
#define IP_OPT_RR 0x07
#define IP_OPT_TS 0x44
#define IP_OPT_SECURITY 0x82
#define IP_OPT_LSRR 0x83
#define IP_OPT_SID 0x88
#define IP_OPT_SSRR 0x89
#define IP_OPT_ROUTER_ALERT 0x94
#define IP_OPT_MULTIDEST 0x95
#define MAX_OPT_SIZE 40

#endif
