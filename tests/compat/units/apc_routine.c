// With PIO_APC_ROUTINE_DEFINED the asynchronous calls take the routine by its own type, else by FARPROC
// (functions.c).
// clang-format off
#include <winsock2.h>
#include <windows.h>
#include <winternl.h>
#define PIO_APC_ROUTINE_DEFINED
#include <iphlpapi.h>
#include <icmpapi.h>
// clang-format on

static VOID WINAPI completed(PVOID context, PIO_STATUS_BLOCK block, ULONG reserved) {
  *(ULONG_PTR*)context = block->Status == 0 ? block->Information : reserved;
}

DWORD send_one(HANDLE icmp, IPAddr to, ULONG_PTR* octets, LPVOID buffer, DWORD size);
DWORD send_one(HANDLE icmp, IPAddr to, ULONG_PTR* octets, LPVOID buffer, DWORD size) {
  return IcmpSendEcho2(icmp, NULL, completed, octets, to, NULL, 0, NULL, buffer, size, 1000);
}
