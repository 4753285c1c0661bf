/* The same in C: any test runner will do. */
#include <icmpwire.h>
#include <icmpwire_fixture.h>
#include <stdio.h>
#include <string.h>

/* The code under test. */
static int is_there(const unsigned char host[4]) {
  char data[] = "anybody?", reply[128];
  IPAddr address;
  memcpy(&address, host, sizeof address);
  HANDLE icmp = IcmpCreateFile();
  const int found = IcmpSendEcho(icmp, address, data, sizeof data, NULL, reply, sizeof reply, 1000) != 0;
  IcmpCloseHandle(icmp);
  return found;
}

int main(void) {
  const unsigned char host[] = {10, 9, 3, 3};
  icmpwire_fixture* fixture = icmpwire_fixture_begin("rr9.pcap", __FILE__);
  if (fixture == NULL) {
    puts(IcmpwireFailureText());
    return 2;
  }
  printf("answered: %d\n", is_there(host));
  const size_t differing = icmpwire_fixture_check(fixture);
  printf("%zu request differs\n%s", differing, icmpwire_fixture_report(fixture));
  icmpwire_fixture_end(fixture);
  return differing == 0 ? 0 : 1;
}
