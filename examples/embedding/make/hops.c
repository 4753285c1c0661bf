// Names the routers on the way, which each refuse a request whose time to live ends with them:
// `hops 10.9.3.3`.
#include <arpa/inet.h>
#include <icmpwire.h>
#include <stdio.h>

enum { most_hops = 30 };

// Whether the way goes on behind the hop at this time to live.
static int hop(HANDLE icmp, IPAddr destination, unsigned char ttl) {
  IP_OPTION_INFORMATION options = {.Ttl = ttl};
  ICMP_ECHO_REPLY reply;
  if (IcmpSendEcho(icmp, destination, NULL, 0, &options, &reply, sizeof reply, 1000) == 0) {
    printf("%2u  *  error %u\n", ttl, (unsigned)GetLastError());
    return GetLastError() == IP_REQ_TIMED_OUT;
  }
  struct in_addr from = {.s_addr = reply.Address};
  printf("%2u  %s  status %u\n", ttl, inet_ntoa(from), (unsigned)reply.Status);
  return reply.Status == IP_TTL_EXPIRED_TRANSIT;
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
  unsigned char ttl = 1;
  while (hop(icmp, destination.s_addr, ttl) && ttl < most_hops) ++ttl;
  IcmpCloseHandle(icmp);
  return 0;
}
