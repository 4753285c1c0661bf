/* A program of somebody else's that was written for Windows. */
#include <icmpapi.h>
#include <iphlpapi.h>
#include <windows.h>
#include <winsock2.h>

int main(void) { return IcmpCloseHandle(IcmpCreateFile()) ? 0 : 1; }
