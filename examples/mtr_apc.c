// Asks every hop on the way to a host at once: a service thread sends asynchronously, and waits alertably for
// the calls that bring the answers.
//
// usage: mtr_apc HOST
// Windows wants its headers in this order: the routine's type comes before the functions that take it.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <winternl.h>
#define PIO_APC_ROUTINE_DEFINED
#include <iphlpapi.h>
#include <icmpapi.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_hops = 30, data_size = 32, timeout = 5000 };

typedef struct {
  UCHAR ttl;
  BOOL answered;
  DWORD status;
  struct in_addr from;
  char buffer[sizeof(ICMP_ECHO_REPLY) + data_size + 8 + sizeof(IO_STATUS_BLOCK)];
} Probe;

static HANDLE icmp;
static HANDLE all_ended;
static struct in_addr target;
static Probe probes[most_hops];
static int pending;  // touched by the service thread alone
static BOOL leaving;

static void one_less(void) {
  if (--pending == 0) SetEvent(all_ended);
}

// In the service thread, while it waits.
static VOID WINAPI answer_came(PVOID context, PIO_STATUS_BLOCK block, ULONG reserved) {
  Probe* probe = context;
  UNREFERENCED_PARAMETER(reserved);
  probe->answered = block->Status == 0 && IcmpParseReplies(probe->buffer, sizeof(probe->buffer)) > 0;
  probe->status = probe->answered ? ((const ICMP_ECHO_REPLY*)probe->buffer)->Status : GetLastError();
  probe->from.S_un.S_addr = ((const ICMP_ECHO_REPLY*)probe->buffer)->Address;
  one_less();
}

// In the service thread too: the main thread asks for it.
static VOID CALLBACK send_probe(ULONG_PTR parameter) {
  Probe* probe = (Probe*)parameter;
  IP_OPTION_INFORMATION options;
  char data[data_size] = "mtr";
  ZeroMemory(&options, sizeof(options));
  options.Ttl = probe->ttl;
  if (IcmpSendEcho2(icmp, NULL, answer_came, probe, target.S_un.S_addr, data, data_size, &options,
                    probe->buffer, sizeof(probe->buffer), timeout) == 0 &&
      GetLastError() != ERROR_IO_PENDING) {
    probe->status = GetLastError();
    one_less();
  }
}

static VOID CALLBACK leave(ULONG_PTR parameter) {
  UNREFERENCED_PARAMETER(parameter);
  leaving = TRUE;
}

static DWORD WINAPI serve(LPVOID parameter) {
  UNREFERENCED_PARAMETER(parameter);
  while (!leaving) SleepEx(INFINITE, TRUE);
  return 0;
}

static void print(void) {
  for (int i = 0; i < most_hops; ++i) {
    const Probe* probe = &probes[i];
    WCHAR text[128];
    DWORD size = sizeof(text) / sizeof(text[0]);
    if (GetIpErrorString(probe->status, text, &size) != NO_ERROR)
      wsprintfW(text, L"error %u", (UINT)probe->status);
    printf("%2d  %-15s  %ls\n", probe->ttl, probe->answered ? inet_ntoa(probe->from) : "-", text);
    if (probe->answered && probe->status != IP_TTL_EXPIRED_TRANSIT) break;
  }
}

static int run(void) {
  HANDLE service = CreateThread(NULL, 0, serve, NULL, 0, NULL);
  all_ended = CreateEvent(NULL, TRUE, FALSE, NULL);
  if (service == NULL || all_ended == NULL) {
    fprintf(stderr, "no thread: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  pending = most_hops;
  for (int i = 0; i < most_hops; ++i) {
    probes[i].ttl = (UCHAR)(i + 1);
    QueueUserAPC(send_probe, service, (ULONG_PTR)&probes[i]);
  }
  WaitForSingleObject(all_ended, INFINITE);
  QueueUserAPC(leave, service, 0);
  WaitForSingleObject(service, INFINITE);
  print();
  CloseHandle(all_ended);
  CloseHandle(service);
  return 0;
}

int main(int argc, char** argv) {
  if (argc != 2 || InetPtonA(AF_INET, argv[1], &target) != 1) {
    fprintf(stderr, "usage: %s IPV4-ADDRESS\n", argv[0]);
    return 2;
  }
  icmp = IcmpCreateFile();
  if (icmp == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "cannot open an ICMP handle: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  const int result = run();
  IcmpCloseHandle(icmp);
  return result;
}
