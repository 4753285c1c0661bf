// Measures every hop on the way to a host at once: a thread for each TTL, all on one handle, with the
// functions found in ICMP.DLL at run time. usage: mtr_threads HOST [ROUNDS]
// Windows wants its headers in this order.
// clang-format off
#include <winsock2.h>
#include <windows.h>
#include <ipexport.h>
#include <process.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_hops = 30, data_size = 64, timeout = 5000 };

typedef HANDLE(WINAPI* LPFNICMPCREATEFILE)(VOID);
typedef BOOL(WINAPI* LPFNICMPCLOSEHANDLE)(HANDLE);
typedef DWORD(WINAPI* LPFNICMPSENDECHO)(HANDLE, u_long, LPVOID, WORD, LPVOID, LPVOID, DWORD, DWORD);

typedef struct {
  struct in_addr address;
  int sent;
  int received;
  BOOL is_target;
} Hop;

static LPFNICMPCREATEFILE create_file;
static LPFNICMPCLOSEHANDLE close_handle;
static LPFNICMPSENDECHO send_echo;

static HANDLE icmp;
static HANDLE mutex;  // guards the hops
static Hop hops[most_hops];
static struct in_addr target;
static int rounds = 10;

static BOOL find_functions(HMODULE library) {
  create_file = (LPFNICMPCREATEFILE)(void (*)(void))GetProcAddress(library, "IcmpCreateFile");
  close_handle = (LPFNICMPCLOSEHANDLE)(void (*)(void))GetProcAddress(library, "IcmpCloseHandle");
  send_echo = (LPFNICMPSENDECHO)(void (*)(void))GetProcAddress(library, "IcmpSendEcho");
  return create_file != NULL && close_handle != NULL && send_echo != NULL;
}

static void note(Hop* hop, const ICMP_ECHO_REPLY* reply) {
  WaitForSingleObject(mutex, INFINITE);
  ++hop->sent;
  if (reply != NULL) {
    ++hop->received;
    hop->address.s_addr = reply->Address;
    hop->is_target = reply->Status == IP_SUCCESS;
  }
  ReleaseMutex(mutex);
}

static unsigned WINAPI measure_hop(void* parameter) {
  Hop* hop = parameter;
  IP_OPTION_INFORMATION options;
  char data[data_size];
  char buffer[sizeof(ICMP_ECHO_REPLY) + data_size + 8];
  ZeroMemory(&options, sizeof(options));
  options.Ttl = (UCHAR)(hop - hops + 1);
  FillMemory(data, sizeof(data), ' ');
  for (int round = 0; round < rounds; ++round) {
    const DWORD count =
        send_echo(icmp, target.s_addr, data, sizeof(data), &options, buffer, sizeof(buffer), timeout);
    note(hop, count > 0 ? (const ICMP_ECHO_REPLY*)buffer : NULL);
  }
  _endthreadex(0);
  return 0;
}

static BOOL measure(void) {
  HANDLE threads[most_hops];
  for (DWORD i = 0; i < most_hops; ++i) {
    threads[i] = (HANDLE)_beginthreadex(NULL, 0, measure_hop, &hops[i], 0, NULL);
    if (threads[i] == NULL) return FALSE;
  }
  WaitForMultipleObjects(most_hops, threads, TRUE, INFINITE);
  for (DWORD i = 0; i < most_hops; ++i) CloseHandle(threads[i]);
  return TRUE;
}

static void print(void) {
  printf("%3s  %-15s %5s %5s %5s\n", "hop", "host", "sent", "recv", "loss");
  for (int i = 0; i < most_hops; ++i) {
    const Hop* hop = &hops[i];
    printf("%3d  %-15s %5d %5d %4d%%\n", i + 1, hop->received > 0 ? inet_ntoa(hop->address) : "no response",
           hop->sent, hop->received, 100 * (hop->sent - hop->received) / hop->sent);
    if (hop->is_target) break;
  }
}

static int run(void) {
  icmp = create_file();
  if (icmp == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "cannot open an ICMP handle: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  mutex = CreateMutex(NULL, FALSE, NULL);
  const BOOL measured = mutex != NULL && measure();
  if (measured) {
    print();
  } else {
    fprintf(stderr, "no threads: error %lu\n", (unsigned long)GetLastError());
  }
  CloseHandle(mutex);
  close_handle(icmp);
  return measured ? 0 : 2;
}

int main(int argc, char** argv) {
  if (argc < 2 || (target.s_addr = inet_addr(argv[1])) == INADDR_NONE) {
    fprintf(stderr, "usage: %s IPV4-ADDRESS [ROUNDS]\n", argv[0]);
    return 2;
  }
  if (argc > 2) rounds = atoi(argv[2]) > 0 ? atoi(argv[2]) : 1;
  HMODULE library = LoadLibraryA("ICMP.DLL");
  if (library == NULL || !find_functions(library)) {
    fprintf(stderr, "ICMP.DLL: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  const int result = run();
  FreeLibrary(library);
  return result;
}
