// The calls have Windows' prototypes, from icmpapi.h by itself.
#include <icmpapi.h>

HANDLE (*create_file)(void) = IcmpCreateFile;
BOOL (*close_handle)(HANDLE) = IcmpCloseHandle;
DWORD (*send_echo)(HANDLE, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD, DWORD) = IcmpSendEcho;
DWORD (*parse_replies)(LPVOID, DWORD) = IcmpParseReplies;
HANDLE (*create_file6)(void) = Icmp6CreateFile;
DWORD (*parse_replies6)(LPVOID, DWORD) = Icmp6ParseReplies;

// An asynchronous call's routine is a FARPROC here; programs cast theirs.
DWORD(*send_echo2)
(HANDLE, HANDLE, FARPROC, PVOID, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD,
 DWORD) = IcmpSendEcho2;
DWORD(*send_echo2_from)
(HANDLE, HANDLE, FARPROC, PVOID, IPAddr, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD,
 DWORD) = IcmpSendEcho2Ex;
DWORD(*send_echo6)
(HANDLE, HANDLE, FARPROC, PVOID, struct sockaddr_in6*, struct sockaddr_in6*, LPVOID, WORD,
 PIP_OPTION_INFORMATION, LPVOID, DWORD, DWORD) = Icmp6SendEcho2;

DWORD (*get_last_error)(void) = GetLastError;
void (*set_last_error)(DWORD) = SetLastError;
HANDLE invalid(void);
HANDLE invalid(void) { return INVALID_HANDLE_VALUE; }
