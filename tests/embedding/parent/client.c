/* A program of somebody else's that is linked with the library. */
#include <icmpapi.h>

int main(void) { return IcmpCloseHandle(IcmpCreateFile()) ? 0 : 1; }
