// Heaps and local memory are malloc's.
#include <windows.h>

namespace {

void* allocate(size_t octets, bool zeroed) {
  const size_t least = octets != 0 ? octets : 1;
  return zeroed ? calloc(least, 1) : malloc(least);
}

}  // namespace

HLOCAL LocalAlloc(UINT uFlags, SIZE_T uBytes) {
  const HLOCAL memory = allocate(uBytes, (uFlags & LMEM_ZEROINIT) != 0);
  if (memory == nullptr) SetLastError(ERROR_NOT_ENOUGH_MEMORY);
  return memory;
}

HLOCAL LocalFree(HLOCAL hMem) {
  free(hMem);
  return nullptr;
}

HANDLE GetProcessHeap(void) {
  static char heap;
  return &heap;
}

LPVOID HeapAlloc(HANDLE, DWORD dwFlags, SIZE_T dwBytes) {
  return allocate(dwBytes, (dwFlags & HEAP_ZERO_MEMORY) != 0);
}

BOOL HeapFree(HANDLE, DWORD, LPVOID lpMem) {
  free(lpMem);
  return TRUE;
}
