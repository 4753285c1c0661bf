// Winsock's names for the system's own socket headers: addresses and look-ups, start and last error; not
// Winsock's sockets, events or error numbers, and not its number for AF_INET6.
#pragma once

// These come before the macros below, which are meant for netinet/in.h alone.
#include <sys/socket.h>
#include <sys/types.h>

#include "base.h"
#include "windows.h"

// `S_un.S_addr` is added to in_addr, and `u.Byte` and `u.Word` to in6_addr, while netinet/in.h is read; sizes
// and offsets stay. Where netinet/in.h came before this header it is too late: the structures then have the
// system's members alone.
#if !defined(_NETINET_IN_H) && !defined(_NETINET_IN_H_)

union icmpwire_in_addr_parts {
  struct {
    UCHAR s_b1, s_b2, s_b3, s_b4;
  } S_un_b;
  struct {
    USHORT s_w1, s_w2;
  } S_un_w;
  ULONG S_addr;
};

// In `in_addr_t s_addr;` the zero-width bit-field ends the type that is already there and takes no room.
#define s_addr                         \
  : 0;                                 \
  union {                              \
    in_addr_t s_addr;                  \
    union icmpwire_in_addr_parts S_un; \
  }

// The C library's own macros (s6_addr, IN6_IS_ADDR_...) go on using these names, so they stay defined.
#if defined(__GLIBC__)
#define __in6_u u
#define __u6_addr8 Byte
#define __u6_addr16 Word
#endif

#include <netinet/in.h>

#undef s_addr

#endif

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

typedef struct in_addr IN_ADDR, *PIN_ADDR, *LPIN_ADDR;
typedef struct in6_addr IN6_ADDR, *PIN6_ADDR, *LPIN6_ADDR;
typedef struct sockaddr SOCKADDR, *PSOCKADDR, *LPSOCKADDR;
typedef struct sockaddr_in SOCKADDR_IN, *PSOCKADDR_IN, *LPSOCKADDR_IN;
typedef struct sockaddr_in6 SOCKADDR_IN6, *PSOCKADDR_IN6, *LPSOCKADDR_IN6;
typedef struct sockaddr_storage SOCKADDR_STORAGE, *PSOCKADDR_STORAGE, *LPSOCKADDR_STORAGE;
typedef struct hostent HOSTENT, *PHOSTENT, *LPHOSTENT;

#define WSADESCRIPTION_LEN 256
#define WSASYS_STATUS_LEN 128

typedef struct WSAData {
  WORD wVersion;
  WORD wHighVersion;
  USHORT iMaxSockets;
  USHORT iMaxUdpDg;
  char* lpVendorInfo;
  char szDescription[WSADESCRIPTION_LEN + 1];
  char szSystemStatus[WSASYS_STATUS_LEN + 1];
} WSADATA, *PWSADATA, *LPWSADATA;

#if defined(__cplusplus)
extern "C" {
#endif

// Nothing needs to be started or ended here. WSAStartup fills *lpWSAData in and returns 0, WSAEFAULT (it is
// NULL) or WSAVERNOTSUPPORTED (version 0); WSACleanup returns 0.
ICMPWIRE_API int WSAStartup(WORD wVersionRequested, LPWSADATA lpWSAData);
ICMPWIRE_API int WSACleanup(void);

// The same variable as GetLastError's. The system's own functions (getaddrinfo, gethostbyname, ...) do not
// set it.
ICMPWIRE_API int WSAGetLastError(void);
ICMPWIRE_API void WSASetLastError(int iError);

// Writes an IPv4 or IPv6 address as text, with its port unless that is 0: 10.9.3.3:7, [fe80::1%2]:7.
//
// lpdwAddressStringLength: in, the characters at the string; out, those of the text with its NUL. Returns 0;
// or -1 with the last error WSAEFAULT (too small, or NULL) or WSAEINVAL (another family, or cut).
ICMPWIRE_API INT WSAAddressToStringA(LPSOCKADDR lpsaAddress, DWORD dwAddressLength, LPVOID lpProtocolInfo,
                                     LPSTR lpszAddressString, LPDWORD lpdwAddressStringLength);
ICMPWIRE_API INT WSAAddressToStringW(LPSOCKADDR lpsaAddress, DWORD dwAddressLength, LPVOID lpProtocolInfo,
                                     LPWSTR lpszAddressString, LPDWORD lpdwAddressStringLength);

#if defined(__cplusplus)
}
#endif

#if defined(UNICODE)
#define WSAAddressToString WSAAddressToStringW
#else
#define WSAAddressToString WSAAddressToStringA
#endif
