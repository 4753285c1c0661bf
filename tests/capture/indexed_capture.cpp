#include "tests/capture/indexed_capture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace icmpwire::test {

IndexedCapture::IndexedCapture(const std::string& path, const FrameChoice& choice) {
  auto capture = CaptureReader::open_seekable(path);
  EXPECT_TRUE(capture) << (capture ? "" : to_text(capture.error()));
  if (!capture) return;
  capture_ = std::move(*capture);
  auto index = ReplayIndex::read(*capture_, path, choice);
  EXPECT_TRUE(index) << (index ? "" : to_text(index.error()));
  if (!index) return;
  index_ = std::move(*index);
  queries_.assign(index_.queries().begin(), index_.queries().end());
  std::sort(queries_.begin(), queries_.end(),
            [](const IndexedQuery& left, const IndexedQuery& right) { return left.first < right.first; });
}

const RecordedExchange& IndexedCapture::read(std::size_t number) {
  ExchangeReader reader(*capture_, index_);
  const Result<void> result = reader.read(queries_.at(number), exchange_);
  EXPECT_TRUE(result) << (result ? "" : to_text(result.error()));
  return exchange_;
}

}  // namespace icmpwire::test
