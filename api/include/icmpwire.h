// What Windows cannot say: handles on a wire of the caller's choice, requests with every field, and outcomes
// with every octet.
//
// Structures begin with their size, which the caller sets with sizeof before a call and the library heeds:
// later versions add members at the end only. Every function may be called from any thread unless it says
// otherwise. Failures leave the last error, and words in IcmpwireFailureText.
#pragma once

#include <stddef.h>

#include "icmpapi.h"
#include "icmpwire_export.h"

#if defined(__cplusplus)
extern "C" {
#endif

// ---- Handles

// Opens a handle on the wire that `spec` names: "live", "live:eth0", "replay:FILE", "sim". Such a handle has
// a wire of its own: two handles on one capture file each get all of its exchanges.
//
// spec: a NUL-terminated string, read during the call only; NULL means what IcmpCreateFile opens.
// Returns a handle for IcmpSendEcho, ended by IcmpCloseHandle; or INVALID_HANDLE_VALUE with the last error:
// ERROR_INVALID_PARAMETER (no such kind or key), ERROR_FILE_NOT_FOUND, ERROR_ACCESS_DENIED,
// ERROR_NOT_SUPPORTED, ERROR_NOT_ENOUGH_MEMORY, IP_GENERAL_FAILURE.
ICMPWIRE_API HANDLE IcmpwireCreateFile(const char* spec);

// The same for Icmp6SendEcho2.
ICMPWIRE_API HANDLE Icmpwire6CreateFile(const char* spec);

// IcmpwireCloseHandle: ends what is pending instead of waiting for it.
#define ICMPWIRE_DETACH 0x1U

// Closes a handle as IcmpCloseHandle does. With ICMPWIRE_DETACH its pending requests end now, whatever their
// time-out: their replies say IP_GENERAL_FAILURE, their events are set and APCs queued, once each, with
// STATUS_CANCELLED; calls that other threads are waiting in return 0 with IP_GENERAL_FAILURE. Afterwards
// nothing writes to their buffers.
// Returns and fails as IcmpCloseHandle; ERROR_INVALID_PARAMETER for other flags.
ICMPWIRE_API BOOL IcmpwireCloseHandle(HANDLE handle, DWORD flags);

// What the calling thread's last failed call tried, what it needs and what else works: up to three lines of
// text. Valid until the thread's next failed call; empty where none has failed. Never NULL.
ICMPWIRE_API const char* IcmpwireFailureText(void);

// Ends the wire that the handles of IcmpCreateFile share, for programs that look for leaks at their end.
// Handles that are open keep it until they are closed.
ICMPWIRE_API void icmpwire_shutdown(void);

// ---- Requests with every field

// An IPv4 or IPv6 address in network order.
typedef struct icmpwire_address {
  uint8_t version;     // 4 or 6; 0: none
  uint8_t octets[16];  // the first 4 for IPv4
  uint32_t scope;      // interface index of a link-local IPv6 address, else 0
} icmpwire_address;

// icmpwire_request.flags
#define ICMPWIRE_DONT_FRAGMENT 0x1U        // IPv4: the DF bit; IPv6: leave in one piece or not at all
#define ICMPWIRE_RESERVED_BIT 0x2U         // the reserved bit of the IPv4 flags (RFC 3514's)
#define ICMPWIRE_MALFORMED_OPTIONS 0x4U    // send options as they are, even if they do not tile their area
#define ICMPWIRE_SET_IDENTIFIER 0x8U       // `identifier` counts; else the next free one is taken
#define ICMPWIRE_SET_SEQUENCE 0x10U        // `sequence` counts
#define ICMPWIRE_WINDOWS_IDENTIFIER 0x20U  // identifier 1, as Windows sends; sequences go on

// An echo request. Begin with icmpwire_request_init.
typedef struct icmpwire_request {
  size_t size;  // sizeof(icmpwire_request)
  icmpwire_address destination;
  icmpwire_address source;  // version 0: as the route says
  const void* data;         // read during the call only; may be NULL if data_octets is 0
  size_t data_octets;       // 0..65507, less the padded options
  const void* options;      // IPv4 options in wire format; read during the call only
  size_t options_octets;    // 0..40
  uint64_t timeout;         // nanoseconds from the departure; UINT64_MAX for none
  uint32_t flags;           // ICMPWIRE_...
  uint32_t
      most_answers;  // to collect until the time-out from broadcast and multicast destinations; at least 1
  uint16_t identifier;
  uint16_t sequence;
  uint8_t ttl;            // or hop limit; sent as it is, 0 too
  uint8_t traffic_class;  // TOS or traffic class
} icmpwire_request;

// Fills in: size, TTL 128, a time-out of 4 s, one answer, nothing else.
ICMPWIRE_API void icmpwire_request_init(icmpwire_request* request);

// ---- IPv4 options in words

// What the words of docs/option-language.md mean: "nop rr:9" becomes the 40 octets 01 07 27 04 00 ... Not
// padded; sending does that. Wrong values are values: only what is no word, value or field is refused.
//
// words: a NUL-terminated string; octets: room for `room` octets; MAX_OPT_SIZE are always enough.
// Returns how many were written; -1 with the last error: IP_BAD_OPTION (what cannot be understood, where, and
// what was expected there are in IcmpwireFailureText), IP_OPTION_TOO_BIG (more than MAX_OPT_SIZE octets),
// ERROR_INSUFFICIENT_BUFFER, ERROR_INVALID_PARAMETER (NULL).
ICMPWIRE_API int icmpwire_read_options(const char* words, void* octets, size_t room);

// And back: the words of any option area, which read as those octets again.
//
// octets: 0 to 40; words: room for `room` characters, into which as much is written as fits, and a NUL.
// Returns the characters that there are, without the NUL, as snprintf; -1 with the last error:
// IP_OPTION_TOO_BIG, ERROR_INVALID_PARAMETER (NULL).
ICMPWIRE_API int icmpwire_option_words(const void* octets, size_t octets_size, char* words, size_t room);

// ---- Outcomes

// How a request ended.
#define ICMPWIRE_ANSWERED 1U   // by one answer at least
#define ICMPWIRE_TIMED_OUT 2U  // without any
#define ICMPWIRE_NOT_SENT 3U   // the wire refused it
#define ICMPWIRE_CANCELLED 4U  // by IcmpwireCloseHandle

// icmpwire_answer.remarks: what else there is to say of an answer
#define ICMPWIRE_OTHER_SOURCE 0x1U      // not from the request's destination
#define ICMPWIRE_PAYLOAD_DIFFERS 0x4U   // same length, other octets
#define ICMPWIRE_TRUNCATED 0x8U         // less data than was sent, or a quote of under 8 octets of payload
#define ICMPWIRE_LONGER 0x10U           // more data than was sent
#define ICMPWIRE_STALE_QUOTE 0x20U      // the quoted header's checksum does not fit it
#define ICMPWIRE_REWRITTEN_QUOTE 0x40U  // the quoted header differs in more than TTL, checksum and cut
#define ICMPWIRE_BAD_HEADER_CHECKSUM 0x80U  // of the answer's own IP header
#define ICMPWIRE_CODE_NOT_ZERO 0x100U       // an echo reply with a code

// Octets that belong to a result, and live as long.
typedef struct icmpwire_octets {
  const uint8_t* data;
  size_t size;
} icmpwire_octets;

// One answer: an echo reply, or an ICMP error about the request.
typedef struct icmpwire_answer {
  size_t size;  // sizeof(icmpwire_answer)
  icmpwire_address from;
  uint64_t round_trip;  // nanoseconds
  uint32_t status;      // IP_STATUS, as in ICMP_ECHO_REPLY
  uint32_t remarks;     // ICMPWIRE_...
  uint32_t
      next_hop_mtu;  // octets, where the answer says one ("fragmentation needed", "packet too big"); else 0
  uint32_t pointer;  // of a parameter problem: the octet at fault; else UINT32_MAX
  uint8_t type;      // of the ICMP message
  uint8_t code;
  uint8_t ttl;  // or hop limit, as received
  uint8_t traffic_class;
  uint8_t is_error;          // 1 for an ICMP error
  uint8_t is_local;          // 1 if no packet came: what a kernel would report, such as a silent neighbour
  icmpwire_octets datagram;  // the answer, whole and reassembled, from its IP header on
  icmpwire_octets options;   // its IPv4 options
  icmpwire_octets data;      // the echoed data
  icmpwire_octets quoted;    // of an error: what it quotes of the request, from its IP header on
} icmpwire_answer;

// A frame as it passed the wire.
typedef struct icmpwire_frame {
  size_t size;            // sizeof(icmpwire_frame)
  uint64_t time;          // nanoseconds on the wire's own clock
  uint64_t epoch;         // wall-clock nanoseconds since 1970 of the clock's zero
  uint32_t link_type;     // LINKTYPE_ number of the link header; 101 is none
  uint32_t datagram_at;   // where the IP datagram begins in `octets`
  uint32_t wire_octets;   // octets it had on the wire; more than octets.size if it was cut
  uint32_t device_index;  // the system's interface index
  char device[48];        // its name, NUL-terminated
  uint8_t is_outbound;
  uint8_t is_local;        // made by the wire itself, as icmpwire_answer.is_local
  icmpwire_octets octets;  // with the link header
} icmpwire_frame;

// How one request ended, with every octet of it: the caller's, ended by icmpwire_result_free. One thread at a
// time.
typedef struct icmpwire_result icmpwire_result;

// Sends a request and waits for its end. The handle's version must be the destination's.
//
// Returns the result; or NULL with the last error: ERROR_INVALID_PARAMETER, ERROR_INVALID_NETNAME (no
// destination; the source is not ours), IP_PACKET_TOO_BIG, IP_BAD_OPTION, IP_OPTION_TOO_BIG, IP_NO_RESOURCES
// (identifier and sequence are in use), ERROR_NETWORK_UNREACHABLE, ERROR_HOST_UNREACHABLE,
// ERROR_ACCESS_DENIED, ERROR_NOT_SUPPORTED, ERROR_NOT_ENOUGH_MEMORY. Nothing was sent then.
ICMPWIRE_API icmpwire_result* icmpwire_send(HANDLE handle, const icmpwire_request* request);

// NULL is freed as well.
ICMPWIRE_API void icmpwire_result_free(icmpwire_result* result);

ICMPWIRE_API uint32_t icmpwire_result_ending(const icmpwire_result* result);  // ICMPWIRE_ANSWERED, ...
ICMPWIRE_API size_t icmpwire_result_answers(const icmpwire_result* result);   // how many there are
ICMPWIRE_API size_t icmpwire_result_frames(const icmpwire_result* result);    // how many, sent and received

// The request as it was sent, before fragmentation, from its IP header on.
ICMPWIRE_API icmpwire_octets icmpwire_result_request(const icmpwire_result* result);

// Fill in one answer, or one frame; frames come in the order of the wire. FALSE with ERROR_INVALID_PARAMETER
// where there is no such one, or the structure's size is none.
ICMPWIRE_API BOOL icmpwire_result_answer(const icmpwire_result* result, size_t index,
                                         icmpwire_answer* answer);
ICMPWIRE_API BOOL icmpwire_result_frame(const icmpwire_result* result, size_t index, icmpwire_frame* frame);

// ---- Event loops

// A descriptor that is readable (poll, epoll, kqueue) whenever icmpwire_poll has something to do: a packet, a
// deadline, an end. From the first call on, the asynchronous requests that are made with the handle end in
// icmpwire_poll alone (or in IcmpCloseHandle), and no thread of the library receives for them. It belongs to
// the handle. Where time is virtual ("sim", "replay"), it is readable as long as something is pending.
// Returns -1 with the last error: ERROR_INVALID_HANDLE, IP_NO_RESOURCES.
ICMPWIRE_API int icmpwire_descriptor(HANDLE handle);

// Takes what has arrived, without waiting, and ends the handle's requests that are done: their buffers are
// written, events set, APCs queued, functions of icmpwire_start called, in this thread. On a virtual wire
// time goes on to the next event. One thread at a time for a handle. Returns how many have ended; -1 with
// ERROR_INVALID_HANDLE, or ERROR_INVALID_PARAMETER where icmpwire_descriptor was never called.
ICMPWIRE_API int icmpwire_poll(HANDLE handle);

// Called when a request has ended, in the thread that calls icmpwire_poll, or closes the handle. The result
// is the function's, to keep or to free. It may call everything.
typedef void (*icmpwire_ended)(void* context, icmpwire_result* result);

// Sends a request and does not wait: `ended` is called once with `context`. icmpwire_descriptor must have
// been called for the handle. TRUE; or FALSE with an error of icmpwire_send, and `ended` is not called.
ICMPWIRE_API BOOL icmpwire_start(HANDLE handle, const icmpwire_request* request, icmpwire_ended ended,
                                 void* context);

// ---- What passes

// What an engine has counted since it was opened. Handles that share a wire share these.
typedef struct icmpwire_counters {
  size_t size;                                        // sizeof(icmpwire_counters)
  uint64_t answered, timed_out, not_sent, cancelled;  // requests
  uint64_t duplicate, late;                           // answers to requests that had ended
  uint64_t bad_checksum;                              // answers that were ours but for their checksum
  uint64_t unmatched;                                 // answers to echo requests of others
  uint64_t malformed;                                 // what is no IP datagram
  uint64_t dropped;  // packets that the system dropped before they could be read
} icmpwire_counters;

// FALSE with ERROR_INVALID_HANDLE, or ERROR_INVALID_PARAMETER (size).
ICMPWIRE_API BOOL icmpwire_get_counters(HANDLE handle, icmpwire_counters* counters);

// Told of every frame that passes the handle's wire, those of other handles on it too, in the order of the
// wire and one at a time. `frame` and its octets are valid during the call.
//
// It runs in the thread that sends or receives the frame, with packets waiting behind it: that of a call of
// this library, or, for asynchronous requests, the library's own; this is the only code of the caller's that
// ever runs there. It must not throw, nor end the process. No function of this library that sends, polls,
// closes or traces may be called from it: they fail with ERROR_POSSIBLE_DEADLOCK.
typedef void (*icmpwire_trace_function)(void* context, const icmpwire_frame* frame);

// Sets the handle's trace function, in place of the one before; NULL for none. Returns when the one before is
// not running any more. Closing the handle ends it. TRUE; or FALSE with ERROR_INVALID_HANDLE or
// ERROR_POSSIBLE_DEADLOCK.
ICMPWIRE_API BOOL icmpwire_trace(HANDLE handle, icmpwire_trace_function function, void* context);

#if defined(__cplusplus)
}
#endif
