// Winsock's additions: getaddrinfo and inet_pton are the system's own, under winsock2.h; only the type names
// are here.
#pragma once

#include "winsock2.h"

typedef struct addrinfo ADDRINFOA, *PADDRINFOA;
