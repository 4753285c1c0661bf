// What asynchronous calls are told of their end by: the APC routine and its I/O status block; not the rest of
// winternl.h.
//
// To have PIO_APC_ROUTINE in the declarations of icmpapi.h instead of FARPROC, a program includes this header
// (winternl.h on Windows and in api/compat) and defines PIO_APC_ROUTINE_DEFINED before it includes icmpapi.h.
#pragma once

#include "icmpwire_types.h"

#if defined(_WIN32)

#include <winternl.h>

#else

typedef int32_t NTSTATUS;
typedef uintptr_t ULONG_PTR;

// The numbers that Status takes here, beside 0.
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000D)
#define STATUS_CANCELLED ((NTSTATUS)0xC0000120)

// How an asynchronous request ended; valid during the call of the APC routine.
typedef struct _IO_STATUS_BLOCK {
  union {
    NTSTATUS Status;  // 0 for every answer and for a time-out, whatever the reply's own Status is
    PVOID Pointer;
  };
  ULONG_PTR Information;  // octets of ReplyBuffer that were written
} IO_STATUS_BLOCK, *PIO_STATUS_BLOCK;

// Called in the thread that made the request, during an alertable wait of that thread. Reserved is 0. It may
// call everything, IcmpCloseHandle too.
typedef void (*PIO_APC_ROUTINE)(PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, ULONG Reserved);

#endif
