// The octets of a file from front to back, as they are or decompressed.
#pragma once

#include <memory>
#include <string>

#include "packet/bytes.h"
#include "packet/result.h"

namespace icmpwire {

class OctetSource {
 public:
  virtual ~OctetSource() = default;

  // Fills as much of `out` as can be had at once, at least one octet; 0 at the end.
  virtual Result<std::size_t> read(MutableBytes out) = 0;
};

// A file as it is. Reason::no_such_file.
Result<std::unique_ptr<OctetSource>> open_file(const std::string& path);

// Reason::bad_file for the capture file `path`, with what is wrong in it.
tl::unexpected<Failure> bad_capture_file(const std::string& path, std::string detail);

}  // namespace icmpwire
