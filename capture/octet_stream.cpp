#include "capture/octet_stream.h"

#include <algorithm>

namespace icmpwire {

Result<void> OctetStream::seek(std::uint64_t position) {
  const std::uint64_t held_from = position_ - begin_;
  if (position >= held_from && position - held_from <= end_) {
    begin_ = static_cast<std::size_t>(position - held_from);
    position_ = position;
    return {};
  }
  if (Result<void> result = source_->seek(position); !result) return result;
  begin_ = end_ = 0;
  position_ = position;
  ended_ = false;
  return {};
}

void OctetStream::fill(std::size_t count) {
  constexpr std::size_t least_buffer = std::size_t{64} << 10;
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  while (end_ < count && !ended_) {
    if (end_ == buffer_.size()) buffer_.resize(std::max(least_buffer, 2 * buffer_.size()));
    Result<std::size_t> read = source_->read(MutableBytes(buffer_).subspan(end_));
    if (!read) failure_ = std::move(read).error();
    ended_ = !read || *read == 0;
    if (!ended_) end_ += *read;
  }
}

}  // namespace icmpwire
