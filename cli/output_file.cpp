#include "cli/output_file.h"

#include <cerrno>
#include <cstring>

namespace icmpwire::cli {
namespace {

Failure cannot_write(const std::string& path) {
  return Failure("write", path, Reason::system, std::strerror(errno));
}

}  // namespace

Result<int> write_into_file(const std::string& path, const std::function<Result<int>(std::FILE*)>& fill) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return tl::unexpected(cannot_write(path));
  Result<int> status = fill(file);
  const bool written = std::ferror(file) == 0;
  if ((std::fclose(file) != 0 || !written) && status) return tl::unexpected(cannot_write(path));
  return status;
}

}  // namespace icmpwire::cli
