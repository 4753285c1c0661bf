// A capture file with its index, for tests: exchanges by their place in the capture.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "capture/recorded_exchange.h"

namespace icmpwire::test {

class IndexedCapture {
 public:
  // Fails the test, and is empty, where the file cannot be read.
  explicit IndexedCapture(const std::string& path, const FrameChoice& choice = {});

  const std::vector<IndexedQuery>& queries() const { return queries_; }  // as recorded
  const ReplayIndex& index() const { return index_; }
  // Valid until the next one is read.
  const RecordedExchange& read(std::size_t number);

 private:
  std::unique_ptr<CaptureReader> capture_;
  ReplayIndex index_;
  std::vector<IndexedQuery> queries_;
  RecordedExchange exchange_;
};

}  // namespace icmpwire::test
