// Lets the hosts on the way there and back write down their addresses (RFC 791, Record Route):
// `route 10.9.3.3`.
#include <arpa/inet.h>
#include <icmpwire.h>
#include <stdio.h>

enum { slots = 9, slot = 4, first_slot = 3 };

static void print_route(const IP_OPTION_INFORMATION* received) {
  const unsigned char* option = received->OptionsData;
  if (received->OptionsSize < first_slot || option[0] != IP_OPT_RR) {
    printf("  no recorded route\n");
    return;
  }
  // The pointer counts from 1 and shows the first slot that is free.
  const int used = (option[2] - 1 - first_slot) / slot;
  for (int i = 0; i < used; ++i) {
    const unsigned char* address = option + first_slot + i * slot;
    printf("  %d  %u.%u.%u.%u\n", i + 1, address[0], address[1], address[2], address[3]);
  }
}

int main(int argc, char** argv) {
  struct in_addr destination;
  if (argc != 2 || inet_pton(AF_INET, argv[1], &destination) != 1) {
    fprintf(stderr, "usage: %s IPV4-ADDRESS\n", argv[0]);
    return 2;
  }
  HANDLE icmp = IcmpCreateFile();
  if (icmp == INVALID_HANDLE_VALUE) {
    fprintf(stderr, "%s\n", IcmpwireFailureText());
    return 2;
  }

  unsigned char record_route[first_slot + slots * slot] = {IP_OPT_RR, sizeof record_route, first_slot + 1};
  IP_OPTION_INFORMATION options = {
      .Ttl = 64, .OptionsSize = sizeof record_route, .OptionsData = record_route};
  char data[] = "which way?";
  struct {
    ICMP_ECHO_REPLY reply;
    unsigned char rest[MAX_OPT_SIZE + sizeof data];
  } answer;
  int result = 1;
  if (IcmpSendEcho(icmp, destination.s_addr, data, sizeof data, &options, &answer, sizeof answer, 1000) ==
      0) {
    fprintf(stderr, "%s: error %u\n", argv[1], (unsigned)GetLastError());
  } else if (answer.reply.Status != IP_SUCCESS) {
    fprintf(stderr, "%s: status %u\n", argv[1], (unsigned)answer.reply.Status);
  } else {
    printf("%s, %u octets back, by\n", argv[1], answer.reply.DataSize);
    print_route(&answer.reply.Options);
    result = 0;
  }
  IcmpCloseHandle(icmp);
  return result;
}
