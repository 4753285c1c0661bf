// Octets in memory as the source of a capture file.
#pragma once

#include <algorithm>

#include "capture/octet_source.h"

namespace icmpwire::test {

class MemorySource final : public OctetSource {
 public:
  // The octets must outlive the source.
  explicit MemorySource(Bytes octets) : octets_(octets) {}

  Result<std::size_t> read(MutableBytes out) override {
    const Bytes some = first_at_most(octets_.subspan(at_), out.size());
    std::copy(some.begin(), some.end(), out.begin());
    at_ += some.size();
    return some.size();
  }
  Result<void> seek(std::uint64_t position) override {
    at_ = static_cast<std::size_t>(std::min<std::uint64_t>(position, octets_.size()));
    return {};
  }

 private:
  Bytes octets_;
  std::size_t at_ = 0;
};

}  // namespace icmpwire::test
