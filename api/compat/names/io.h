// Files by descriptor, as the C run-time names them.
#pragma once

#include <icmpwire_export.h>

#if defined(__cplusplus)
extern "C" {
#endif

// Writes what the system still holds of a file to the disk: fsync. Returns 0, or -1 with errno.
ICMPWIRE_API int _commit(int fd);

#if defined(__cplusplus)
}
#endif
