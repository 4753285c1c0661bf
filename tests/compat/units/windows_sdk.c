// On Windows icmpapi.h and ipexport.h hand over to the SDK's, whichever comes first.
#if defined(TYPES_FIRST)
#include <ipexport.h>
#endif
#include <icmpapi.h>

#include "expect.h"

EXPECT(sizeof(ICMP_ECHO_REPLY) == (sizeof(void*) == 8 ? 40 : 28));
EXPECT(IP_REQ_TIMED_OUT == 11010);

DWORD(WINAPI* send_echo)
(HANDLE, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD, DWORD) = IcmpSendEcho;
