// A program that finds the calls at run time takes the types from iphlpapi.h and may use the calls' names
// itself.
#include <iphlpapi.h>
#include <winsock2.h>

#include "expect.h"

typedef HANDLE(WINAPI* CreateFunction)(VOID);
typedef DWORD(WINAPI* SendFunction)(HANDLE, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD,
                                    DWORD);

struct library {
  CreateFunction IcmpCreateFile;
  SendFunction IcmpSendEcho;
};

// These would not compile if iphlpapi.h had declared the functions.
extern CreateFunction IcmpCreateFile;
extern SendFunction IcmpSendEcho;

EXPECT(sizeof(ICMP_ECHO_REPLY) > sizeof(IP_OPTION_INFORMATION));
