// The octets of a file from front to back, as they are or decompressed.
#pragma once

#include <cstdint>
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

  // Goes on at octet `position`. Only files as they are can; sources that cannot answer Reason::unsupported.
  virtual Result<void> seek(std::uint64_t position);
};

// A file as it is. Reason::no_such_file.
Result<std::unique_ptr<OctetSource>> open_file(const std::string& path);

// The rest of `source` in a temporary file that has no name and is gone with the result, so that it can be
// sought in. Reason::system where there is no room for it.
Result<std::unique_ptr<OctetSource>> unpack_to_file(OctetSource& source, const std::string& path);

// Reason::bad_file for the capture file `path`, with what is wrong in it.
tl::unexpected<Failure> bad_capture_file(const std::string& path, std::string detail);

}  // namespace icmpwire
