// Winsock's members are there when our header comes first, and the system's structures keep their sizes.
#include <winsock2.h>
#include <ws2tcpip.h>

#include "expect.h"

EXPECT(sizeof(struct in_addr) == 4);
EXPECT(offsetof(struct in_addr, s_addr) == 0);
EXPECT(offsetof(struct in_addr, S_un) == 0);
EXPECT(offsetof(struct in_addr, S_un.S_addr) == 0);
EXPECT(offsetof(struct in_addr, S_un.S_un_b.s_b4) == 3);
EXPECT(offsetof(struct in_addr, S_un.S_un_w.s_w2) == 2);
EXPECT(sizeof(SOCKADDR_IN) == sizeof(struct sockaddr));
EXPECT(offsetof(SOCKADDR_IN, sin_addr) == 4);

#if defined(__GLIBC__)
EXPECT(sizeof(IN6_ADDR) == 16);
EXPECT(offsetof(IN6_ADDR, u.Byte[15]) == 15);
EXPECT(offsetof(IN6_ADDR, u.Word[7]) == 14);
EXPECT(offsetof(IN6_ADDR, s6_addr[15]) == 15);
EXPECT(sizeof(SOCKADDR_IN6) == 28);
#endif

int uses(LPCSTR text, LPSTR* printed);
int uses(LPCSTR text, LPSTR* printed) {
  IN_ADDR address = {{INADDR_ANY}};
  struct in6_addr any = IN6ADDR_ANY_INIT;
  LPHOSTENT host = gethostbyname(text);
  address.S_un.S_addr = inet_addr(text);
  if (host == NULL || address.s_addr == INADDR_NONE) return 0;
  *printed = inet_ntoa(address);
  return IN6_IS_ADDR_UNSPECIFIED(&any) && inet_pton(AF_INET, text, &address) == 1;
}
