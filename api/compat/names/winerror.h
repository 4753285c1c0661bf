// The Win32 error numbers that the ICMP calls and what is around them report, and no others.
#pragma once

#include <icmpwire_errors.h>
#include <icmpwire_wait.h>

#define ERROR_MOD_NOT_FOUND 126
#define ERROR_PROC_NOT_FOUND 127
#define ERROR_MR_MID_NOT_FOUND 317

// Winsock's.
#define WSAEINVAL 10022
#define WSAEFAULT 10014
#define WSAVERNOTSUPPORTED 10092
