#include "capture/octet_stream.h"

#include <algorithm>

namespace icmpwire {

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
