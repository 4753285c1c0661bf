// Running other programs in tests, with what they print and how they end.
#pragma once

#include <string>

namespace icmpwire::test {

struct CommandResult {
  int status = -1;     // exit status; 128 and the signal's number where a signal ended it
  std::string output;  // standard output; add 2>&1 for the rest
};

// Runs a command of the shell in the calling thread's network namespace.
CommandResult run_command(const std::string& command);

// A folder of its own that everybody may read, gone with the object.
class PublicFolder {
 public:
  PublicFolder();
  ~PublicFolder();
  PublicFolder(const PublicFolder&) = delete;
  PublicFolder& operator=(const PublicFolder&) = delete;

  const std::string& path() const { return path_; }
  // Copies a file here, to be read and executed by everybody; where it is then.
  std::string take(const std::string& file) const;

 private:
  std::string path_;
};

// The command as nobody in an empty network, where we may make one; as an ordinary user without it otherwise.
std::string without_rights_and_network(const std::string& command);

}  // namespace icmpwire::test
