// A window that moves over the octets of a source.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "capture/octet_source.h"

namespace icmpwire {

class OctetStream {
 public:
  explicit OctetStream(std::unique_ptr<OctetSource> source) : source_(std::move(source)) {}

  // The next `count` octets, which stay to be read; fewer where the source ends or fails. Valid until the
  // next call. However much is asked for, memory grows with what the source has.
  Bytes peek(std::size_t count) {
    if (end_ - begin_ < count) fill(count);
    return Bytes(buffer_).subspan(begin_, end_ - begin_ < count ? end_ - begin_ : count);
  }

  // Passes over octets that were peeked at. What peek gave stays valid.
  void skip(std::size_t count) {
    begin_ += count;
    position_ += count;
  }

  // What can be read at once without asking for more memory; empty only at the end.
  Bytes peek_some() { return peek(1).empty() ? Bytes() : Bytes(buffer_).subspan(begin_, end_ - begin_); }

  // Goes on at octet `position`; within what is held already without asking the source.
  Result<void> seek(std::uint64_t position);

  std::uint64_t position() const { return position_; }  // octets passed over
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  void fill(std::size_t count);

  std::unique_ptr<OctetSource> source_;
  Octets buffer_;
  std::size_t begin_ = 0;  // of what is there to be read
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
  bool ended_ = false;
  std::optional<Failure> failure_;
};

}  // namespace icmpwire
