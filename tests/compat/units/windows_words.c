// The words of Windows' basic headers that small programs use, from windows.h by itself.
#include <windows.h>

#include "expect.h"

EXPECT(sizeof(LONG) == 4 && (LONG)-1 < 0);
EXPECT(sizeof(INT) == 4);
EXPECT(sizeof(UINT) == 4);
EXPECT(sizeof(SHORT) == 2);
EXPECT(sizeof(BYTE) == 1 && (BYTE)-1 > 0);
EXPECT(sizeof(LONGLONG) == 8 && (LONGLONG)-1 < 0);
EXPECT(sizeof(ULONGLONG) == 8 && (ULONGLONG)-1 > 0);
EXPECT(sizeof(INT_PTR) == sizeof(void*) && (INT_PTR)-1 < 0);
EXPECT(sizeof(LONG_PTR) == sizeof(void*) && (LONG_PTR)-1 < 0);
EXPECT(sizeof(UINT_PTR) == sizeof(void*));
EXPECT(sizeof(ULONG_PTR) == sizeof(void*) && (ULONG_PTR)-1 > 0);
EXPECT(sizeof(DWORD_PTR) == sizeof(void*));
EXPECT(sizeof(SIZE_T) == sizeof(void*));

static DWORD CALLBACK by_call(LPVOID buffer) {
  ZeroMemory(buffer, 4);
  FillMemory((LPBYTE)buffer + 4, 4, 0xcc);
  CopyMemory(buffer, (LPCVOID)((PBYTE)buffer + 4), 2);
  MoveMemory((PBYTE)buffer + 1, buffer, 2);
  return buffer == INVALID_HANDLE_VALUE ? ERROR_INVALID_HANDLE : NO_ERROR;
}

int __cdecl main(VOID) {
  LPVOID buffer = malloc(8);
  PDWORD result = (PDWORD)buffer;
  struct in_addr address;
  address.S_un.S_addr = htonl(INADDR_LOOPBACK);
  if (buffer == NULL) return 1;
  SetLastError(by_call(buffer));
  *result = address.s_addr;
  free(buffer);
  return GetLastError() == ERROR_SUCCESS ? 0 : 1;
}
