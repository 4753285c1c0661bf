// Capture files compressed by gzip or zstd.
#pragma once

#include "capture/octet_stream.h"

namespace icmpwire {

// Whether the file begins like a compressed one.
bool is_compressed(OctetStream& file);

// The file's octets; decompressed as they are read where the file begins like a compressed one. `path` is for
// failures. A compressed file that is damaged fails where the damage lies (Reason::bad_file).
OctetStream decompressed(OctetStream file, const std::string& path);

}  // namespace icmpwire
