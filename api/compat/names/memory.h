// Memory by Windows' names; it is all malloc's.
#pragma once

#include <icmpwire_export.h>

#include "base.h"

#define LMEM_FIXED 0x0000U
#define LMEM_ZEROINIT 0x0040U
#define LPTR (LMEM_FIXED | LMEM_ZEROINIT)
#define HEAP_NO_SERIALIZE 0x00000001U
#define HEAP_ZERO_MEMORY 0x00000008U

#if defined(__cplusplus)
extern "C" {
#endif

// uFlags: LMEM_ZEROINIT counts, and there is no movable memory. Returns memory for LocalFree; or NULL with
// ERROR_NOT_ENOUGH_MEMORY.
ICMPWIRE_API HLOCAL LocalAlloc(UINT uFlags, SIZE_T uBytes);
ICMPWIRE_API HLOCAL LocalFree(HLOCAL hMem);  // NULL

// There is one heap. dwFlags: HEAP_ZERO_MEMORY counts. HeapFree returns TRUE; HeapAlloc NULL
// where there is no memory.
ICMPWIRE_API HANDLE GetProcessHeap(void);
ICMPWIRE_API LPVOID HeapAlloc(HANDLE hHeap, DWORD dwFlags, SIZE_T dwBytes);
ICMPWIRE_API BOOL HeapFree(HANDLE hHeap, DWORD dwFlags, LPVOID lpMem);

#if defined(__cplusplus)
}
#endif
