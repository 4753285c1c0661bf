// A capture, or plain octets, out of a file that is open already, as standard input is.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "capture/capture_file.h"
#include "capture/compressed_file.h"

namespace icmpwire {

// The rest of `file`, decompressed where it begins like a compressed one; `file` stays open and must outlive
// the stream; `name` is for failures.
OctetStream open_octets(std::FILE* file, const std::string& name);

// As CaptureReader::open, for the rest of `file`, which stays open and must outlive the reader; `name` is for
// failures.
Result<std::unique_ptr<CaptureReader>> read_capture(std::FILE* file, const std::string& name);

}  // namespace icmpwire
