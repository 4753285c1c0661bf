// Shows the way to a host: echo requests with TTL 1, 2, 3, ... until one is answered by the host itself.
// usage: tracert [-6] [-h MOST-HOPS] [-w MILLISECONDS] HOST
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

enum { probes_per_hop = 3, data_size = 32 };

typedef struct {
  int family;
  UCHAR most_hops;
  DWORD timeout;
  const char* host;
} Arguments;

// One answer, of either version.
typedef struct {
  DWORD status;
  ULONG round_trip_time;
  char from[INET6_ADDRSTRLEN];
} Answer;

static int usage(const char* program) {
  fprintf(stderr, "usage: %s [-6] [-h MOST-HOPS] [-w MILLISECONDS] HOST\n", program);
  return 0;
}

static int parse(int argc, char** argv, Arguments* arguments) {
  const Arguments defaults = {AF_INET, 30, 4000, NULL};
  *arguments = defaults;
  for (int i = 1; i < argc; ++i) {
    if (strcmp(argv[i], "-6") == 0) {
      arguments->family = AF_INET6;
    } else if (strcmp(argv[i], "-h") == 0 && i + 1 < argc) {
      arguments->most_hops = (UCHAR)atoi(argv[++i]);
    } else if (strcmp(argv[i], "-w") == 0 && i + 1 < argc) {
      arguments->timeout = (DWORD)strtoul(argv[++i], NULL, 10);
    } else if (argv[i][0] != '-' && arguments->host == NULL) {
      arguments->host = argv[i];
    } else {
      return usage(argv[0]);
    }
  }
  return arguments->host != NULL ? 1 : usage(argv[0]);
}

static Answer no_answer(void) {
  Answer answer = {GetLastError(), 0, ""};
  return answer;
}

static Answer ask4(HANDLE icmp, const SOCKADDR_IN* to, PIP_OPTION_INFORMATION options, DWORD timeout) {
  char data[data_size] = "tracert";
  char buffer[sizeof(ICMP_ECHO_REPLY) + data_size + 8];
  const DWORD count = IcmpSendEcho2(icmp, NULL, NULL, NULL, to->sin_addr.S_un.S_addr, data, data_size,
                                    options, buffer, sizeof(buffer), timeout);
  if (count == 0) return no_answer();
  const ICMP_ECHO_REPLY* reply = (const ICMP_ECHO_REPLY*)buffer;
  Answer answer = {reply->Status, reply->RoundTripTime, ""};
  InetNtopA(AF_INET, &reply->Address, answer.from, sizeof(answer.from));
  return answer;
}

static Answer ask6(HANDLE icmp, SOCKADDR_IN6* to, PIP_OPTION_INFORMATION options, DWORD timeout) {
  char data[data_size] = "tracert";
  char buffer[sizeof(ICMPV6_ECHO_REPLY) + data_size + 8];
  SOCKADDR_IN6 any;
  ZeroMemory(&any, sizeof(any));
  any.sin6_family = AF_INET6;
  const DWORD count = Icmp6SendEcho2(icmp, NULL, NULL, NULL, &any, to, data, data_size, options, buffer,
                                     sizeof(buffer), timeout);
  if (count == 0) return no_answer();
  const ICMPV6_ECHO_REPLY* reply = (const ICMPV6_ECHO_REPLY*)buffer;
  Answer answer = {reply->Status, reply->RoundTripTime, ""};
  InetNtopA(AF_INET6, reply->Address.sin6_addr, answer.from, sizeof(answer.from));
  return answer;
}

static Answer ask(HANDLE icmp, const Arguments* arguments, ADDRINFOA* to, UCHAR ttl) {
  IP_OPTION_INFORMATION options;
  ZeroMemory(&options, sizeof(options));
  options.Ttl = ttl;
  return arguments->family == AF_INET6
             ? ask6(icmp, (SOCKADDR_IN6*)(void*)to->ai_addr, &options, arguments->timeout)
             : ask4(icmp, (const SOCKADDR_IN*)(const void*)to->ai_addr, &options, arguments->timeout);
}

static void print_time(const Answer* answer) {
  if (answer->from[0] == '\0') {
    printf("    *   ");
  } else if (answer->round_trip_time == 0) {
    printf("  <1 ms ");
  } else {
    printf(" %3lu ms ", (unsigned long)answer->round_trip_time);
  }
}

static void print_status(DWORD status) {
  WCHAR text[128];
  DWORD size = sizeof(text) / sizeof(text[0]);
  if (GetIpErrorString(status, text, &size) == NO_ERROR) {
    printf(" %ls", text);
  } else {
    printf(" error %lu", (unsigned long)status);
  }
}

// Whether the way ends here.
static int show_hop(HANDLE icmp, const Arguments* arguments, ADDRINFOA* to, UCHAR ttl) {
  Answer last = {IP_REQ_TIMED_OUT, 0, ""};
  printf("%3u ", ttl);
  for (int probe = 0; probe < probes_per_hop; ++probe) {
    const Answer answer = ask(icmp, arguments, to, ttl);
    print_time(&answer);
    if (answer.from[0] != '\0' || last.from[0] == '\0') last = answer;
  }
  if (last.from[0] != '\0') printf(" %s", last.from);
  if (last.status != IP_SUCCESS && last.status != IP_TTL_EXPIRED_TRANSIT) print_status(last.status);
  printf("\n");
  return last.status != IP_TTL_EXPIRED_TRANSIT && last.status != IP_REQ_TIMED_OUT;
}

static int trace(HANDLE icmp, const Arguments* arguments, ADDRINFOA* to) {
  char name[NI_MAXHOST] = "";
  GetNameInfo(to->ai_addr, to->ai_addrlen, name, sizeof(name), NULL, 0, NI_NUMERICHOST);
  printf("Tracing the way to %s [%s] over at most %u hops:\n\n", arguments->host, name, arguments->most_hops);
  for (UCHAR ttl = 1; ttl <= arguments->most_hops && ttl != 0; ++ttl) {
    if (show_hop(icmp, arguments, to, ttl)) break;
  }
  printf("\nThat is all.\n");
  return 0;
}

int main(int argc, char** argv) {
  Arguments arguments;
  WSADATA winsock;
  ADDRINFOA hints;
  ADDRINFOA* to = NULL;
  if (!parse(argc, argv, &arguments)) return 2;
  if (WSAStartup(MAKEWORD(2, 2), &winsock) != 0) return 2;

  ZeroMemory(&hints, sizeof(hints));
  hints.ai_family = arguments.family;
  if (GetAddrInfo(arguments.host, NULL, &hints, &to) != 0) {
    fprintf(stderr, "%s is unknown\n", arguments.host);
    return 2;
  }
  HANDLE icmp = arguments.family == AF_INET6 ? Icmp6CreateFile() : IcmpCreateFile();
  if (icmp == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "cannot open an ICMP handle: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  const int result = trace(icmp, &arguments, to);
  IcmpCloseHandle(icmp);
  FreeAddrInfo(to);
  WSACleanup();
  return result;
}
