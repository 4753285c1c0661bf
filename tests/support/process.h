// The built program as a process of its own.
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

}  // namespace icmpwire::test
