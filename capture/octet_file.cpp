#include "capture/octet_file.h"

#include <cerrno>
#include <system_error>

#include "capture/system/output_file.h"

namespace icmpwire {
namespace {

Failure write_failure(const std::string& path, int error) {
  Failure failure;
  failure.operation = "write the capture file";
  failure.object = path;
  failure.reason = error == ENOENT || error == ENOTDIR ? Reason::no_such_file : Reason::system;
  failure.detail = std::generic_category().message(error);
  if (error == ENOENT || error == ENOTDIR) failure.needs = "needs the directory to be there";
  if (error == EACCES || error == EROFS) failure.needs = "needs a file or a directory that you may write to";
  if (error == EBUSY) {
    failure.reason = Reason::no_resources;
    failure.detail = "somebody else is writing it";
    failure.needs = "needs a file of its own";
  }
  if (error == ENOSPC) failure.needs = "needs free space; what was written before is whole";
  return failure;
}

}  // namespace

Result<OctetFile> OctetFile::create(const std::string& path) {
  std::FILE* file = open_output_file(path);
  if (file == nullptr) return tl::unexpected(write_failure(path, errno));
  std::setvbuf(file, nullptr, _IONBF, 0);
  return OctetFile(file, path);
}

Result<void> OctetFile::write(Bytes octets) {
  if (failure_) return tl::unexpected(*failure_);
  errno = 0;
  if (std::fwrite(octets.data(), 1, octets.size(), file_.get()) == octets.size()) {
    written_ += octets.size();
    return {};
  }
  failure_ = write_failure(path_, errno);
  return tl::unexpected(*failure_);
}

}  // namespace icmpwire
