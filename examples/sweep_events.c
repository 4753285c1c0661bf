// Says which addresses of a range answer: as many requests at once as can be waited for, an event for each.
// usage: sweep_events FIRST-ADDRESS LAST-ADDRESS [MILLISECONDS]
// Windows wants its headers in this order.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>
#include <icmpapi.h>
#include <windows.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { data_size = 8, at_once = MAXIMUM_WAIT_OBJECTS };

typedef struct {
  DWORD which;  // of the addresses
  union {
    ICMP_ECHO_REPLY reply;
    char octets[sizeof(ICMP_ECHO_REPLY) + data_size + 8];
  } buffer;
} Request;

typedef struct {
  HANDLE icmp;
  ULONG first;
  DWORD count;     // addresses
  DWORD sent;      // of them
  DWORD* results;  // of each, a status or an error
  DWORD timeout;
  DWORD pending;
  HANDLE events[at_once];  // those of pending requests come first
  Request* requests[at_once];
} Sweep;

// Sends the next request by the first slot that is free. It is not pending if it fails at once.
static void send_next(Sweep* sweep) {
  const DWORD slot = sweep->pending;
  Request* request = sweep->requests[slot];
  char data[data_size] = "sweep";
  request->which = sweep->sent++;
  IcmpSendEcho2(sweep->icmp, sweep->events[slot], NULL, NULL, htonl(sweep->first + request->which), data,
                data_size, NULL, &request->buffer, sizeof(request->buffer), sweep->timeout);
  sweep->results[request->which] = GetLastError();
  if (GetLastError() == ERROR_IO_PENDING) ++sweep->pending;
}

// Its slot changes places with the last one pending.
static void take_answer(Sweep* sweep, DWORD slot) {
  Request* request = sweep->requests[slot];
  HANDLE event = sweep->events[slot];
  const DWORD replies = IcmpParseReplies(&request->buffer, sizeof(request->buffer));
  sweep->results[request->which] = replies > 0 ? request->buffer.reply.Status : GetLastError();
  --sweep->pending;
  sweep->requests[slot] = sweep->requests[sweep->pending];
  sweep->events[slot] = sweep->events[sweep->pending];
  sweep->requests[sweep->pending] = request;
  sweep->events[sweep->pending] = event;
}

static BOOL run(Sweep* sweep) {
  while (sweep->sent < sweep->count || sweep->pending > 0) {
    while (sweep->sent < sweep->count && sweep->pending < at_once) send_next(sweep);
    if (sweep->pending == 0) continue;
    const DWORD which = WaitForMultipleObjects(sweep->pending, sweep->events, FALSE, INFINITE);
    if (which >= WAIT_OBJECT_0 + sweep->pending) return FALSE;
    take_answer(sweep, which - WAIT_OBJECT_0);
  }
  return TRUE;
}

static void print_result(ULONG address, DWORD result) {
  char text[128] = "answers";
  struct in_addr in;
  in.S_un.S_addr = htonl(address);
  if (result != IP_SUCCESS &&
      FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM, NULL, result, 0, text, sizeof(text), NULL) == 0) {
    wsprintfA(text, "error %lu", (unsigned long)result);
  }
  text[strcspn(text, "\r\n")] = '\0';
  printf("%-15s  %s\n", inet_ntoa(in), text);
}

// What does not answer is not mentioned. 0 if anything does.
static int print(const Sweep* sweep) {
  int alive = 0;
  for (DWORD i = 0; i < sweep->count; ++i) {
    if (sweep->results[i] == IP_REQ_TIMED_OUT) continue;
    if (sweep->results[i] == IP_SUCCESS) ++alive;
    print_result(sweep->first + i, sweep->results[i]);
  }
  printf("%d alive\n", alive);
  return alive > 0 ? 0 : 1;
}

static BOOL open_sweep(Sweep* sweep) {
  sweep->icmp = IcmpCreateFile();
  if (sweep->icmp == INVALID_HANDLE_VALUE) return FALSE;
  sweep->results = HeapAlloc(GetProcessHeap(), 0, sweep->count * sizeof(DWORD));
  for (int i = 0; i < at_once; ++i) {
    sweep->events[i] = CreateEvent(NULL, FALSE, FALSE, NULL);
    sweep->requests[i] = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(Request));
    if (sweep->events[i] == NULL || sweep->requests[i] == NULL) return FALSE;
  }
  return sweep->results != NULL;
}

static void close_sweep(Sweep* sweep) {
  IcmpCloseHandle(sweep->icmp);
  for (int i = 0; i < at_once; ++i) {
    CloseHandle(sweep->events[i]);
    HeapFree(GetProcessHeap(), 0, sweep->requests[i]);
  }
  HeapFree(GetProcessHeap(), 0, sweep->results);
}

int main(int argc, char** argv) {
  Sweep sweep;
  struct in_addr first, last;
  int result = 2;
  ZeroMemory(&sweep, sizeof(sweep));
  if (argc < 3 || InetPtonA(AF_INET, argv[1], &first) != 1 || InetPtonA(AF_INET, argv[2], &last) != 1 ||
      ntohl(last.S_un.S_addr) - ntohl(first.S_un.S_addr) > 0xffff) {
    fprintf(stderr, "usage: %s FIRST-ADDRESS LAST-ADDRESS [MILLISECONDS], at most 65536 addresses\n",
            argv[0]);
    return result;
  }
  sweep.first = ntohl(first.S_un.S_addr);
  sweep.count = ntohl(last.S_un.S_addr) - sweep.first + 1;
  sweep.timeout = argc > 3 ? (DWORD)strtoul(argv[3], NULL, 10) : 1000;
  if (open_sweep(&sweep) && run(&sweep)) {
    result = print(&sweep);
  } else {
    fprintf(stderr, "cannot sweep: error %lu\n", (unsigned long)GetLastError());
  }
  close_sweep(&sweep);
  return result;
}
