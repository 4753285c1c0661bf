// A program for wide text, that asks windows.h for less: the names without a letter are the wide ones.
#define UNICODE
#define _UNICODE
#define WIN32_LEAN_AND_MEAN
// clang-format off
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>
#include <strsafe.h>
#include <tchar.h>
// clang-format on

#include "expect.h"

EXPECT(sizeof(TCHAR) == sizeof(wchar_t));
EXPECT(sizeof(WCHAR) == sizeof(L'x'));
EXPECT(sizeof(TEXT("ab")) == sizeof(_T("ab")));

int uses(LPCTSTR name, PADDRINFOT* found);
int uses(LPCTSTR name, PADDRINFOT* found) {
  TCHAR text[64];
  HANDLE event = CreateEvent(NULL, TRUE, FALSE, TEXT("event"));
  HANDLE mutex = CreateMutex(NULL, FALSE, _T("mutex"));
  HMODULE module = LoadLibrary(_T("ICMP.DLL"));
  OutputDebugString(GetCommandLine());
  if (event == NULL || mutex == NULL || module != GetModuleHandle(TEXT("icmp"))) return 0;
  if (FormatMessage(FORMAT_MESSAGE_FROM_SYSTEM, NULL, 0, 0, text, 64, NULL) == 0) return 0;
  wsprintf(text, TEXT("%s"), name);
  return SUCCEEDED(StringCchCopy(text, 64, name)) && lstrlen(text) == (int)_tcslen(name) &&
         GetAddrInfo(name, NULL, NULL, found) == 0;
}
