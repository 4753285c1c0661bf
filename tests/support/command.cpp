#include "tests/support/command.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace icmpwire::test {

namespace fs = std::filesystem;

namespace {

constexpr auto everybody = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                           fs::perms::others_read | fs::perms::others_exec;

}  // namespace

CommandResult run_command(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run: " + command);
  CommandResult result;
  std::array<char, 4096> part;
  for (std::size_t count; (count = fread(part.data(), 1, part.size(), pipe)) > 0;) {
    result.output.append(part.data(), count);
  }
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

PublicFolder::PublicFolder() {
  std::string pattern = (fs::temp_directory_path() / "icmpwire-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
  path_ = pattern;
  fs::permissions(path_, everybody);
}

PublicFolder::~PublicFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string PublicFolder::take(const std::string& file) const {
  const fs::path here = fs::path(path_) / fs::path(file).filename();
  fs::copy_file(file, here, fs::copy_options::overwrite_existing);
  fs::permissions(here, everybody);
  return here.string();
}

std::string without_rights_and_network(const std::string& command) {
  if (geteuid() == 0) {
    return "unshare -n setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs " + command;
  }
  static const bool may_unshare = std::system("unshare -Urn true 2>/dev/null") == 0;
  return (may_unshare ? "unshare -Urn " : "") + command;
}

}  // namespace icmpwire::test
