/* Asks a host for an echo while doing something else: `ask 10.9.3.3`. Nothing in it knows of icmpwire. */
/* Windows wants its headers in this order. */
/* clang-format off */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <iphlpapi.h>
#include <icmpapi.h>
/* clang-format on */
#include <stdio.h>

#pragma comment(lib, "iphlpapi.lib")
#pragma comment(lib, "ws2_32.lib")

static char question[32] = "abcdefghijklmnopqrstuvwabcdefghi";

static DWORD ask(HANDLE icmp, HANDLE done, IPAddr address) {
  char buffer[sizeof(ICMP_ECHO_REPLY) + sizeof(question) + 8];
  ICMP_ECHO_REPLY* reply = (ICMP_ECHO_REPLY*)buffer;
  struct in_addr from;

  if (IcmpSendEcho2(icmp, done, NULL, NULL, address, question, sizeof(question), NULL, buffer, sizeof(buffer),
                    1000) != 0 ||
      GetLastError() != ERROR_IO_PENDING) {
    printf("Cannot ask: %lu\n", (unsigned long)GetLastError());
    return 1;
  }
  printf("Asked.\n");
  WaitForSingleObject(done, INFINITE);
  if (IcmpParseReplies(buffer, sizeof(buffer)) == 0) {
    printf("No answer: %lu\n", (unsigned long)GetLastError());
    return 1;
  }
  from.S_un.S_addr = reply->Address;
  printf("Reply from %s: bytes=%u status=%lu TTL=%u\n", inet_ntoa(from), reply->DataSize,
         (unsigned long)reply->Status, reply->Options.Ttl);
  return 0;
}

int main(int argc, char** argv) {
  WSADATA data;
  IPAddr address;
  HANDLE icmp, done;
  DWORD result;

  if (argc != 2 || (address = inet_addr(argv[1])) == INADDR_NONE) {
    printf("usage: ask IPV4-ADDRESS\n");
    return 2;
  }
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 2;
  icmp = IcmpCreateFile();
  done = CreateEvent(NULL, FALSE, FALSE, NULL);
  if (icmp == INVALID_HANDLE_VALUE || done == NULL) {
    printf("Cannot begin: %lu\n", (unsigned long)GetLastError());
    return 2;
  }
  result = ask(icmp, done, address);
  CloseHandle(done);
  IcmpCloseHandle(icmp);
  WSACleanup();
  return (int)result;
}
