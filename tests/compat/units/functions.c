// The calls have Windows' prototypes, from icmpapi.h by itself.
#include <icmpapi.h>

HANDLE (*create_file)(void) = IcmpCreateFile;
BOOL (*close_handle)(HANDLE) = IcmpCloseHandle;
DWORD (*send_echo)(HANDLE, IPAddr, LPVOID, WORD, PIP_OPTION_INFORMATION, LPVOID, DWORD, DWORD) = IcmpSendEcho;
DWORD (*parse_replies)(LPVOID, DWORD) = IcmpParseReplies;
DWORD (*get_last_error)(void) = GetLastError;
void (*set_last_error)(DWORD) = SetLastError;
HANDLE invalid(void);
HANDLE invalid(void) { return INVALID_HANDLE_VALUE; }
