// Sends one echo request with the calls of Windows' icmpapi.h and prints what came back: `echo 127.0.0.1`.
// Windows wants its headers in this order.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>
#include <icmpapi.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char question[] = "Is anybody there?";

// 0 for an echo reply, 1 for an ICMP error, as ping's exit codes.
static int print_reply(const ICMP_ECHO_REPLY* reply) {
  struct in_addr sender;
  sender.s_addr = reply->Address;
  printf("from %s: ", inet_ntoa(sender));
  if (reply->Status != IP_SUCCESS) {
    printf("the request came to grief, status %lu\n", (unsigned long)reply->Status);
    return 1;
  }
  const int same =
      reply->DataSize == sizeof(question) && memcmp(reply->Data, question, sizeof(question)) == 0;
  printf("%u octets, %s, ttl %u, %lu ms\n", reply->DataSize, same ? "unchanged" : "CHANGED",
         reply->Options.Ttl, (unsigned long)reply->RoundTripTime);
  return 0;
}

int main(int argc, char** argv) {
  struct in_addr destination;
  if (argc != 2 || inet_pton(AF_INET, argv[1], &destination) != 1) {
    fprintf(stderr, "usage: %s IPV4-ADDRESS\n", argv[0]);
    return 2;
  }

  HANDLE icmp = IcmpCreateFile();
  if (icmp == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "cannot open an ICMP handle: error %lu\n", (unsigned long)GetLastError());
    return 2;
  }

  const DWORD size = (DWORD)(sizeof(ICMP_ECHO_REPLY) + sizeof(question));
  ICMP_ECHO_REPLY* reply = malloc(size);
  int result = 2;
  if (reply == NULL) {
    fprintf(stderr, "no memory for the reply\n");
  } else if (IcmpSendEcho(icmp, destination.s_addr, question, sizeof(question), NULL, reply, size, 1000) !=
             0) {
    result = print_reply(reply);
  } else {
    const DWORD error = GetLastError();
    fprintf(stderr, "no reply from %s: error %lu\n", argv[1], (unsigned long)error);
    result = error == IP_REQ_TIMED_OUT ? 1 : 2;
  }
  free(reply);
  IcmpCloseHandle(icmp);
  return result;
}
