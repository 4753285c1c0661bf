// Winsock's additions: getaddrinfo, getnameinfo and inet_pton are the system's own, under winsock2.h; here
// are the type names and the wide forms.
#pragma once

#include "winsock2.h"

typedef struct addrinfo ADDRINFOA, *PADDRINFOA;

typedef struct addrinfoW {
  int ai_flags;
  int ai_family;
  int ai_socktype;
  int ai_protocol;
  size_t ai_addrlen;
  PWSTR ai_canonname;
  struct sockaddr* ai_addr;
  struct addrinfoW* ai_next;
} ADDRINFOW, *PADDRINFOW;

#define InetPtonA inet_pton
#define InetNtopA inet_ntop
#define gai_strerrorA gai_strerror

#if defined(__cplusplus)
extern "C" {
#endif

// getaddrinfo, freeaddrinfo and getnameinfo for wide text: their results, numbers and flags. The list of
// GetAddrInfoW is freed with FreeAddrInfoW, never with freeaddrinfo.
ICMPWIRE_API INT GetAddrInfoW(PCWSTR pNodeName, PCWSTR pServiceName, const ADDRINFOW* pHints,
                              PADDRINFOW* ppResult);
ICMPWIRE_API VOID FreeAddrInfoW(PADDRINFOW pAddrInfo);
ICMPWIRE_API INT GetNameInfoW(const SOCKADDR* pSockaddr, socklen_t SockaddrLength, PWCHAR pNodeBuffer,
                              DWORD NodeBufferSize, PWCHAR pServiceBuffer, DWORD ServiceBufferSize,
                              INT Flags);

// inet_pton and inet_ntop for wide text. InetPtonW returns 1, 0 (no address) or -1 (another family);
// InetNtopW pStringBuf, or NULL where that is too small (StringBufSize counts characters).
ICMPWIRE_API INT InetPtonW(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf);
ICMPWIRE_API PCWSTR InetNtopW(INT Family, const VOID* pAddr, PWSTR pStringBuf, size_t StringBufSize);

// gai_strerror; the text is valid until the calling thread's next call.
ICMPWIRE_API PWSTR gai_strerrorW(int ecode);

#if defined(__cplusplus)
}
#endif

#if defined(UNICODE)
typedef ADDRINFOW ADDRINFOT, *PADDRINFOT;
#define GetAddrInfo GetAddrInfoW
#define FreeAddrInfo FreeAddrInfoW
#define GetNameInfo GetNameInfoW
#define InetPton InetPtonW
#define InetNtop InetNtopW
#else
typedef ADDRINFOA ADDRINFOT, *PADDRINFOT;
#define GetAddrInfo getaddrinfo
#define FreeAddrInfo freeaddrinfo
#define GetNameInfo getnameinfo
#define InetPton InetPtonA
#define InetNtop InetNtopA
#endif
