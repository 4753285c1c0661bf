// Runs the program inside the test with its output captured; as a process of its own: support/process.h.
#pragma once

#include <string>

#include "tests/support/process.h"

namespace icmpwire::test {

// In this process; ICMPWIRE and ICMPWIRE_RECORD count as they are set here.
Ran run_inside(const Words& arguments);

std::string file_text(const std::string& path);

// A file name of this test's own in the system's temporary folder; removed in the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& ending, const std::string& text = {});
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace icmpwire::test
