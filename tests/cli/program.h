// Runs the program: inside the test with its output captured, or as a process of its own.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace icmpwire::test {

using Words = std::vector<std::string>;

struct Ran {
  int status = -1;
  std::string out;
  std::string error;
};

// In this process; ICMPWIRE and ICMPWIRE_RECORD count as they are set here.
Ran run_inside(const Words& arguments);

// A process of the built program. It is killed and waited for in the end, whatever happens.
class Process {
 public:
  // `input` becomes its standard input; `environment` adds "NAME=value".
  explicit Process(const Words& arguments, const std::string& input = {}, const Words& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;
  // The next line of its standard output or error, without the line end; nullopt at the end.
  std::optional<std::string> read_line() { return read_line_of(out_); }
  std::optional<std::string> read_error_line() { return read_line_of(error_); }
  // Reads all that is left of both, and waits.
  Ran finish();

 private:
  static std::optional<std::string> read_line_of(int descriptor);

  pid_t process_ = -1;
  int out_ = -1;
  int error_ = -1;
};

Ran run_program(const Words& arguments, const std::string& input = {}, const Words& environment = {});

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
