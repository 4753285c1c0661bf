// The files of one recording, the next begun where one has grown too large.
#pragma once

#include <deque>

#include "capture/recorder.h"

namespace icmpwire {

class RecordingFile {
 public:
  static Result<RecordingFile> create(RecordingTarget target, WhereTaken where_taken);
  Result<void> write(const Frame& frame, Nanos epoch, std::string_view comment);

 private:
  explicit RecordingFile(RecordingTarget target) : target_(std::move(target)) {}
  Result<void> begin_next();

  RecordingTarget target_;
  std::unique_ptr<CaptureWriter> writer_;
  // Once it is full: as long as it is open, nobody else takes the name.
  std::unique_ptr<CaptureWriter> first_;
  std::uint64_t begun_ = 0;         // files
  std::deque<std::string> closed_;  // that may be removed
};

}  // namespace icmpwire
